package vpcep

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
)

// privateGone records that the permission was revoked, although its resource is still in the state.
const privateGone = "revoked"

// refreshedPermissions has the permissions that this process has read, as SERVICE_ID/ENTRY. A plan without refresh may have
// no network, and looks up nothing.
var refreshedPermissions sync.Map

// ModifyPlan implements resource.ResourceWithModifyPlan. It warns which connections a deletion or a replacement will
// reject. A permission that is gone, and that the configuration still contains, is permitted again.
func (r *servicePermissionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	defer func() { r.signIn.Check(ctx, req, resp, r.client.SignIn, adviceText) }()
	if req.State.Raw.IsNull() {
		return
	}
	var (
		prior servicePermissionModel
		gone  bool
	)
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	resp.Diagnostics.Append(lifecycle.ReadPrivate(ctx, req.Private, privateGone, &gone)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(r.warnRevocation(ctx, &prior, true, gone, false)...)
		return
	}
	var plan servicePermissionModel
	if resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() {
		return
	}
	switch {
	case !plan.ServiceID.Equal(prior.ServiceID) || !plan.Permission.Equal(prior.Permission):
		uncertain := plan.ServiceID.IsUnknown() || plan.Permission.IsUnknown()
		resp.Diagnostics.Append(r.warnRevocation(ctx, &prior, false, gone, uncertain)...)
	case gone:
		resp.Diagnostics.AddAttributeWarning(path.Root("permission"), prior.title()+" was revoked elsewhere",
			"Apply adds it again.")
		plan.ID, plan.PermissionType, plan.CreatedAt = types.StringUnknown(), types.StringUnknown(), types.StringUnknown()
		resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
	}
}

// warnRevocation warns which connections the deletion of a permission will reject.
func (r *servicePermissionResource) warnRevocation(
	ctx context.Context, prior *servicePermissionModel, destroys, gone, uncertain bool,
) diag.Diagnostics {
	if !prior.RejectConnectionsOnRevoke.ValueBool() {
		return nil
	}
	serviceID, entry := prior.key()
	warning := revocationWarning{
		attribute: "permission", serviceID: serviceID, uncertain: uncertain, unless: ", unless another entry permits them",
	}
	// Terraform plans a deletion before it refreshes, or refreshes in another process.
	if _, read := refreshedPermissions.Load(serviceID + "/" + entry); read || destroys {
		warning.lookup = r.client
	}
	if gone {
		warning.left = []string{entry}
	} else {
		warning.revoked = []string{entry}
	}
	return warning.diagnostics(ctx)
}
