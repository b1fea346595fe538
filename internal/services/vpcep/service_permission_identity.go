package vpcep

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// servicePermissionIdentity is the identity of a permission.
type servicePermissionIdentity struct {
	ServiceID  types.String `tfsdk:"service_id"`
	Permission types.String `tfsdk:"permission"`
}

// identity has the values as the API writes them, because those in the state are as the configuration does.
func (m *servicePermissionModel) identity() servicePermissionIdentity {
	serviceID, entry := m.key()
	return servicePermissionIdentity{types.StringValue(strings.ToLower(serviceID)), types.StringValue(entry)}
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *servicePermissionResource) IdentitySchema(
	_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse,
) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"service_id": identityschema.StringAttribute{RequiredForImport: true, Description: "The id of the service."},
		"permission": identityschema.StringAttribute{
			RequiredForImport: true, Description: "The account that may connect: " + permissionRule + ".",
		},
	}}
}

// ImportState implements resource.ResourceWithImportState.
func (r *servicePermissionResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	var serviceID, permission, problem string
	if req.ID != "" {
		if serviceID, permission, problem = parsePermissionID(ctx, req.ID); problem != "" {
			problem = fmt.Sprintf("The id %q %s. The format is SERVICE_ID/PERMISSION, such as "+
				"4189d3c2-8882-4871-a3c2-d380272eed81/iam:domain::6e9dfd51d1124e8d8498dce894923a0d.", req.ID, problem)
		}
	} else {
		var identity servicePermissionIdentity
		if resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...); resp.Diagnostics.HasError() {
			return
		}
		serviceID, permission = identity.ServiceID.ValueString(), identity.Permission.ValueString()
		problem = framework.UUIDProblem("service_id", serviceID)
		if fault := permissionFault(permission); problem == "" && fault != "" {
			problem = fmt.Sprintf("permission is %q, which %s. Allowed: %s.", permission, fault, permissionForm{}.Description(ctx))
		}
	}
	if problem != "" {
		resp.Diagnostics.AddError("Unable to import VPC Endpoint Service Permission", problem)
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("service_id"), serviceID)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("permission"), permission)...)
}
