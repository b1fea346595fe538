package vpcep

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// checkFault checks that there is one error with a text, or none where the text is "".
func checkFault(t *testing.T, errors diag.Diagnostics, want string) {
	t.Helper()
	switch {
	case want == "" && len(errors) > 0:
		t.Errorf("got %v, want no error", errors)
	case want != "" && (len(errors) != 1 || !strings.Contains(errors[0].Detail(), want)):
		t.Errorf("got %v, want one error with %q", errors, want)
	}
}

// The framework fills in what is kept beside the state, so without a configured value only what an unmanaged attribute
// becomes can be tested here; acceptance tests do the rest.
func TestPermissionsPlanUnmanaged(t *testing.T) {
	t.Parallel()
	null := types.SetNull(types.StringType)
	for name, state := range map[string]types.Set{
		"created":  null,
		"imported": permissionSet([]string{prefix + account}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := planmodifier.SetRequest{ConfigValue: null, StateValue: state, PlanValue: types.SetUnknown(types.StringType)}
			resp := planmodifier.SetResponse{PlanValue: req.PlanValue}
			permissionsPlan{}.PlanModifySet(t.Context(), req, &resp)
			if resp.Diagnostics.HasError() || !resp.PlanValue.Equal(state) {
				t.Errorf("got %s, %v; want %s", resp.PlanValue, resp.Diagnostics, state)
			}
		})
	}
}

func TestSamePermissionSet(t *testing.T) {
	t.Parallel()
	null, unknown := types.SetNull(types.StringType), types.SetUnknown(types.StringType)
	for name, test := range map[string]struct {
		a, b types.Set
		want bool
	}{
		"both null":       {null, null, true},
		"null and empty":  {null, permissionSet(nil), false},
		"unknown":         {unknown, permissionSet(nil), false},
		"another form":    {permissionSet([]string{account}), permissionSet([]string{prefix + account}), true},
		"another account": {permissionSet([]string{account}), permissionSet([]string{other}), false},
		"unknown elements": {
			types.SetValueMust(types.StringType, append(permissionSet([]string{account}).Elements(), types.StringUnknown())),
			permissionSet([]string{account}), false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := samePermissionSet(test.a, test.b); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}
