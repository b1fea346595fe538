package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// ModifyPlan plans what the status asks for: a service that failed or is being deleted is replaced, one that is
// still being created is waited for.
func (r *serviceResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() || req.Plan.Raw.IsNull() {
		return
	}
	var prior, plan serviceModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() {
		return
	}
	status := path.Root("status")
	// The names differ only in the part that service_name is.
	if plan.FullServiceName.IsUnknown() && plan.ServiceName.Equal(prior.ServiceName) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("full_service_name"), prior.FullServiceName)...)
	}
	// A change that is the provider's own, such as of a timeout, does not touch the service.
	if plan.asksSameAs(&prior) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("updated_at"), prior.UpdatedAt)...)
	}
	switch prior.Status.ValueString() {
	case vpcep.StatusAvailable, "":
		return
	case vpcep.StatusFailed:
		resp.RequiresReplace.Append(status)
	case vpcep.StatusDeleting:
		resp.Diagnostics.AddAttributeWarning(status, prior.title()+" is being deleted and is planned for replacement",
			"Its deletion had begun, here or elsewhere. Apply waits until it is gone and creates it anew.")
		resp.RequiresReplace.Append(status)
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, status, types.StringUnknown())...)
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("updated_at"), types.StringUnknown())...)
}
