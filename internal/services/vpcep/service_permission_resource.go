package vpcep

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

var (
	_ resource.ResourceWithConfigure   = (*servicePermissionResource)(nil)
	_ resource.ResourceWithImportState = (*servicePermissionResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*servicePermissionResource)(nil)
	_ resource.ResourceWithIdentity    = (*servicePermissionResource)(nil)
)

// NewServicePermissionResource returns the resource opentelekomcloud_vpcep_service_permission.
func NewServicePermissionResource() resource.Resource { return &servicePermissionResource{} }

type servicePermissionResource struct {
	client *vpcep.Client
	signIn *framework.PlanSignIn
}

// Metadata implements resource.Resource.
func (r *servicePermissionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_vpcep_service_permission"
}

// Schema implements resource.Resource.
func (r *servicePermissionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = servicePermissionSchema()
}

// Configure implements resource.ResourceWithConfigure.
func (r *servicePermissionResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if r.client = configured(req.ProviderData, &resp.Diagnostics); r.client != nil {
		r.signIn = framework.ServiceClient(req.ProviderData, framework.NewPlanSignIn, &resp.Diagnostics)
	}
}

// Create implements resource.Resource. An existing entry is adopted, because it cannot be distinguished from the result of an
// earlier attempt.
func (r *servicePermissionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var model servicePermissionModel
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.Identity.Set(ctx, model.identity())...)
	resp.Diagnostics.Append(r.permit(ctx, "create "+model.title(), &model, &resp.State)...)
}

// permit adds the entry to the service.
func (r *servicePermissionResource) permit(
	ctx context.Context, operation string, model *servicePermissionModel, state *tfsdk.State,
) (diags diag.Diagnostics) {
	ctx, cancel := context.WithTimeout(ctx, lifecycle.DefaultTimeout)
	defer cancel()
	serviceID, entry := model.key()
	if err := r.client.HoldPermission(ctx, serviceID, entry); err != nil {
		diags.Append(permissionError(operation, err))
		return diags
	}
	model.fromAPI(&vpcep.Permission{})
	if diags.Append(state.Set(ctx, model)...); diags.HasError() {
		return diags
	}
	listed, err := r.client.WaitPermissionListed(ctx, serviceID, entry)
	if err != nil {
		diags.Append(permissionError(operation, err,
			"The API accepted the permission, but it could not be read. If it exists, keep it with terraform untaint ADDRESS."))
		return diags
	}
	model.fromAPI(listed)
	diags.Append(state.Set(ctx, model)...)
	return diags
}

// Read implements resource.Resource. A permission that is gone stays in the state if its connections are to be rejected:
// it may have been revoked by a deletion that could not reject them. If the configuration still contains it, Update adds it
// again.
func (r *servicePermissionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	defer requireMoved(ctx, req, resp)
	var model servicePermissionModel
	if resp.Diagnostics.Append(req.State.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	// The framework requires an identity even if the permission is gone.
	resp.Diagnostics.Append(resp.Identity.Set(ctx, model.identity())...)
	serviceID, entry := model.key()
	found, err := r.client.ReadPermission(ctx, serviceID, entry)
	if err == nil {
		refreshedPermissions.Store(serviceID+"/"+entry, nil)
	}
	switch {
	case err == nil && found == nil && model.RejectConnectionsOnRevoke.ValueBool():
		resp.Diagnostics.Append(lifecycle.WritePrivate(ctx, resp.Private, privateGone, true)...)
	case vpcep.NotFound(err), err == nil && found == nil:
		resp.State.RemoveResource(ctx)
	case err != nil:
		resp.Diagnostics.Append(permissionError("read "+model.title(), err))
	default:
		model.fromAPI(found)
		resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, privateGone, nil)...)
	}
}

// Update implements resource.Resource. A change of the permission replaces it. What is left is a change of an argument that
// means nothing to the API, and a permission that was revoked elsewhere and is added again.
func (r *servicePermissionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var model servicePermissionModel
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.Identity.Set(ctx, model.identity())...) // an older state has none
	if !model.ID.IsUnknown() {
		resp.State.Raw = req.Plan.Raw
		return
	}
	if resp.Diagnostics.Append(r.permit(ctx, "update "+model.title(), &model, &resp.State)...); !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, privateGone, nil)...)
	}
}

// Delete implements resource.Resource. It keeps a permission for which another resource was created in the same apply.
// If connections are left, the resource stays in the state, and the next apply tries again.
func (r *servicePermissionResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var model servicePermissionModel
	if resp.Diagnostics.Append(req.State.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lifecycle.DefaultTimeout)
	defer cancel()
	operation := "delete " + model.title()
	serviceID, entry := model.key()
	err := r.client.ReleasePermission(ctx, serviceID, entry, model.RejectConnectionsOnRevoke.ValueBool())
	var notRejected *vpcep.NotRejectedError
	switch {
	case errors.As(err, &notRejected):
		resp.Diagnostics.Append(lifecycle.WritePrivate(ctx, resp.Private, privateGone, true)...)
		resp.Diagnostics.Append(permissionError(operation, err,
			adviceNotRejected+"remove the resource from the state: terraform state rm ADDRESS."))
	case err != nil && !vpcep.NotFound(err):
		resp.Diagnostics.Append(permissionError(operation, err))
	}
}

// permissionError returns the diagnostic of a failed operation on a permission, whose attribute is permission, not permissions.
func permissionError(operation string, err error, more ...string) diag.Diagnostic {
	about := adviceFor(err)
	texts := append([]string{about.text}, more...)
	if vpcep.NotFound(err) {
		texts = append(texts, "Check service_id: only the account that owns a service can change its permissions.")
	}
	if about.attribute == "permissions" {
		return framework.AttributeErrorDiagnostic(path.Root("permission"), operation, err, texts...)
	}
	return framework.ErrorDiagnostic(operation, err, texts...)
}

// parsePermissionID parses the id of an import. problem completes the sentence "The id …", and is "" if the id is valid.
func parsePermissionID(ctx context.Context, id string) (serviceID, permission, problem string) {
	serviceID, permission, found := strings.Cut(id, "/")
	var checked validator.StringResponse
	framework.UUID().ValidateString(ctx, validator.StringRequest{ConfigValue: types.StringValue(serviceID)}, &checked)
	switch {
	case !found:
		return "", "", "has no slash"
	case checked.Diagnostics.HasError():
		return "", "", "does not begin with the id of a service"
	case permissionFault(permission) != "":
		return "", "", fmt.Sprintf("ends with %q, which %s", permission, permissionFault(permission))
	default:
		return serviceID, permission, ""
	}
}
