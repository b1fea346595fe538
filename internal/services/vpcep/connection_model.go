package vpcep

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// connectionModel is the resource opentelekomcloud_vpcep_connection in plan and state.
type connectionModel struct {
	ID             types.String   `tfsdk:"id"`
	ServiceID      types.String   `tfsdk:"service_id"`
	EndpointID     types.String   `tfsdk:"endpoint_id"`
	Status         types.String   `tfsdk:"status"`
	RejectOnDelete types.Bool     `tfsdk:"reject_on_delete"`
	MarkerID       types.Int64    `tfsdk:"marker_id"`
	DomainID       types.String   `tfsdk:"domain_id"`
	CreatedAt      types.String   `tfsdk:"created_at"`
	UpdatedAt      types.String   `tfsdk:"updated_at"`
	Timeouts       timeouts.Value `tfsdk:"timeouts"`
}

// title returns the name of the connection in messages.
func (m *connectionModel) title() string {
	return `VPC Endpoint Connection "` + m.EndpointID.ValueString() + `"`
}

// key returns the ids by which the API identifies the connection.
func (m *connectionModel) key() (serviceID, endpointID string) {
	return m.ServiceID.ValueString(), m.EndpointID.ValueString()
}

// decision returns the name of the operation in messages.
func (m *connectionModel) decision() string {
	if m.Status.ValueString() == vpcep.StatusRejected {
		return "reject " + m.title()
	}
	return "accept " + m.title()
}

// fromAPI sets the attributes from the API's response. Attributes that the response omits keep their values; unknown ones
// become null.
func (m *connectionModel) fromAPI(c *vpcep.Connection) {
	m.ID = types.StringValue(m.ServiceID.ValueString() + "/" + m.EndpointID.ValueString())
	m.Status = framework.StringFromAPI(m.Status, nilIfEmpty(c.Status))
	if c.MarkerID != nil || m.MarkerID.IsUnknown() {
		m.MarkerID = types.Int64PointerValue(c.MarkerID)
	}
	m.DomainID = framework.StringFromAPI(m.DomainID, c.DomainID)
	m.CreatedAt = framework.StringFromAPI(m.CreatedAt, c.CreatedAt)
	m.UpdatedAt = framework.StringFromAPI(m.UpdatedAt, c.UpdatedAt)
}

// parseConnectionID parses the id of an import. problem completes the sentence "The id …", and is "" if the id is valid.
func parseConnectionID(id string) (serviceID, endpointID, problem string) {
	serviceID, endpointID, found := strings.Cut(id, "/")
	switch {
	case !found:
		return "", "", "has no slash"
	case !framework.IsUUID(serviceID):
		return "", "", "does not begin with the id of a service"
	case !framework.IsUUID(endpointID):
		return "", "", "does not end with the id of an endpoint"
	default:
		return serviceID, endpointID, ""
	}
}
