package vpcep

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestShortServiceName(t *testing.T) {
	t.Parallel()
	validate := func(name types.String) validator.StringResponse {
		var resp validator.StringResponse
		shortServiceName().ValidateString(t.Context(), validator.StringRequest{Path: path.Root("service_name"), ConfigValue: name}, &resp)
		return resp
	}
	for _, name := range []string{"a", "Z", "0", "_", "-", "web", "service_1", "A-b_3", strings.Repeat("a", 16)} {
		if resp := validate(types.StringValue(name)); len(resp.Diagnostics) != 0 {
			t.Errorf("%q is refused: %v", name, resp.Diagnostics)
		}
	}
	for name, says := range map[string][]string{
		"":                      {`""`, "is empty", "1 to 16"},
		strings.Repeat("a", 17): {"17 characters", "1 to 16"},
		"a b":                   {`"a b"`, "not allowed", "underscores"},
		"a.b":                   {"not allowed"}, "ä": {"not allowed"}, "web\n": {"not allowed"}, "\nweb": {"not allowed"},
		"web!": {"not allowed"},
		"日本":   {"not allowed"}, "web\x00": {"not allowed"}, "a/b": {"not allowed"},
	} {
		resp := validate(types.StringValue(name))
		if len(resp.Diagnostics) != 1 {
			t.Errorf("%q: got %v", name, resp.Diagnostics)
			continue
		}
		for _, part := range says {
			if !strings.Contains(resp.Diagnostics[0].Detail(), part) {
				t.Errorf("%q does not say %q", resp.Diagnostics[0].Detail(), part)
			}
		}
	}
	for _, name := range []types.String{types.StringUnknown(), types.StringNull()} {
		if resp := validate(name); len(resp.Diagnostics) != 0 {
			t.Errorf("%s: %v", name, resp.Diagnostics)
		}
	}
}
