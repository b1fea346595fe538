package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// ModifyPlan plans what the status asks for: an endpoint that failed or is being deleted is replaced, one that is still
// being created, or whose acceptance is insisted on, is waited for. A rejected one stays as it is: the owner of the
// service can accept it again, and a new one would be no better off without asking.
func (r *endpointResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() || req.Plan.Raw.IsNull() {
		return
	}
	var prior, plan endpointModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() {
		return
	}
	status := path.Root("status")
	switch prior.Status.ValueString() {
	case vpcep.StatusFailed:
		resp.RequiresReplace.Append(status)
	case vpcep.StatusDeleting:
		resp.Diagnostics.AddAttributeWarning(status, prior.title()+" is being deleted and is planned for replacement",
			"Its deletion had begun, here or elsewhere. Apply waits until it is gone and creates it anew.")
		resp.RequiresReplace.Append(status)
	default:
		if prior.waits(&plan) {
			break
		}
		if plan.Tags.Equal(prior.Tags) {
			// A change that is the provider's own, such as of a timeout, asks nothing of the cloud.
			plan.keepAnswers(&prior)
			resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
		}
		return
	}
	for name, value := range unsettled(&plan) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(name), value)...)
	}
}

// unsettled are the values that may come out otherwise when the endpoint is ready, beside those that any change leaves
// open: what it has already stays.
func unsettled(plan *endpointModel) map[string]attr.Value {
	text := types.StringUnknown()
	values := map[string]attr.Value{
		"status": text, "updated_at": text, "enable_status": text, "endpoint_service_name": text,
		"active_status": types.SetUnknown(types.StringType),
	}
	for name, late := range map[string]struct{ planned, unknown attr.Value }{
		"ip":                 {plan.IP, text},
		"port_ip":            {plan.PortIP, text},
		"specification_name": {plan.SpecificationName, text},
		"dns_names":          {plan.DNSNames, types.ListUnknown(types.StringType)},
		"marker_id":          {plan.MarkerID, types.Int64Unknown()},
		"routetables":        {plan.RouteTables, types.SetUnknown(types.StringType)},
		"policy_statement":   {plan.PolicyStatement, types.ListUnknown(statementType)},
	} {
		if late.planned.IsNull() {
			values[name] = late.unknown
		}
	}
	return values
}
