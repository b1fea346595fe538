package vpcep

import (
	"cmp"
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewServiceListResource returns the list resource opentelekomcloud_vpcep_service.
func NewServiceListResource() list.ListResource {
	return &listResource[serviceListConfig, vpcep.Service, serviceModel]{
		name: "_vpcep_service", schema: serviceListSchema, items: listServices, result: serviceResult,
		failed: func(_ *serviceListConfig, err error) diag.Diagnostics {
			return dataSourceError("list VPC Endpoint Services", err)
		},
	}
}

type serviceListConfig struct {
	ServiceName types.String `tfsdk:"service_name"`
	ID          types.String `tfsdk:"id"`
	Status      types.String `tfsdk:"status"`
	Tags        types.Map    `tfsdk:"tags"`
}

func listServices(ctx context.Context, client *vpcep.Client, config *serviceListConfig) iter.Seq2[vpcep.Service, error] {
	services := client.ListServicesIter(ctx, vpcep.ServiceFilter{
		Name: config.ServiceName.ValueString(), ID: config.ID.ValueString(), Status: config.Status.ValueString(),
	})
	return filtered(services, func(s vpcep.Service) bool { return hasTags(s.Tags, s.IgnoredTags, config.Tags) })
}

// serviceResult leaves permissions null, which is not managed: they are not in the list.
func serviceResult(from listSource, _ *serviceListConfig, s *vpcep.Service, model *serviceModel) (identity any, displayName string) {
	model.FromAPI(s)
	model.Tags = from.tags.WithoutDefaults(model.Tags, types.MapNull(types.StringType))
	return lifecycle.NewIdentity(model.Common(), from), cmp.Or(s.ShortName(), s.ID)
}

// serviceListSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_vpc_endpoint_services.html.
func serviceListSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Lists the VPC endpoint services of the project, for example to import them. " +
			"Filters narrow the list; a service must match all of them.",
		Attributes: map[string]schema.Attribute{
			"service_name": listFilter("Lists only services whose name contains this text, in any case.", nonEmpty()),
			"id":           listFilter("Lists only the service with this id.", framework.UUID()),
			"status":       listFilter("Lists only services with this status: `creating`, `available`, `failed` or `deleting`.", serviceStatus()),
			"tags":         listTagsFilter("services"),
		},
	}
}
