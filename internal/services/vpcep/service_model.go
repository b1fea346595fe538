package vpcep

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// serviceModel is the resource opentelekomcloud_vpcep_service in plan and state.
type serviceModel struct {
	ID              types.String   `tfsdk:"id"`
	PortID          types.String   `tfsdk:"port_id"`
	VPCID           types.String   `tfsdk:"vpc_id"`
	ServerType      types.String   `tfsdk:"server_type"`
	Ports           types.List     `tfsdk:"ports"`
	ServiceName     types.String   `tfsdk:"service_name"`
	FullServiceName types.String   `tfsdk:"full_service_name"`
	ApprovalEnabled types.Bool     `tfsdk:"approval_enabled"`
	ServiceType     types.String   `tfsdk:"service_type"`
	PoolID          types.String   `tfsdk:"pool_id"`
	VIPPortID       types.String   `tfsdk:"vip_port_id"`
	TCPProxy        types.String   `tfsdk:"tcp_proxy"`
	Description     types.String   `tfsdk:"description"`
	EnablePolicy    types.Bool     `tfsdk:"enable_policy"`
	Tags            types.Map      `tfsdk:"tags"`
	TagsAll         types.Map      `tfsdk:"tags_all"`
	Permissions     types.List     `tfsdk:"permissions"`
	Status          types.String   `tfsdk:"status"`
	CreatedAt       types.String   `tfsdk:"created_at"`
	UpdatedAt       types.String   `tfsdk:"updated_at"`
	ProjectID       types.String   `tfsdk:"project_id"`
	CIDRType        types.String   `tfsdk:"cidr_type"`
	Timeouts        timeouts.Value `tfsdk:"timeouts"`

	RejectConnectionsOnDelete types.Bool `tfsdk:"reject_connections_on_delete"`
	RejectConnectionsOnRevoke types.Bool `tfsdk:"reject_connections_on_revoke"`
}

// Title names the service in messages.
func (m *serviceModel) Title() string {
	switch {
	case m.ServiceName.ValueString() != "":
		return `VPC Endpoint Service "` + m.ServiceName.ValueString() + `"`
	case m.ID.ValueString() != "":
		return `VPC Endpoint Service "` + m.ID.ValueString() + `"`
	default:
		return "VPC Endpoint Service"
	}
}

func (m *serviceModel) createRequest() vpcep.ServiceCreate {
	create := vpcep.ServiceCreate{
		PortID:      m.PortID.ValueString(),
		VPCID:       m.VPCID.ValueString(),
		ServerType:  m.ServerType.ValueString(),
		Ports:       portsOf(m.Ports),
		PoolID:      framework.StringPointerOrNil(m.PoolID),
		VIPPortID:   framework.StringPointerOrNil(m.VIPPortID),
		Name:        framework.StringPointerOrNil(m.ServiceName),
		ServiceType: framework.StringPointerOrNil(m.ServiceType),
		TCPProxy:    framework.StringPointerOrNil(m.TCPProxy),
		Tags:        vpcep.Tags(framework.AllTags(m.TagsAll, m.Tags)),
	}
	// Left out it would be the API's default, but a value that is known is said.
	if !m.ApprovalEnabled.IsUnknown() {
		create.ApprovalEnabled = m.ApprovalEnabled.ValueBoolPointer()
	}
	// Older versions of the API refuse the field, so an empty one is not sent.
	if m.Description.ValueString() != "" {
		create.Description = framework.StringPointerOrNil(m.Description)
	}
	return create
}

// updateRequest holds what differs from prior.
func (m *serviceModel) updateRequest(prior *serviceModel) vpcep.ServiceUpdate {
	update := vpcep.ServiceUpdate{
		PortID:    changed(m.PortID, prior.PortID),
		VIPPortID: changed(m.VIPPortID, prior.VIPPortID),
		Name:      changed(m.ServiceName, prior.ServiceName),
		TCPProxy:  changed(m.TCPProxy, prior.TCPProxy),
	}
	if !m.ApprovalEnabled.IsUnknown() && !m.ApprovalEnabled.Equal(prior.ApprovalEnabled) {
		update.ApprovalEnabled = m.ApprovalEnabled.ValueBoolPointer()
	}
	if known(m.EnablePolicy) && !m.EnablePolicy.Equal(prior.EnablePolicy) {
		update.EnablePolicy = m.EnablePolicy.ValueBoolPointer()
	}
	if ports := portsOf(m.Ports); !vpcep.SamePorts(ports, portsOf(prior.Ports)) {
		update.Ports = ports
	}
	// Null and "" are alike to the API, and "" is how it is told to clear the description.
	if text := m.Description.ValueString(); text != prior.Description.ValueString() {
		update.Description = &text
	}
	return update
}

// replaces reports whether a plan changes what the API cannot change.
func (m *serviceModel) replaces(prior *serviceModel) bool {
	return !m.VPCID.Equal(prior.VPCID) || !m.ServerType.Equal(prior.ServerType) ||
		!m.ServiceType.Equal(prior.ServiceType) || !m.PoolID.Equal(prior.PoolID)
}

// applied takes over what an update sets.
func (m *serviceModel) applied(plan *serviceModel) {
	m.PortID, m.VIPPortID, m.ServiceName = plan.PortID, plan.VIPPortID, plan.ServiceName
	m.ApprovalEnabled, m.Ports, m.TCPProxy, m.Description = plan.ApprovalEnabled, plan.Ports, plan.TCPProxy, plan.Description
	m.EnablePolicy = plan.EnablePolicy
}

func changed(planned, prior types.String) *string {
	if planned.Equal(prior) {
		return nil
	}
	return framework.StringPointerOrNil(planned)
}

// FromAPI implements lifecycle.Model.
func (m *serviceModel) FromAPI(s *vpcep.Service) {
	if s.ID != "" {
		m.ID = types.StringValue(s.ID)
	}
	m.ID = framework.NullIfUnknown(m.ID)
	m.PortID = framework.IDFromAPI(m.PortID, s.PortID)
	m.VPCID = framework.IDFromAPI(m.VPCID, s.VPCID)
	m.PoolID = framework.IDFromAPI(m.PoolID, s.PoolID)
	m.VIPPortID = framework.IDFromAPI(m.VIPPortID, s.VIPPortID)
	m.ServerType = framework.IDFromAPI(m.ServerType, s.ServerType)
	m.ServiceType = framework.IDFromAPI(m.ServiceType, s.ServiceType)
	m.nameFromAPI(s)
	m.ApprovalEnabled = framework.BoolFromAPI(m.ApprovalEnabled, s.ApprovalEnabled)
	m.TCPProxy = framework.StringFromAPI(m.TCPProxy, s.TCPProxy)
	if m.TCPProxy.IsNull() {
		m.TCPProxy = types.StringValue(tcpProxyClose) // what the API does where it says nothing
	}
	m.Description = framework.StringFromAPI(m.Description, s.Description)
	if m.Status.IsNull() || m.Status.ValueString() == vpcep.StatusCreating {
		// An interrupted create leaves the planned value in the state, although it was not sent yet.
		m.EnablePolicy = types.BoolNull()
	}
	m.EnablePolicy = framework.BoolFromAPI(m.EnablePolicy, s.EnablePolicy)
	if s.Ports != nil && (!known(m.Ports) || !vpcep.SamePorts(portsOf(m.Ports), *s.Ports)) {
		m.Ports = portsValue(*s.Ports)
	}
	m.Tags, m.TagsAll = framework.OwnAndAllTagsFromAPI(m.Tags, m.TagsAll, tagsFromAPI(s.Tags))
	m.Status = framework.StringFromAPI(m.Status, nilIfEmpty(s.Status))
	m.CreatedAt = framework.StringFromAPI(m.CreatedAt, s.CreatedAt)
	m.UpdatedAt = framework.StringFromAPI(m.UpdatedAt, s.UpdatedAt)
	m.ProjectID = framework.StringFromAPI(m.ProjectID, s.ProjectID)
	m.CIDRType = framework.StringFromAPI(m.CIDRType, s.CIDRType)
}

func (m *serviceModel) nameFromAPI(s *vpcep.Service) {
	if s.Name == nil {
		m.ServiceName, m.FullServiceName = framework.NullIfUnknown(m.ServiceName), framework.NullIfUnknown(m.FullServiceName)
		return
	}
	short := s.ShortName()
	m.ServiceName = framework.StringFromAPI(m.ServiceName, &short)
	full := string(s.Name.Renamed(vpcep.ServiceName(m.FullServiceName.ValueString()), s.ID))
	m.FullServiceName = framework.StringFromAPI(m.FullServiceName, &full)
}

func tagsFromAPI(tags *[]vpcep.Tag) map[string]string {
	if tags == nil {
		return nil
	}
	values := make(map[string]string, len(*tags))
	for _, tag := range *tags {
		values[tag.Key] = tag.Value
	}
	return values
}

func nilIfEmpty(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

var portType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"client_port": types.Int64Type,
	"server_port": types.Int64Type,
	"protocol":    types.StringType,
}}

func portsValue(ports []vpcep.Port) types.List {
	return types.ListValueMust(portType, portElements(ports))
}

func portElements(ports []vpcep.Port) []attr.Value {
	elements := make([]attr.Value, len(ports))
	for i, port := range ports {
		port = port.Normal()
		elements[i] = types.ObjectValueMust(portType.AttrTypes, map[string]attr.Value{
			"client_port": types.Int64Value(port.ClientPort),
			"server_port": types.Int64Value(port.ServerPort),
			"protocol":    types.StringValue(port.Protocol),
		})
	}
	return elements
}

func portsOf(list types.List) []vpcep.Port {
	ports := make([]vpcep.Port, 0, len(list.Elements()))
	for _, element := range list.Elements() {
		mapping, ok := readMapping(element)
		if !ok {
			continue
		}
		ports = append(ports, vpcep.Port{
			ClientPort: mapping.clientPort.ValueInt64(),
			ServerPort: mapping.serverPort.ValueInt64(),
			Protocol:   mapping.protocol.ValueString(),
		}.Normal())
	}
	return ports
}
