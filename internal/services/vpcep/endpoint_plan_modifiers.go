package vpcep

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// The API cannot change an endpoint, so every change of an argument replaces it. The plan modifiers below except values
// that differ in notation only, and arguments that have no effect.

const replaceRule = "Changing the value replaces the endpoint. Another notation of the same value does not."

func replaceDescription() planmodifier.String {
	return stringplanmodifier.RequiresReplaceIf(
		func(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = req.PlanValue.IsUnknown() || req.PlanValue.ValueString() != req.StateValue.ValueString()
		}, replaceRule, replaceRule)
}

// replacePortIP does not replace an imported endpoint whose address is unknown because it has not been accepted yet.
func replacePortIP() planmodifier.String {
	return stringplanmodifier.RequiresReplaceIf(
		func(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = !req.ConfigValue.IsNull() && !req.StateValue.IsNull()
		}, replaceRule, replaceRule)
}

// replaceEnableDNS does not replace a gateway endpoint, which never has a private domain name.
func replaceEnableDNS() planmodifier.Bool {
	return boolplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.BoolRequest, resp *boolplanmodifier.RequiresReplaceIfFuncResponse) {
			var prior endpointModel
			resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
			resp.RequiresReplace = !prior.isGateway()
		}, replaceRule, replaceRule)
}

func replaceWhitelist() planmodifier.List {
	return listplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.ListRequest, resp *listplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = !isFullyKnown(ctx, req.PlanValue) || !framework.SameStrings(req.PlanValue, req.StateValue, framework.Network)
		}, replaceRule, replaceRule)
}

func replaceRouteTables() planmodifier.List {
	return listplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.ListRequest, resp *listplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = isConfigured(req.ConfigValue, req.PlanValue.Elements()) &&
				(!isFullyKnown(ctx, req.PlanValue) || !framework.SameStrings(req.PlanValue, req.StateValue, strings.ToLower))
		}, replaceRule, replaceRule)
}

func replacePolicyStatement() planmodifier.List {
	return listplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.ListRequest, resp *listplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = isConfigured(req.ConfigValue, req.PlanValue.Elements()) &&
				(!isFullyKnown(ctx, req.PlanValue) || !vpcep.SameStatements(statementsOf(req.PlanValue), statementsOf(req.StateValue)))
		}, replaceRule, replaceRule)
}

// isConfigured reports whether the configuration sets the value. Null and empty values leave the choice to the cloud.
func isConfigured(config attr.Value, elements []attr.Value) bool {
	return config.IsUnknown() || !config.IsNull() && len(elements) > 0
}

// isFullyKnown reports whether the value contains nothing unknown.
func isFullyKnown(ctx context.Context, v attr.Value) bool {
	value, err := v.ToTerraformValue(ctx)
	return err == nil && value.IsFullyKnown()
}
