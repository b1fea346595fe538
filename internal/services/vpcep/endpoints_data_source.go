package vpcep

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewEndpointsDataSource makes the data source opentelekomcloud_vpcep_endpoints.
func NewEndpointsDataSource() datasource.DataSource {
	return &lookup[endpointsData]{name: "_vpcep_endpoints", schema: endpointsDataSchema, read: readEndpoints}
}

type endpointsData struct {
	EndpointServiceName types.String   `tfsdk:"endpoint_service_name"`
	VPCID               types.String   `tfsdk:"vpc_id"`
	ID                  types.String   `tfsdk:"id"`
	Tags                types.Map      `tfsdk:"tags"`
	SortKey             types.String   `tfsdk:"sort_key"`
	SortDir             types.String   `tfsdk:"sort_dir"`
	Endpoints           []endpointData `tfsdk:"endpoints"`
}

type endpointData struct {
	ID                  types.String     `tfsdk:"id"`
	EndpointServiceID   types.String     `tfsdk:"endpoint_service_id"`
	EndpointServiceName types.String     `tfsdk:"endpoint_service_name"`
	ServiceType         types.String     `tfsdk:"service_type"`
	VPCID               types.String     `tfsdk:"vpc_id"`
	SubnetID            types.String     `tfsdk:"subnet_id"`
	Status              types.String     `tfsdk:"status"`
	Errors              []reason         `tfsdk:"errors"`
	IP                  types.String     `tfsdk:"ip"`
	MarkerID            types.Int64      `tfsdk:"marker_id"`
	EnableDNS           types.Bool       `tfsdk:"enable_dns"`
	DNSNames            []string         `tfsdk:"dns_names"`
	Whitelist           []string         `tfsdk:"whitelist"`
	EnableWhitelist     types.Bool       `tfsdk:"enable_whitelist"`
	RouteTables         []string         `tfsdk:"routetables"`
	PolicyStatement     []policyDataItem `tfsdk:"policy_statement"`
	SpecificationName   types.String     `tfsdk:"specification_name"`
	Description         types.String     `tfsdk:"description"`
	Tags                types.Map        `tfsdk:"tags"`
	ActiveStatus        []string         `tfsdk:"active_status"`
	EnableStatus        types.String     `tfsdk:"enable_status"`
	ProjectID           types.String     `tfsdk:"project_id"`
	CreatedAt           types.String     `tfsdk:"created_at"`
	UpdatedAt           types.String     `tfsdk:"updated_at"`
}

type policyDataItem struct {
	Effect   types.String `tfsdk:"effect"`
	Action   []string     `tfsdk:"action"`
	Resource []string     `tfsdk:"resource"`
}

func newEndpointData(e vpcep.Endpoint) endpointData {
	data := endpointData{
		ID:                  types.StringValue(e.ID),
		EndpointServiceID:   textFromAPI(e.ServiceID),
		EndpointServiceName: textFromAPI(e.ServiceName),
		ServiceType:         textFromAPI(e.ServiceType),
		VPCID:               textFromAPI(e.VPCID),
		SubnetID:            textFromAPI(e.SubnetID),
		Status:              textFromAPI(&e.Status),
		Errors:              reasonsOf(e.Errors),
		IP:                  textFromAPI(e.IP),
		MarkerID:            types.Int64PointerValue(e.MarkerID),
		EnableDNS:           types.BoolPointerValue(e.EnableDNS),
		DNSNames:            answeredTexts(e.DNSNames),
		Whitelist:           answeredSet(e.Whitelist),
		EnableWhitelist:     types.BoolPointerValue(e.EnableWhitelist),
		RouteTables:         answeredSet(e.RouteTables),
		PolicyStatement:     []policyDataItem{},
		SpecificationName:   textFromAPI(e.SpecificationName),
		Description:         textFromAPI(e.Description),
		Tags:                shownTagValues(e.Tags),
		ActiveStatus:        answeredSet(e.ActiveStatus),
		EnableStatus:        textFromAPI(e.EnableStatus),
		ProjectID:           textFromAPI(e.ProjectID),
		CreatedAt:           textFromAPI(e.CreatedAt),
		UpdatedAt:           textFromAPI(e.UpdatedAt),
	}
	if e.PolicyStatement != nil {
		for _, p := range *e.PolicyStatement {
			data.PolicyStatement = append(data.PolicyStatement, policyDataItem{
				Effect: types.StringValue(p.Effect), Action: answeredTexts(&p.Action), Resource: answeredTexts(&p.Resource),
			})
		}
	}
	return data
}

// answeredTexts gives the texts that were answered; none are an empty list.
func answeredTexts(answer *[]string) []string {
	if answer == nil {
		return []string{}
	}
	return append([]string{}, *answer...)
}

// answeredSet is answeredTexts, sorted, where the API may answer in any order.
func answeredSet(answer *[]string) []string {
	texts := answeredTexts(answer)
	slices.Sort(texts)
	return texts
}

func readEndpoints(ctx context.Context, client *vpcep.Client, model *endpointsData) diag.Diagnostics {
	endpoints, err := client.ListEndpoints(ctx, vpcep.EndpointFilter{
		ServiceName: model.EndpointServiceName.ValueString(), VPCID: model.VPCID.ValueString(), ID: model.ID.ValueString(),
		SortKey: model.SortKey.ValueString(), SortDir: model.SortDir.ValueString(),
	})
	if err != nil {
		return lookupError("list VPC Endpoints", err)
	}
	endpoints = slices.DeleteFunc(endpoints, func(e vpcep.Endpoint) bool { return !hasTags(e.Tags, model.Tags) })
	endpoints = ordered(endpoints, model.SortKey, model.SortDir, func(e vpcep.Endpoint) place {
		return place{
			textFromAPI(e.ServiceName).ValueString(), e.ID,
			textFromAPI(e.CreatedAt).ValueString(), textFromAPI(e.UpdatedAt).ValueString(),
		}
	})
	model.Endpoints = make([]endpointData, len(endpoints))
	for i, e := range endpoints {
		model.Endpoints[i] = newEndpointData(e)
	}
	return nil
}

// endpointsDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoints/querying_vpc_endpoints.html.
func endpointsDataSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Lists the VPC endpoints of the project: all of them, or those that every filter lets through.",
		Attributes: sortAttributes(map[string]schema.Attribute{
			"endpoint_service_name": filterText("Lists only endpoints of services with this in their name, in any case.", notEmpty()),
			"vpc_id":                filterText("Lists only endpoints in the VPC with this id.", framework.UUID()),
			"id":                    filterText("Lists only the endpoint with this id.", framework.UUID()),
			"tags":                  filterTags("endpoints"),
			"endpoints":             shownList("The endpoints.", endpointDataAttributes()),
		}, "name of the service, time of creation and id", "created_at", "updated_at"),
	}
}

func endpointDataAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":                    shownText("The id of the endpoint."),
		"endpoint_service_id":   shownText("The id of the service that the endpoint connects to."),
		"endpoint_service_name": shownText("The name of that service."),
		"service_type":          shownText("The type of that service: `interface` or `gateway`."),
		"vpc_id":                shownText("The id of the VPC that the endpoint is in."),
		"subnet_id":             shownText("The id of the subnet that the endpoint is in; null for a gateway."),
		"status":                shownText("The status of the endpoint: `pendingAcceptance`, `creating`, `accepted`, `rejected`, `failed` or `deleting`."),
		"errors":                shownReasons("endpoint"),
		"ip":                    shownText("The IP address at which the service is reached; null for a gateway and before the endpoint was accepted."),
		"marker_id":             shownNumber("The number that marks the endpoint's packets."),
		"enable_dns":            shownFlag("Whether the endpoint has a private domain name."),
		"dns_names":             shownTexts("The domain names at which the service is reached."),
		"whitelist":             shownTexts("The IPv4 addresses and CIDR blocks that may use the endpoint while `enable_whitelist` is true."),
		"enable_whitelist":      shownFlag("Whether only what `whitelist` names may use the endpoint."),
		"routetables":           shownTexts("The ids of the route tables that lead to the service; empty for an interface."),
		"policy_statement": shownList("What may be done through a gateway's endpoint.", map[string]schema.Attribute{
			"effect":   shownText("`Allow` or `Deny`."),
			"action":   shownTexts("The actions that the statement is about."),
			"resource": shownTexts("The resources that the statement is about."),
		}),
		"specification_name": shownText("The name of the endpoint's specification."),
		"description":        shownText("The description of the endpoint."),
		"tags":               shownTags("endpoint"),
		"active_status":      shownTexts("The status of the account: `active`, or why it is frozen."),
		"enable_status":      shownText("Whether the endpoint is in use: `enable` or `disable`."),
		"project_id":         shownText("The id of the project that the endpoint belongs to."),
		"created_at":         shownText("When the endpoint was created, in UTC, as the API writes it."),
		"updated_at":         shownText("When the endpoint was last changed, in UTC, as the API writes it."),
	}
}
