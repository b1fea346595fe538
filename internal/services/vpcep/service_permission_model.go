package vpcep

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// servicePermissionModel is the resource opentelekomcloud_vpcep_service_permission in plan and state.
type servicePermissionModel struct {
	ID             types.String `tfsdk:"id"`
	ServiceID      types.String `tfsdk:"service_id"`
	Permission     types.String `tfsdk:"permission"`
	PermissionType types.String `tfsdk:"permission_type"`
	CreatedAt      types.String `tfsdk:"created_at"`

	RejectConnectionsOnRevoke types.Bool `tfsdk:"reject_connections_on_revoke"`
}

// title returns the name of the permission in messages.
func (m *servicePermissionModel) title() string {
	return fmt.Sprintf("VPC Endpoint Service Permission %q of service %q", m.Permission.ValueString(), m.ServiceID.ValueString())
}

// key returns the values by which the API identifies the permission.
func (m *servicePermissionModel) key() (serviceID, entry string) {
	return m.ServiceID.ValueString(), apiForm(m.Permission.ValueString())
}

// fromAPI sets the attributes from the API's response. The permission keeps its notation.
func (m *servicePermissionModel) fromAPI(p *vpcep.Permission) {
	m.ID = framework.StringFromAPI(m.ID, nilIfEmpty(p.ID))
	m.PermissionType = framework.StringFromAPI(m.PermissionType, p.Type)
	m.CreatedAt = framework.StringFromAPI(m.CreatedAt, p.CreatedAt)
}
