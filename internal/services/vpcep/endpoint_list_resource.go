package vpcep

import (
	"cmp"
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewEndpointListResource returns the list resource opentelekomcloud_vpcep_endpoint.
func NewEndpointListResource() list.ListResource {
	return &listResource[endpointListConfig, vpcep.Endpoint, endpointModel]{
		name: "_vpcep_endpoint", schema: endpointListSchema, items: listEndpoints, result: endpointResult,
		failed: func(_ *endpointListConfig, err error) diag.Diagnostics {
			return dataSourceError("list VPC Endpoints", err)
		},
	}
}

type endpointListConfig struct {
	EndpointServiceName types.String `tfsdk:"endpoint_service_name"`
	VPCID               types.String `tfsdk:"vpc_id"`
	ID                  types.String `tfsdk:"id"`
	Tags                types.Map    `tfsdk:"tags"`
}

func listEndpoints(ctx context.Context, client *vpcep.Client, config *endpointListConfig) iter.Seq2[vpcep.Endpoint, error] {
	endpoints := client.ListEndpointsIter(ctx, vpcep.EndpointFilter{
		ServiceName: config.EndpointServiceName.ValueString(), VPCID: config.VPCID.ValueString(), ID: config.ID.ValueString(),
	})
	return filtered(endpoints, func(e vpcep.Endpoint) bool { return hasTags(e.Tags, e.IgnoredTags, config.Tags) })
}

func endpointResult(from listSource, _ *endpointListConfig, e *vpcep.Endpoint, model *endpointModel) (identity any, displayName string) {
	model.FromAPI(e)
	model.Tags = from.tags.WithoutDefaults(model.Tags, types.MapNull(types.StringType))
	return lifecycle.NewIdentity(model.Common(), from), endpointDisplayName(model)
}

// endpointDisplayName returns the service and the address, because an endpoint has no name.
func endpointDisplayName(m *endpointModel) string {
	service := vpcep.ServiceName(m.EndpointServiceName.ValueString())
	name := cmp.Or(service.Short(m.EndpointServiceID.ValueString()), m.EndpointServiceID.ValueString())
	return strings.TrimSpace(name + " " + m.IP.ValueString())
}

// endpointListSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoints/querying_vpc_endpoints.html.
func endpointListSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Lists the VPC endpoints of the project, for example to import them. " +
			"Filters narrow the list; an endpoint must match all of them.",
		Attributes: map[string]schema.Attribute{
			"endpoint_service_name": listFilter("Lists only endpoints of services whose name contains this text, in any case.", nonEmpty()),
			"vpc_id":                listFilter("Lists only endpoints in the VPC with this id.", framework.UUID()),
			"id":                    listFilter("Lists only the endpoint with this id.", framework.UUID()),
			"tags":                  listTagsFilter("endpoints"),
		},
	}
}
