package framework_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

func TestUseStateForSameID(t *testing.T) {
	t.Parallel()
	lower, upper := types.StringValue("4189d3c2"), types.StringValue("4189D3C2")
	for name, test := range map[string]struct{ state, plan, want types.String }{
		"another case":   {lower, upper, lower},
		"another id":     {lower, some, some},
		"unknown":        {lower, unknown, unknown},
		"removed":        {lower, null, null},
		"added":          {null, upper, upper},
		"null and empty": {null, empty, empty},
	} {
		req := planmodifier.StringRequest{StateValue: test.state, PlanValue: test.plan, ConfigValue: test.plan}
		resp := planmodifier.StringResponse{PlanValue: test.plan}
		framework.UseStateForSameID().PlanModifyString(t.Context(), req, &resp)
		if !resp.PlanValue.Equal(test.want) || resp.RequiresReplace {
			t.Errorf("%s: got %s, want %s", name, resp.PlanValue, test.want)
		}
	}
}

func TestUseStateForEquivalentSet(t *testing.T) {
	t.Parallel()
	set := func(values ...attr.Value) types.List { return types.ListValueMust(types.StringType, values) }
	a, b, upperA := types.StringValue("a"), types.StringValue("b"), types.StringValue("A")
	nullSet := types.ListNull(types.StringType)
	for name, test := range map[string]struct{ state, plan, want types.List }{
		"another case":    {set(a, b), set(upperA, b), set(a, b)},
		"another element": {set(a, b), set(upperA), set(upperA)},
		"partly unknown":  {set(a), set(upperA, unknown), set(upperA, unknown)},
		"unknown":         {set(a), types.ListUnknown(types.StringType), types.ListUnknown(types.StringType)},
		"null element":    {set(a), set(upperA, null), set(upperA, null)},
		"removed":         {set(a), nullSet, nullSet},
		"added":           {nullSet, set(a), set(a)},
		"emptied":         {nullSet, set(), set()},
	} {
		req := planmodifier.ListRequest{StateValue: test.state, PlanValue: test.plan, ConfigValue: test.plan}
		resp := planmodifier.ListResponse{PlanValue: test.plan}
		framework.UseStateForEquivalentSet(strings.ToLower).PlanModifyList(t.Context(), req, &resp)
		if !resp.PlanValue.Equal(test.want) || resp.RequiresReplace {
			t.Errorf("%s: got %s, want %s", name, resp.PlanValue, test.want)
		}
	}
}
