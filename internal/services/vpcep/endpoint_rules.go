package vpcep

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// ValidateConfig implements resource.ResourceWithValidateConfig.
func (r *endpointResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var model endpointModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	for _, f := range endpointFaults(&model) {
		resp.Diagnostics.AddAttributeError(path.Root(f.attribute), f.summary, f.detail)
	}
}

type fault struct{ attribute, summary, detail string }

// endpointFaults finds what no service can fulfil: whether it is of the type interface or gateway is not known yet,
// but what is asked for can only belong to one of them. What is unknown passes, and so does what asks for nothing,
// such as false and [].
func endpointFaults(m *endpointModel) []fault {
	type asked struct {
		attribute string
		is        bool
	}
	interfaces := []asked{
		{"subnet_id", known(m.SubnetID)},
		{"port_ip", known(m.PortIP)},
		{"whitelist", len(m.Whitelist.Elements()) > 0},
		{"enable_whitelist", m.EnableWhitelist.ValueBool()},
	}
	gateways := []asked{
		{"routetables", len(m.RouteTables.Elements()) > 0},
		{"policy_statement", len(m.PolicyStatement.Elements()) > 0},
	}
	var faults []fault
	for _, g := range gateways {
		for _, i := range interfaces {
			if g.is && i.is {
				faults = append(faults, fault{g.attribute, "Conflicting attributes", fmt.Sprintf(
					"%s is for endpoints of services of the type gateway, %s for those of the type interface: no service takes both. Remove one of them.",
					g.attribute, i.attribute)})
			}
		}
	}
	for _, i := range interfaces[1:] {
		if i.is && m.SubnetID.IsNull() {
			faults = append(faults, fault{i.attribute, "Missing subnet_id", fmt.Sprintf(
				"%s is for endpoints of services of the type interface, and these need a subnet_id.", i.attribute)})
		}
	}
	return faults
}

// wholeStatement validates that a statement of a policy has all of its parts.
type wholeStatement struct{}

// Description implements validator.Describer.
func (wholeStatement) Description(context.Context) string {
	return "effect, action and resource are required"
}

// MarkdownDescription implements validator.Describer.
func (v wholeStatement) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateObject implements validator.Object.
func (wholeStatement) ValidateObject(_ context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
	if !known(req.ConfigValue) {
		return
	}
	for _, name := range []string{"effect", "action", "resource"} {
		if req.ConfigValue.Attributes()[name].IsNull() {
			resp.Diagnostics.AddAttributeError(req.Path.AtName(name), "Incomplete policy statement",
				fmt.Sprintf("Each statement of policy_statement needs %s.", name))
		}
	}
}

// The plan modifiers below say when a change needs another endpoint: the API cannot change one, so anything it was
// asked for does. What merely is written in another way does not.

const replaceRule = "Changing what it means replaces the endpoint."

func replaceDescription() planmodifier.String {
	return stringplanmodifier.RequiresReplaceIf(
		func(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = req.PlanValue.IsUnknown() || req.PlanValue.ValueString() != req.StateValue.ValueString()
		}, replaceRule, replaceRule)
}

// replacePortIP leaves an imported endpoint alone that does not tell its address before it was accepted.
func replacePortIP() planmodifier.String {
	return stringplanmodifier.RequiresReplaceIf(
		func(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = !req.ConfigValue.IsNull() && !req.StateValue.IsNull()
		}, replaceRule, replaceRule)
}

// replaceEnableDNS leaves a gateway endpoint alone, which has no private domain name in any case.
func replaceEnableDNS() planmodifier.Bool {
	return boolplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.BoolRequest, resp *boolplanmodifier.RequiresReplaceIfFuncResponse) {
			var prior endpointModel
			resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
			resp.RequiresReplace = !prior.isGateway()
		}, replaceRule, replaceRule)
}

func replaceWhitelist() planmodifier.Set {
	return setplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.SetRequest, resp *setplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = !entirelyKnown(ctx, req.PlanValue) || !framework.SameStrings(req.PlanValue, req.StateValue, framework.Network)
		}, replaceRule, replaceRule)
}

func replaceRouteTables() planmodifier.Set {
	return setplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.SetRequest, resp *setplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = asksForSomething(req.ConfigValue, req.PlanValue.Elements()) &&
				(!entirelyKnown(ctx, req.PlanValue) || !framework.SameStrings(req.PlanValue, req.StateValue, strings.ToLower))
		}, replaceRule, replaceRule)
}

func replacePolicyStatement() planmodifier.List {
	return listplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.ListRequest, resp *listplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = asksForSomething(req.ConfigValue, req.PlanValue.Elements()) &&
				(!entirelyKnown(ctx, req.PlanValue) || !vpcep.SameStatements(statementsOf(req.PlanValue), statementsOf(req.StateValue)))
		}, replaceRule, replaceRule)
}

// asksForSomething tells a value that the configuration decides from one that is left to the cloud.
func asksForSomething(config attr.Value, planned []attr.Value) bool {
	return config.IsUnknown() || !config.IsNull() && len(planned) > 0
}

// entirelyKnown tells whether nothing in a value is unknown.
func entirelyKnown(ctx context.Context, v attr.Value) bool {
	value, err := v.ToTerraformValue(ctx)
	return err == nil && value.IsFullyKnown()
}
