package lifecycle

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// ModifyPlan implements resource.ResourceWithModifyPlan. It plans what the status requires: an object that failed or is
// being deleted is replaced, one that is not ready is waited for, and one whose creation has an unknown outcome is found
// or created. Otherwise it keeps computed attributes known that the planned changes do not affect. tags_all is planned from
// the configured tags and the provider's default tags.
func (r *Resource[M, T, P]) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	if req.State.Raw.IsNull() {
		resp.Diagnostics.Append(r.planFirstTags(ctx, &resp.Plan)...)
		return
	}
	prior, plan := P(new(M)), P(new(M))
	resp.Diagnostics.Append(r.Attributes.Get(ctx, req.State.Raw, prior)...)
	if resp.Diagnostics.Append(r.Attributes.Get(ctx, resp.Plan.Raw, plan)...); resp.Diagnostics.HasError() {
		return
	}
	retagged, diags := r.planTags(prior, plan)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	isNew := prior.Common().ID.IsNull()
	status := prior.Common().Status.ValueString()
	switch {
	case isNew, r.unready(prior, plan):
	case status == r.Kind.Statuses.Failed:
		resp.RequiresReplace.Append(path.Root("status"))
	case status == r.Kind.Statuses.Deleting:
		resp.Diagnostics.AddAttributeWarning(path.Root("status"), prior.Title()+" is being deleted and is planned for replacement",
			"Its deletion had begun, here or elsewhere. Apply waits until it is gone and creates a new one.")
		resp.RequiresReplace.Append(path.Root("status"))
	case !retagged && !framework.HasUnknown(plan):
		return // nothing changes
	}
	config := P(new(M))
	if resp.Diagnostics.Append(r.Attributes.Get(ctx, req.Config.Raw, config)...); resp.Diagnostics.HasError() {
		return
	}
	switch {
	case isNew:
		resp.Diagnostics.Append(r.Attributes.MarkUnknown(ctx, config, plan, nil, r.Attributes.Computed)...)
	case status == r.Kind.Statuses.Failed, status == r.Kind.Statuses.Deleting, r.unready(prior, plan):
		resp.Diagnostics.Append(r.Attributes.MarkUnknown(ctx, config, plan, r.Volatile, r.Late)...)
	default:
		if retagged {
			resp.Diagnostics.Append(r.Attributes.MarkUnknown(ctx, config, plan, []string{"updated_at"}, nil)...)
		}
		r.keepKnown(config, plan, prior)
	}
	resp.Diagnostics.Append(r.Attributes.Set(ctx, &resp.Plan.Raw, plan)...)
}

// keepKnown keeps computed attributes known that the planned changes do not affect.
func (r *Resource[M, T, P]) keepKnown(config, plan, prior P) {
	affected := []string{"updated_at", framework.AttributeTagsAll}
	if r.Affected != nil {
		affected = append(affected, r.Affected(plan, prior)...)
	}
	framework.KeepPrior(config, plan, prior, affected...)
	if !framework.Changed(r.Attributes.Configurable, plan, prior) {
		framework.KeepPrior(config, plan, prior)
	}
}
