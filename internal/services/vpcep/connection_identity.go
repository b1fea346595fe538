package vpcep

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// connectionIdentity is the identity of a connection.
type connectionIdentity struct {
	ServiceID  types.String `tfsdk:"service_id"`
	EndpointID types.String `tfsdk:"endpoint_id"`
}

// identity has the ids in lower case, because those in the state are as the configuration writes them.
func (m *connectionModel) identity() connectionIdentity {
	serviceID, endpointID := m.key()
	return connectionIdentity{types.StringValue(strings.ToLower(serviceID)), types.StringValue(strings.ToLower(endpointID))}
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *connectionResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"service_id":  identityschema.StringAttribute{RequiredForImport: true, Description: "The id of the service."},
		"endpoint_id": identityschema.StringAttribute{RequiredForImport: true, Description: "The id of the endpoint."},
	}}
}

// ImportState implements resource.ResourceWithImportState.
func (r *connectionResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	var serviceID, endpointID, problem string
	if req.ID != "" {
		if serviceID, endpointID, problem = parseConnectionID(req.ID); problem != "" {
			problem = fmt.Sprintf("The id %q %s. The format is SERVICE_ID/ENDPOINT_ID, such as "+
				"4189d3c2-8882-4871-a3c2-d380272eed81/705290f3-0d00-41f2-aedc-71f09844e879.", req.ID, problem)
		}
	} else {
		var identity connectionIdentity
		if resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...); resp.Diagnostics.HasError() {
			return
		}
		serviceID, endpointID = identity.ServiceID.ValueString(), identity.EndpointID.ValueString()
		problem = cmp.Or(framework.UUIDProblem("service_id", serviceID), framework.UUIDProblem("endpoint_id", endpointID))
	}
	if problem != "" {
		resp.Diagnostics.AddError("Unable to import VPC Endpoint Connection", problem)
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("service_id"), serviceID)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("endpoint_id"), endpointID)...)
}
