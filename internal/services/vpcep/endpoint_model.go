package vpcep

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
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
	Whitelist           types.Set      `tfsdk:"whitelist"`
	EnableWhitelist     types.Bool     `tfsdk:"enable_whitelist"`
	RouteTables         types.Set      `tfsdk:"routetables"`
	PolicyStatement     types.List     `tfsdk:"policy_statement"`
	SpecificationName   types.String   `tfsdk:"specification_name"`
	Description         types.String   `tfsdk:"description"`
	Tags                types.Map      `tfsdk:"tags"`
	WaitForAcceptance   types.Bool     `tfsdk:"wait_for_acceptance"`
	Status              types.String   `tfsdk:"status"`
	IP                  types.String   `tfsdk:"ip"`
	DNSNames            types.List     `tfsdk:"dns_names"`
	MarkerID            types.Int64    `tfsdk:"marker_id"`
	EndpointServiceName types.String   `tfsdk:"endpoint_service_name"`
	ServiceType         types.String   `tfsdk:"service_type"`
	ActiveStatus        types.Set      `tfsdk:"active_status"`
	EnableStatus        types.String   `tfsdk:"enable_status"`
	ProjectID           types.String   `tfsdk:"project_id"`
	CreatedAt           types.String   `tfsdk:"created_at"`
	UpdatedAt           types.String   `tfsdk:"updated_at"`
	Timeouts            timeouts.Value `tfsdk:"timeouts"`
}

// title names the endpoint in messages.
func (m *endpointModel) title() string {
	switch {
	case m.ID.ValueString() != "":
		return `VPC Endpoint "` + m.ID.ValueString() + `"`
	case m.EndpointServiceID.ValueString() != "":
		return `VPC Endpoint of the service "` + m.EndpointServiceID.ValueString() + `"`
	default:
		return "VPC Endpoint"
	}
}

func (m *endpointModel) createRequest() vpcep.EndpointCreate {
	create := vpcep.EndpointCreate{
		ServiceID:         m.EndpointServiceID.ValueString(),
		VPCID:             m.VPCID.ValueString(),
		SubnetID:          framework.Sent(m.SubnetID),
		PortIP:            framework.Sent(m.PortIP),
		EnableDNS:         m.EnableDNS.ValueBoolPointer(),
		Whitelist:         framework.Texts(m.Whitelist.Elements()),
		RouteTables:       framework.Texts(m.RouteTables.Elements()),
		PolicyStatement:   statementsOf(m.PolicyStatement),
		SpecificationName: framework.Sent(m.SpecificationName),
		Tags:              vpcep.Tags(framework.TagValues(m.Tags)),
	}
	// A gateway endpoint is refused where the field is there at all, and only the subnet tells which kind it is.
	if m.EnableWhitelist.ValueBool() || known(m.SubnetID) {
		create.EnableWhitelist = m.EnableWhitelist.ValueBoolPointer()
	}
	// Older versions of the API refuse the field, so an empty one is not sent.
	if m.Description.ValueString() != "" {
		create.Description = framework.Sent(m.Description)
	}
	return create
}

// waits tells whether the endpoint is still on its way to what the configuration wants of it.
func (m *endpointModel) waits(wanted *endpointModel) bool {
	switch m.Status.ValueString() {
	case vpcep.StatusCreating:
		return true
	case vpcep.StatusPendingAcceptance:
		return wanted.WaitForAcceptance.ValueBool()
	default:
		return false
	}
}

// answered takes over what the API answered. What the answer leaves out stays as it is, or becomes null where
// it was unknown.
func (m *endpointModel) answered(e *vpcep.Endpoint) {
	if e.ID != "" {
		m.ID = types.StringValue(e.ID)
	}
	m.ID = framework.Known(m.ID)
	m.EndpointServiceID = framework.AnsweredID(m.EndpointServiceID, e.ServiceID)
	m.EndpointServiceName = framework.Answered(m.EndpointServiceName, e.ServiceName)
	m.ServiceType = framework.AnsweredID(m.ServiceType, e.ServiceType)
	m.VPCID = framework.AnsweredID(m.VPCID, e.VPCID)
	m.SubnetID = framework.AnsweredID(m.SubnetID, e.SubnetID)
	m.answeredAddress(e)
	// A gateway endpoint has no private domain name, whatever is asked for.
	if !m.isGateway() {
		m.EnableDNS = framework.AnsweredBool(m.EnableDNS, e.EnableDNS)
	}
	m.EnableDNS = orFalse(m.EnableDNS)
	m.Whitelist = framework.AnsweredTextSet(m.Whitelist, e.Whitelist, framework.Network)
	m.EnableWhitelist = orFalse(framework.AnsweredBool(m.EnableWhitelist, e.EnableWhitelist))
	// Configured as [] it is the cloud's choice, as it is when left out.
	if !known(m.RouteTables) || len(m.RouteTables.Elements()) > 0 {
		m.RouteTables = framework.AnsweredTextSet(m.RouteTables, e.RouteTables, strings.ToLower)
	}
	if !known(m.PolicyStatement) || len(m.PolicyStatement.Elements()) > 0 {
		m.PolicyStatement = answeredStatements(m.PolicyStatement, e.PolicyStatement)
	}
	m.SpecificationName = framework.Answered(m.SpecificationName, e.SpecificationName)
	m.Description = framework.Answered(m.Description, e.Description)
	m.Tags = framework.AnsweredTags(m.Tags, answeredTags(e.Tags))
	m.Status = framework.Answered(m.Status, present(e.Status))
	if e.MarkerID != nil || m.MarkerID.IsUnknown() {
		m.MarkerID = types.Int64PointerValue(e.MarkerID)
	}
	m.ActiveStatus = framework.AnsweredTextSet(m.ActiveStatus, e.ActiveStatus, strings.ToLower)
	m.EnableStatus = framework.Answered(m.EnableStatus, e.EnableStatus)
	m.ProjectID = framework.Answered(m.ProjectID, e.ProjectID)
	m.CreatedAt = framework.Answered(m.CreatedAt, e.CreatedAt)
	m.UpdatedAt = framework.Answered(m.UpdatedAt, e.UpdatedAt)
}

// answeredAddress takes over the address and the names. The API never answers the address that was asked for, only,
// once the endpoint was accepted, the one that it has.
func (m *endpointModel) answeredAddress(e *vpcep.Endpoint) {
	m.IP = framework.Answered(m.IP, e.IP)
	m.PortIP = framework.Known(m.PortIP)
	if m.IP.ValueString() != "" {
		m.PortIP = m.IP
	}
	switch {
	case e.DNSNames == nil && m.DNSNames.IsUnknown(), e.DNSNames != nil && len(*e.DNSNames) == 0:
		m.DNSNames = types.ListNull(types.StringType)
	case e.DNSNames != nil:
		m.DNSNames = framework.TextList(*e.DNSNames)
	}
}

func (m *endpointModel) isGateway() bool {
	return strings.EqualFold(m.ServiceType.ValueString(), vpcep.TypeGateway)
}

// notAnswered gives what is unknown in a plan the value it had: an answer that leaves it out did not change it.
func (m *endpointModel) notAnswered(prior *endpointModel) {
	m.keepAnswers(prior)
	for _, v := range []struct{ planned, had *types.String }{{&m.PortIP, &prior.PortIP}, {&m.SpecificationName, &prior.SpecificationName}} {
		if v.planned.IsUnknown() {
			*v.planned = *v.had
		}
	}
	if m.RouteTables.IsUnknown() {
		m.RouteTables = prior.RouteTables
	}
	if m.PolicyStatement.IsUnknown() {
		m.PolicyStatement = prior.PolicyStatement
	}
}

// keepAnswers is notAnswered for what no configuration decides.
func (m *endpointModel) keepAnswers(prior *endpointModel) {
	for _, v := range []struct{ planned, had *types.String }{
		{&m.IP, &prior.IP}, {&m.Status, &prior.Status}, {&m.UpdatedAt, &prior.UpdatedAt},
		{&m.EndpointServiceName, &prior.EndpointServiceName}, {&m.EnableStatus, &prior.EnableStatus},
	} {
		if v.planned.IsUnknown() {
			*v.planned = *v.had
		}
	}
	if m.DNSNames.IsUnknown() {
		m.DNSNames = prior.DNSNames
	}
	if m.MarkerID.IsUnknown() {
		m.MarkerID = prior.MarkerID
	}
	if m.ActiveStatus.IsUnknown() {
		m.ActiveStatus = prior.ActiveStatus
	}
}

func orFalse(b types.Bool) types.Bool { return types.BoolValue(b.ValueBool()) }

var statementType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"effect":   types.StringType,
	"action":   types.SetType{ElemType: types.StringType},
	"resource": types.SetType{ElemType: types.StringType},
}}

// answeredStatements gives the value for the statements that the API answered: absent keeps what was there, and so do
// the same statements in another order.
func answeredStatements(had types.List, answer *[]vpcep.PolicyStatement) types.List {
	switch {
	case answer == nil && had.IsUnknown():
		return types.ListNull(statementType)
	case answer == nil, known(had) && sameStatements(statementsOf(had), *answer):
		return had
	case len(*answer) == 0:
		return types.ListNull(statementType)
	}
	elements := make([]attr.Value, len(*answer))
	for i, s := range *answer {
		elements[i] = types.ObjectValueMust(statementType.AttrTypes, map[string]attr.Value{
			"effect":   types.StringValue(s.Effect),
			"action":   framework.TextSet(s.Action),
			"resource": framework.TextSet(s.Resource),
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
			Action:   framework.Texts(action.Elements()),
			Resource: framework.Texts(resource.Elements()),
		})
	}
	return statements
}

func sameStatements(a, b []vpcep.PolicyStatement) bool { return slices.Equal(normal(a), normal(b)) }

// normal writes statements in one form, whatever the order of them and of what is in them.
func normal(statements []vpcep.PolicyStatement) []string {
	list := make([]string, len(statements))
	for i, s := range statements {
		action, resource := slices.Sorted(slices.Values(s.Action)), slices.Sorted(slices.Values(s.Resource))
		list[i] = strings.Join(append(append([]string{s.Effect, ""}, action...), append([]string{""}, resource...)...), "\n")
	}
	slices.Sort(list)
	return list
}
