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

// NewEndpointsDataSource returns the data source opentelekomcloud_vpcep_endpoints.
func NewEndpointsDataSource() datasource.DataSource {
	return &dataSource[endpointsData]{name: "_vpcep_endpoints", schema: endpointsDataSchema, read: readEndpoints}
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
	Errors              []statusError    `tfsdk:"errors"`
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
		EndpointServiceID:   stringOrNull(e.ServiceID),
		EndpointServiceName: stringOrNull(e.ServiceName),
		ServiceType:         stringOrNull(e.ServiceType),
		VPCID:               stringOrNull(e.VPCID),
		SubnetID:            stringOrNull(e.SubnetID),
		Status:              stringOrNull(&e.Status),
		Errors:              statusErrors(e.Errors),
		IP:                  stringOrNull(e.IP),
		MarkerID:            types.Int64PointerValue(e.MarkerID),
		EnableDNS:           types.BoolPointerValue(e.EnableDNS),
		DNSNames:            stringsOrEmpty(e.DNSNames),
		Whitelist:           sortedStrings(e.Whitelist),
		EnableWhitelist:     types.BoolPointerValue(e.EnableWhitelist),
		RouteTables:         sortedStrings(e.RouteTables),
		PolicyStatement:     []policyDataItem{},
		SpecificationName:   stringOrNull(e.SpecificationName),
		Description:         stringOrNull(e.Description),
		Tags:                tagsValue(e.Tags),
		ActiveStatus:        sortedStrings(e.ActiveStatus),
		EnableStatus:        stringOrNull(e.EnableStatus),
		ProjectID:           stringOrNull(e.ProjectID),
		CreatedAt:           stringOrNull(e.CreatedAt),
		UpdatedAt:           stringOrNull(e.UpdatedAt),
	}
	if e.PolicyStatement != nil {
		for _, p := range *e.PolicyStatement {
			data.PolicyStatement = append(data.PolicyStatement, policyDataItem{
				Effect: types.StringValue(p.Effect), Action: stringsOrEmpty(&p.Action), Resource: stringsOrEmpty(&p.Resource),
			})
		}
	}
	return data
}

func readEndpoints(ctx context.Context, client *vpcep.Client, model *endpointsData) diag.Diagnostics {
	endpoints, err := client.ListEndpoints(ctx, vpcep.EndpointFilter{
		ServiceName: model.EndpointServiceName.ValueString(), VPCID: model.VPCID.ValueString(), ID: model.ID.ValueString(),
		SortKey: model.SortKey.ValueString(), SortDir: model.SortDir.ValueString(),
	})
	if err != nil {
		return dataSourceError("list VPC Endpoints", err)
	}
	endpoints = slices.DeleteFunc(endpoints, func(e vpcep.Endpoint) bool { return !hasTags(e.Tags, e.IgnoredTags, model.Tags) })
	endpoints = sortItems(endpoints, model.SortKey, model.SortDir, func(e vpcep.Endpoint) sortKeys {
		return sortKeys{
			stringOrNull(e.ServiceName).ValueString(), e.ID,
			stringOrNull(e.CreatedAt).ValueString(), stringOrNull(e.UpdatedAt).ValueString(),
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
		MarkdownDescription: "Lists the VPC endpoints of the project. Filters narrow the list; an endpoint must match all of them.",
		Attributes: withSorting(map[string]schema.Attribute{
			"endpoint_service_name": stringFilter("Lists only endpoints of services whose name contains this text, in any case.", nonEmpty()),
			"vpc_id":                stringFilter("Lists only endpoints in the VPC with this id.", framework.UUID()),
			"id":                    stringFilter("Lists only the endpoint with this id.", framework.UUID()),
			"tags":                  tagsFilter("endpoints"),
			"endpoints":             computedList("The endpoints.", endpointDataAttributes()),
		}, "service name, creation time and id", "created_at", "updated_at"),
	}
}

func endpointDataAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":                    computedString("The id of the endpoint."),
		"endpoint_service_id":   computedString("The id of the service that the endpoint connects to."),
		"endpoint_service_name": computedString("The name of the service that the endpoint connects to."),
		"service_type":          computedString("The type of the service: `interface` or `gateway`."),
		"vpc_id":                computedString("The id of the VPC that the endpoint is in."),
		"subnet_id":             computedString("The id of the subnet that the endpoint is in. Null for a gateway endpoint."),
		"status": computedString("The status of the endpoint: `pendingAcceptance`, `creating`, `accepted`, `rejected`, " +
			"`failed` or `deleting`."),
		"errors": computedErrors("endpoint"),
		"ip": computedString("The IP address at which the service is reached. Null for a gateway endpoint, and until the " +
			"endpoint was accepted."),
		"marker_id":        computedInt64("The number that identifies packets of the endpoint."),
		"enable_dns":       computedBool("Whether the endpoint has a private domain name."),
		"dns_names":        computedStrings("The domain names at which the service is reached."),
		"whitelist":        computedStrings("The IPv4 addresses and CIDR blocks that may use the endpoint if `enable_whitelist` is `true`."),
		"enable_whitelist": computedBool("Whether only the addresses in `whitelist` may use the endpoint."),
		"routetables":      computedStrings("The ids of the route tables with routes to the service. Empty for an interface endpoint."),
		"policy_statement": computedList("The policy of a gateway endpoint.", map[string]schema.Attribute{
			"effect":   computedString("The effect of the statement: `Allow` or `Deny`."),
			"action":   computedStrings("The actions that the statement applies to."),
			"resource": computedStrings("The resources that the statement applies to."),
		}),
		"specification_name": computedString("The name of the endpoint's specification."),
		"description":        computedString("The description of the endpoint."),
		"tags":               computedTags("endpoint"),
		"active_status":      computedStrings("The status of the account: `active`, or the reason why it is frozen."),
		"enable_status":      computedString("Whether the endpoint is in use: `enable` or `disable`."),
		"project_id":         computedString("The id of the project that the endpoint belongs to."),
		"created_at":         computedString("The time at which the endpoint was created, in UTC, in the format of the API."),
		"updated_at":         computedString("The time at which the endpoint was last changed, in UTC, in the format of the API."),
	}
}
