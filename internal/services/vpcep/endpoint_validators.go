package vpcep

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// ValidateConfig implements resource.ResourceWithValidateConfig.
func (r *endpointResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var model endpointModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	for _, p := range endpointProblems(&model) {
		resp.Diagnostics.AddAttributeError(path.Root(p.attribute), p.summary, p.detail)
	}
}

// configProblem is an error in a configuration.
type configProblem struct{ attribute, summary, detail string }

// endpointProblems returns the combinations of arguments that no service accepts. The type of the service is unknown
// until the endpoint is created, but arguments of interface and gateway endpoints cannot be mixed. Unknown values are
// not checked, and neither are values without an effect, such as false and [].
func endpointProblems(m *endpointModel) []configProblem {
	type argument struct {
		name string
		set  bool
	}
	interfaces := []argument{
		{"subnet_id", known(m.SubnetID)},
		{"port_ip", known(m.PortIP)},
		{"whitelist", len(m.Whitelist.Elements()) > 0},
		{"enable_whitelist", m.EnableWhitelist.ValueBool()},
	}
	gateways := []argument{
		{"routetables", len(m.RouteTables.Elements()) > 0},
		{"policy_statement", len(m.PolicyStatement.Elements()) > 0},
	}
	var problems []configProblem
	for _, g := range gateways {
		for _, i := range interfaces {
			if g.set && i.set {
				problems = append(problems, configProblem{g.name, "Conflicting attributes", fmt.Sprintf(
					"%s is for endpoints of services of the type gateway, %s for those of the type interface: no service accepts both. "+
						"Remove one of them.",
					g.name, i.name)})
			}
		}
	}
	for _, i := range interfaces[1:] {
		if i.set && m.SubnetID.IsNull() {
			problems = append(problems, configProblem{i.name, "Missing subnet_id", fmt.Sprintf(
				"%s is for endpoints of services of the type interface, and these need a subnet_id.", i.name)})
		}
	}
	return problems
}

// completeStatement validates that a policy statement has an effect, actions and resources.
type completeStatement struct{}

// Description implements validator.Describer.
func (completeStatement) Description(context.Context) string {
	return "effect, action and resource are required"
}

// MarkdownDescription implements validator.Describer.
func (v completeStatement) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateObject implements validator.Object.
func (completeStatement) ValidateObject(_ context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
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

// noNullElements is setvalidator.NoNullValues for a set that is a list for the framework: the message calls it a set.
type noNullElements struct{}

// Description implements validator.Describer.
func (noNullElements) Description(context.Context) string {
	return "All values in the set must be configured."
}

// MarkdownDescription implements validator.Describer.
func (v noNullElements) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateList implements validator.List.
func (noNullElements) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	if slices.ContainsFunc(req.ConfigValue.Elements(), attr.Value.IsNull) {
		resp.Diagnostics.AddAttributeError(req.Path, "Null Set Value", "This attribute contains a null value. Remove it.")
	}
}
