package vpcep

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// An account is permitted as iam:domain::<id>, or as the bare id, which only this provider knows; everyone as *.

const permissionRule = "`iam:domain::DOMAIN_ID`, a bare domain id, or `*` for everyone; a domain id has 1 to 64 letters and digits"

var domainID = regexp.MustCompile(`^[A-Za-z0-9]{1,64}$`)

// apiForm gives a permission as the API knows it, however it is written.
func apiForm(written string) string {
	account, _ := strings.CutPrefix(strings.TrimSpace(written), vpcep.AccountPrefix)
	if account = strings.TrimSpace(account); account == vpcep.Everyone {
		return vpcep.Everyone
	}
	return vpcep.AccountPrefix + account
}

// asWritten gives the permissions that the API answered in the forms in which they were written before; one
// that was not keeps the API's form.
func asWritten(answered, written []string) []string {
	forms := make(map[string]string, len(written))
	for _, w := range written {
		forms[apiForm(w)] = w
	}
	shown := make([]string, 0, len(answered))
	seen := make(map[string]struct{}, len(answered))
	for _, a := range answered {
		form := apiForm(a)
		if _, ok := seen[form]; ok {
			continue // listed twice while pages shifted
		}
		seen[form] = struct{}{}
		if w, ok := forms[form]; ok {
			form = w
		}
		shown = append(shown, form)
	}
	return shown
}

// samePermissions reports whether two lists permit the same accounts, in any form.
func samePermissions(a, b []string) bool {
	return maps.Equal(formsOf(a), formsOf(b))
}

func formsOf(written []string) map[string]bool {
	forms := make(map[string]bool, len(written))
	for _, w := range written {
		forms[apiForm(w)] = true
	}
	return forms
}

// permissionFault says what is wrong with a permission, "" if nothing.
func permissionFault(written string) string {
	account, prefixed := strings.CutPrefix(written, vpcep.AccountPrefix)
	switch {
	case written == vpcep.Everyone:
		return ""
	case prefixed && account == vpcep.Everyone:
		return `is not known to the API; write "*" to permit everyone`
	case account == "":
		return "names no account"
	case len(account) > 64:
		return fmt.Sprintf("has a domain id of %d characters; allowed are 1 to 64", len(account))
	case !domainID.MatchString(account):
		return "has a domain id with other characters than letters and digits"
	default:
		return ""
	}
}

// permissionForm validates a permission, or each of a set of them.
type permissionForm struct{}

func (permissionForm) Description(context.Context) string {
	return strings.ReplaceAll(permissionRule, "`", "")
}

func (permissionForm) MarkdownDescription(context.Context) string { return permissionRule }

func (v permissionForm) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !known(req.ConfigValue) {
		return
	}
	if fault := permissionFault(req.ConfigValue.ValueString()); fault != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid permission",
			fmt.Sprintf("%q %s. Allowed: %s.", req.ConfigValue.ValueString(), fault, v.Description(ctx)))
	}
}

// ValidateList validates every permission that is known, and that no account is named twice in two forms.
func (v permissionForm) ValidateList(ctx context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	if !known(req.ConfigValue) {
		return
	}
	first := map[string]string{}
	for i, element := range req.ConfigValue.Elements() {
		text, ok := element.(types.String)
		if !ok || text.IsUnknown() {
			continue
		}
		at, written := req.Path.AtListIndex(i), text.ValueString()
		if text.IsNull() {
			resp.Diagnostics.AddAttributeError(at, "Invalid permission", "A permission is null. Allowed: "+v.Description(ctx)+".")
			continue
		}
		if fault := permissionFault(written); fault != "" {
			resp.Diagnostics.AddAttributeError(at, "Invalid permission", fmt.Sprintf("%q %s. Allowed: %s.", written, fault, v.Description(ctx)))
			continue
		}
		if other, twice := first[apiForm(written)]; twice {
			resp.Diagnostics.AddAttributeError(at, "Duplicate permission",
				fmt.Sprintf("%q and %q are the same account. Remove one of them.", other, written))
			continue
		}
		first[apiForm(written)] = written
	}
}

// writtenPermissions reads a set of permissions as they are written. ok is false where not all are known.
func writtenPermissions(set types.List) (written []string, ok bool) {
	if set.IsUnknown() {
		return nil, false
	}
	written = make([]string, 0, len(set.Elements()))
	for _, element := range set.Elements() {
		text, isText := element.(types.String)
		if !isText || !known(text) {
			return nil, false
		}
		written = append(written, text.ValueString())
	}
	return written, true
}

func permissionSet(written []string) types.List {
	elements := make([]attr.Value, len(written))
	for i, w := range written {
		elements[i] = types.StringValue(w)
	}
	return types.ListValueMust(types.StringType, elements)
}

func apiForms(written []string) []string {
	forms := make([]string, len(written))
	for i, w := range written {
		forms[i] = apiForm(w)
	}
	return forms
}
