package framework_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

func TestTextValidators(t *testing.T) {
	t.Parallel()
	const id = "4189d3c2-8882-4871-a3c2-d380272eed88"
	tests := map[string]struct {
		rule          validator.String
		inside, other []string // what is allowed, what is not
	}{
		"uuid": {
			framework.UUID(),
			[]string{id, strings.ToUpper(id), "00000000-0000-0000-0000-000000000000"},
			[]string{
				"",
				id[1:],
				id + "0",
				" " + id,
				id + "\n",
				strings.ReplaceAll(id, "-", ""),
				"{" + id + "}",
				"g" + id[1:],
				"4189d3c28-882-4871-a3c2-d380272eed88",
				"4189d3c28882-4871-a3c2-d380272eed88",
				"4189d3c2-8882-4871-a3c2d380272eed88",
				id + "," + id,
				"ｆ" + id[1:],
			},
		},
		"description": {
			framework.Description(128),
			[]string{"", " ", "a", strings.Repeat("a", 128), strings.Repeat("ü", 128), strings.Repeat("😀", 128), "a & b \"c\"\n"},
			[]string{strings.Repeat("a", 129), strings.Repeat("ü", 129), "<", "a>b", "<b>"},
		},
		"duration": {
			framework.PositiveDuration(),
			[]string{"1ns", "30s", "10m", "1h30m", "0.5s", "+5m"},
			[]string{"", "0", "0s", "-5m", "10", "10 m", "1d", "soon", "5m ", "99999999999h"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, text := range test.inside {
				if !accepted(t, test.rule, text) {
					t.Errorf("%q is refused", text)
				}
			}
			for _, text := range test.other {
				if accepted(t, test.rule, text) {
					t.Errorf("%q is accepted", text)
				}
			}
		})
	}
}

func TestTextValidatorsLetUnknownAndNullPass(t *testing.T) {
	t.Parallel()
	rules := []validator.String{
		framework.UUID(), framework.Description(128), framework.PositiveDuration(), framework.IPv4(), framework.IPv4OrCIDR(),
	}
	for _, rule := range rules {
		for _, value := range []types.String{types.StringUnknown(), types.StringNull()} {
			var resp validator.StringResponse
			rule.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("a"), ConfigValue: value}, &resp)
			if len(resp.Diagnostics) != 0 {
				t.Errorf("%s: %v", value, resp.Diagnostics)
			}
		}
		if text := rule.Description(t.Context()); text == "" || text != rule.MarkdownDescription(t.Context()) {
			t.Errorf("the rule is described as %q and %q", text, rule.MarkdownDescription(t.Context()))
		}
	}
}

// The message says which value, where, what is wrong with it and what is allowed.
func TestTextValidatorsExplain(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		rule validator.String
		text string
		says []string
	}{
		"uuid":                  {framework.UUID(), "lb-1", []string{`"lb-1"`, "not a UUID", "such as"}},
		"long description":      {framework.Description(128), strings.Repeat("ü", 129), []string{"129 characters", "at most 128"}},
		"description in angles": {framework.Description(128), "<b>", []string{`"<b>"`, "angle bracket", "without < and >"}},
		"no duration":           {framework.PositiveDuration(), "soon", []string{`"soon"`, "not a duration", "10m"}},
		"duration of zero":      {framework.PositiveDuration(), "0s", []string{`"0s"`, "not positive"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := path.Root("ports").AtListIndex(3).AtName("field")
			var resp validator.StringResponse
			test.rule.ValidateString(t.Context(), validator.StringRequest{Path: at, ConfigValue: types.StringValue(test.text)}, &resp)
			if len(resp.Diagnostics) != 1 {
				t.Fatalf("got %v", resp.Diagnostics)
			}
			checkDiagnostic(t, resp.Diagnostics[0], at, "Invalid ports[3].field", test.says...)
		})
	}
}
