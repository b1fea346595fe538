package vpcep

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// endpointModel is the resource opentelekomcloud_vpcep_endpoint in plan and state.
type endpointModel struct {
	ID                  types.String   `tfsdk:"id"`
	EndpointServiceID   types.String   `tfsdk:"endpoint_service_id"`
	VPCID               types.String   `tfsdk:"vpc_id"`
	SubnetID            types.String   `tfsdk:"subnet_id"`
	PortIP              types.String   `tfsdk:"port_ip"`
	EnableDNS           types.Bool     `tfsdk:"enable_dns"`
	Whitelist           types.List     `tfsdk:"whitelist"`
	EnableWhitelist     types.Bool     `tfsdk:"enable_whitelist"`
	RouteTables         types.List     `tfsdk:"routetables"`
	PolicyStatement     types.List     `tfsdk:"policy_statement"`
	SpecificationName   types.String   `tfsdk:"specification_name"`
	Description         types.String   `tfsdk:"description"`
	Tags                types.Map      `tfsdk:"tags"`
	TagsAll             types.Map      `tfsdk:"tags_all"`
	WaitForAcceptance   types.Bool     `tfsdk:"wait_for_acceptance"`
	Status              types.String   `tfsdk:"status"`
	IP                  types.String   `tfsdk:"ip"`
	DNSNames            types.List     `tfsdk:"dns_names"`
	MarkerID            types.Int64    `tfsdk:"marker_id"`
	EndpointServiceName types.String   `tfsdk:"endpoint_service_name"`
	ServiceType         types.String   `tfsdk:"service_type"`
	ActiveStatus        types.List     `tfsdk:"active_status"`
	EnableStatus        types.String   `tfsdk:"enable_status"`
	ProjectID           types.String   `tfsdk:"project_id"`
	CreatedAt           types.String   `tfsdk:"created_at"`
	UpdatedAt           types.String   `tfsdk:"updated_at"`
	Timeouts            timeouts.Value `tfsdk:"timeouts"`
}

// Title returns the name of the endpoint in messages.
func (m *endpointModel) Title() string {
	switch {
	case m.ID.ValueString() != "":
		return `VPC Endpoint "` + m.ID.ValueString() + `"`
	case m.EndpointServiceID.ValueString() != "":
		return `VPC Endpoint of the service "` + m.EndpointServiceID.ValueString() + `"`
	default:
		return "VPC Endpoint"
	}
}

// Common implements lifecycle.Model.
func (m *endpointModel) Common() lifecycle.Common {
	return lifecycle.Common{
		ID: &m.ID, Status: &m.Status, UpdatedAt: &m.UpdatedAt, ProjectID: &m.ProjectID, Tags: &m.Tags, TagsAll: &m.TagsAll,
		Timeouts: &m.Timeouts,
	}
}

// createRequest returns the request that creates the endpoint.
func (m *endpointModel) createRequest() vpcep.EndpointCreate {
	create := vpcep.EndpointCreate{
		ServiceID:         m.EndpointServiceID.ValueString(),
		VPCID:             m.VPCID.ValueString(),
		SubnetID:          framework.StringPointerOrNil(m.SubnetID),
		PortIP:            framework.StringPointerOrNil(m.PortIP),
		EnableDNS:         m.EnableDNS.ValueBoolPointer(),
		Whitelist:         framework.Strings(m.Whitelist.Elements()),
		RouteTables:       framework.Strings(m.RouteTables.Elements()),
		PolicyStatement:   statementsOf(m.PolicyStatement),
		SpecificationName: framework.StringPointerOrNil(m.SpecificationName),
		Tags:              vpcep.Tags(framework.AllTags(m.TagsAll, m.Tags)),
	}
	// The API rejects a gateway endpoint with this field, even if it is false. Only interface endpoints have a subnet.
	if m.EnableWhitelist.ValueBool() || known(m.SubnetID) {
		create.EnableWhitelist = m.EnableWhitelist.ValueBoolPointer()
	}
	// Older versions of the API reject the field, so an empty description is not sent.
	if m.Description.ValueString() != "" {
		create.Description = framework.StringPointerOrNil(m.Description)
	}
	return create
}

// FromAPI implements lifecycle.Model.
func (m *endpointModel) FromAPI(e *vpcep.Endpoint) {
	if e.ID != "" {
		m.ID = types.StringValue(e.ID)
	}
	m.ID = framework.NullIfUnknown(m.ID)
	m.EndpointServiceID = framework.IDFromAPI(m.EndpointServiceID, e.ServiceID)
	m.EndpointServiceName = framework.StringFromAPI(m.EndpointServiceName, e.ServiceName)
	m.ServiceType = framework.IDFromAPI(m.ServiceType, e.ServiceType)
	m.VPCID = framework.IDFromAPI(m.VPCID, e.VPCID)
	m.SubnetID = framework.IDFromAPI(m.SubnetID, e.SubnetID)
	m.addressFromAPI(e)
	// A gateway endpoint has no private domain name, whatever the configuration sets.
	if !m.isGateway() {
		m.EnableDNS = framework.BoolFromAPI(m.EnableDNS, e.EnableDNS)
	}
	m.EnableDNS = orFalse(m.EnableDNS)
	m.Whitelist = framework.SetFromAPI(m.Whitelist, e.Whitelist, framework.Network)
	m.EnableWhitelist = orFalse(framework.BoolFromAPI(m.EnableWhitelist, e.EnableWhitelist))
	// The cloud chooses the values if the configuration sets [] or nothing.
	if !known(m.RouteTables) || len(m.RouteTables.Elements()) > 0 {
		m.RouteTables = framework.SetFromAPI(m.RouteTables, e.RouteTables, strings.ToLower)
	}
	if !known(m.PolicyStatement) || len(m.PolicyStatement.Elements()) > 0 {
		m.PolicyStatement = statementsFromAPI(m.PolicyStatement, e.PolicyStatement)
	}
	m.SpecificationName = framework.StringFromAPI(m.SpecificationName, e.SpecificationName)
	m.Description = framework.StringFromAPI(m.Description, e.Description)
	m.Tags, m.TagsAll = framework.OwnAndAllTagsFromAPI(m.Tags, m.TagsAll, tagsFromAPI(e.Tags))
	m.Status = framework.StringFromAPI(m.Status, nilIfEmpty(e.Status))
	if e.MarkerID != nil || m.MarkerID.IsUnknown() {
		m.MarkerID = types.Int64PointerValue(e.MarkerID)
	}
	m.ActiveStatus = framework.SetFromAPI(m.ActiveStatus, e.ActiveStatus, strings.ToLower)
	m.EnableStatus = framework.StringFromAPI(m.EnableStatus, e.EnableStatus)
	m.ProjectID = framework.StringFromAPI(m.ProjectID, e.ProjectID)
	m.CreatedAt = framework.StringFromAPI(m.CreatedAt, e.CreatedAt)
	m.UpdatedAt = framework.StringFromAPI(m.UpdatedAt, e.UpdatedAt)
}

// addressFromAPI sets the address and the domain names. The API does not return the requested address, but the actual one,
// and only after the endpoint was accepted.
func (m *endpointModel) addressFromAPI(e *vpcep.Endpoint) {
	m.IP = framework.StringFromAPI(m.IP, e.IP)
	m.PortIP = framework.NullIfUnknown(m.PortIP)
	if m.IP.ValueString() != "" {
		m.PortIP = m.IP
	}
	switch {
	case e.DNSNames == nil && m.DNSNames.IsUnknown(), e.DNSNames != nil && len(*e.DNSNames) == 0:
		m.DNSNames = types.ListNull(types.StringType)
	case e.DNSNames != nil:
		m.DNSNames = framework.StringList(*e.DNSNames)
	}
}

func (m *endpointModel) isGateway() bool {
	return strings.EqualFold(m.ServiceType.ValueString(), vpcep.TypeGateway)
}

func orFalse(b types.Bool) types.Bool { return types.BoolValue(b.ValueBool()) }

var statementType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"effect":   types.StringType,
	"action":   types.SetType{ElemType: types.StringType},
	"resource": types.SetType{ElemType: types.StringType},
}}

// statementsFromAPI returns the statements of the API's response. It keeps the prior value if the response omits them, or
// contains them in another order.
func statementsFromAPI(prior types.List, got *[]vpcep.PolicyStatement) types.List {
	switch {
	case got == nil && prior.IsUnknown():
		return types.ListNull(statementType)
	case got == nil, known(prior) && vpcep.SameStatements(statementsOf(prior), *got):
		return prior
	case len(*got) == 0:
		return types.ListNull(statementType)
	}
	elements := make([]attr.Value, len(*got))
	for i, s := range *got {
		elements[i] = types.ObjectValueMust(statementType.AttrTypes, map[string]attr.Value{
			"effect":   types.StringValue(s.Effect),
			"action":   framework.StringSet(s.Action),
			"resource": framework.StringSet(s.Resource),
		})
	}
	return types.ListValueMust(statementType, elements)
}

func statementsOf(list types.List) []vpcep.PolicyStatement {
	statements := make([]vpcep.PolicyStatement, 0, len(list.Elements()))
	for _, element := range list.Elements() {
		object, ok := element.(types.Object)
		if !ok {
			continue
		}
		effect, _ := object.Attributes()["effect"].(types.String)
		action, _ := object.Attributes()["action"].(types.Set)
		resource, _ := object.Attributes()["resource"].(types.Set)
		statements = append(statements, vpcep.PolicyStatement{
			Effect:   effect.ValueString(),
			Action:   framework.Strings(action.Elements()),
			Resource: framework.Strings(resource.Elements()),
		})
	}
	return statements
}
