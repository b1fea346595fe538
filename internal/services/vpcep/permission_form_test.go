package vpcep

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const (
	account = "6e9dfd51d1124e8d8498dce894923a0d"
	other   = "5fc973eea581490997e82ea11a1d0101"
	prefix  = "iam:domain::"
)

func TestAPIForm(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		account: prefix + account, prefix + account: prefix + account, "*": "*", prefix + "*": "*",
		prefix + " " + account: prefix + account,
	} {
		if got := apiForm(written); got != want {
			t.Errorf("%q: got %q, want %q", written, got, want)
		}
	}
}

func TestAsWritten(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ answered, written, want []string }{
		"bare":            {[]string{prefix + account}, []string{account}, []string{account}},
		"with the prefix": {[]string{prefix + account}, []string{prefix + account}, []string{prefix + account}},
		"mixed":           {[]string{"*", prefix + other, prefix + account}, []string{account, prefix + other}, []string{"*", prefix + other, account}},
		"imported":        {[]string{prefix + account, "*"}, nil, []string{prefix + account, "*"}},
		"revoked":         {[]string{prefix + account}, []string{account, other}, []string{account}},
		"listed twice":    {[]string{prefix + account, prefix + account}, nil, []string{prefix + account}},
		"none":            {nil, []string{account}, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, asWritten(test.answered, test.written)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSamePermissions(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		a, b []string
		want bool
	}{
		"none":          {nil, []string{}, true},
		"another form":  {[]string{account, "*"}, []string{"*", prefix + account}, true},
		"fewer":         {[]string{account, other}, []string{account}, false},
		"more":          {[]string{account}, []string{account, other}, false},
		"another":       {[]string{account}, []string{other}, false},
		"same, and all": {[]string{account}, []string{"*"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := samePermissions(test.a, test.b); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}

func TestPermissionValidator(t *testing.T) {
	t.Parallel()
	text := func(s string) attr.Value { return types.StringValue(s) }
	for name, test := range map[string]struct {
		elements []attr.Value
		want     string // of the error; "" for none
	}{
		"none":              {nil, ""},
		"account":           {[]attr.Value{text(account)}, ""},
		"with the prefix":   {[]attr.Value{text(prefix + account), text(other)}, ""},
		"everyone":          {[]attr.Value{text("*")}, ""},
		"shortest":          {[]attr.Value{text("a")}, ""},
		"longest":           {[]attr.Value{text(strings.Repeat("a", 64))}, ""},
		"unknown":           {[]attr.Value{types.StringUnknown(), text(account)}, ""},
		"too long":          {[]attr.Value{text(prefix + strings.Repeat("a", 65))}, "has a domain id of 65 characters"},
		"empty":             {[]attr.Value{text("")}, "names no account"},
		"nothing behind":    {[]attr.Value{text(prefix)}, "names no account"},
		"prefixed everyone": {[]attr.Value{text(prefix + "*")}, `write "*"`},
		"hyphen":            {[]attr.Value{text("4189d3c2-8882")}, "other characters than letters and digits"},
		"another prefix":    {[]attr.Value{text("iam:project::" + account)}, "other characters than letters and digits"},
		"umlaut":            {[]attr.Value{text("größe")}, "other characters than letters and digits"},
		"star among others": {[]attr.Value{text("abc*")}, "other characters than letters and digits"},
		"blank":             {[]attr.Value{text(" " + account)}, "other characters than letters and digits"},
		"null":              {[]attr.Value{types.StringNull()}, "A permission is null"},
		"twice":             {[]attr.Value{text(account), text(prefix + account)}, "are the same account"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := validator.ListRequest{Path: path.Root("permissions"), ConfigValue: types.ListValueMust(types.StringType, test.elements)}
			var resp validator.ListResponse
			permissionForm{}.ValidateList(t.Context(), req, &resp)
			checkFault(t, resp.Diagnostics.Errors(), test.want)

			if len(test.elements) != 1 {
				return
			}
			one, ok := test.elements[0].(types.String)
			if !ok || one.IsNull() {
				return
			}
			var single validator.StringResponse
			permissionForm{}.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("permission"), ConfigValue: one}, &single)
			checkFault(t, single.Diagnostics.Errors(), test.want)
		})
	}
}

func TestParsePermissionID(t *testing.T) {
	t.Parallel()
	const service = "4189d3c2-8882-4871-a3c2-d380272eed81"
	for id, want := range map[string]string{
		service + "/" + account:          "",
		service + "/" + prefix + account: "",
		service + "/*":                   "",
		service:                          "has no slash",
		service + "/":                    "names no account",
		"/" + account:                    "does not begin with the id of a service",
		"web/" + account:                 "does not begin with the id of a service",
		service + "/" + account + "/x":   "other characters",
		service + "/" + prefix + "*":     `write "*"`,
	} {
		serviceID, permission, fault := parsePermissionID(t.Context(), id)
		if (fault == "") != (want == "") || !strings.Contains(fault, want) {
			t.Errorf("%q: got the fault %q, want %q", id, fault, want)
		}
		if fault == "" && serviceID+"/"+permission != id {
			t.Errorf("%q: got %q and %q", id, serviceID, permission)
		}
	}
}
