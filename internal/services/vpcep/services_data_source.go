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

// NewServicesDataSource returns the data source opentelekomcloud_vpcep_services.
func NewServicesDataSource() datasource.DataSource {
	return &dataSource[servicesData]{name: "_vpcep_services", schema: servicesDataSchema, read: readServices}
}

type servicesData struct {
	ServiceName types.String  `tfsdk:"service_name"`
	ID          types.String  `tfsdk:"id"`
	Status      types.String  `tfsdk:"status"`
	Tags        types.Map     `tfsdk:"tags"`
	SortKey     types.String  `tfsdk:"sort_key"`
	SortDir     types.String  `tfsdk:"sort_dir"`
	Services    []serviceData `tfsdk:"services"`
}

func readServices(ctx context.Context, client *vpcep.Client, model *servicesData) diag.Diagnostics {
	services, err := client.ListServices(ctx, vpcep.ServiceFilter{
		Name: model.ServiceName.ValueString(), ID: model.ID.ValueString(), Status: model.Status.ValueString(),
		SortKey: model.SortKey.ValueString(), SortDir: model.SortDir.ValueString(),
	})
	if err != nil {
		return dataSourceError("list VPC Endpoint Services", err)
	}
	services = slices.DeleteFunc(services, func(s vpcep.Service) bool { return !hasTags(s.Tags, s.IgnoredTags, model.Tags) })
	services = sortItems(services, model.SortKey, model.SortDir, func(s vpcep.Service) sortKeys {
		return sortKeys{s.ShortName(), s.ID, stringOrNull(s.CreatedAt).ValueString(), stringOrNull(s.UpdatedAt).ValueString()}
	})
	model.Services = make([]serviceData, len(services))
	for i, s := range services {
		model.Services[i] = newServiceData(s)
	}
	return nil
}

// servicesDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_vpc_endpoint_services.html.
func servicesDataSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Lists the VPC endpoint services of the project. Filters narrow the list; a service must match all of them.",
		Attributes: withSorting(map[string]schema.Attribute{
			"service_name": stringFilter("Lists only services whose name contains this text, in any case.", nonEmpty()),
			"id":           stringFilter("Lists only the service with this id.", framework.UUID()),
			"status":       stringFilter("Lists only services with this status: `creating`, `available`, `failed` or `deleting`.", serviceStatus()),
			"tags":         tagsFilter("services"),
			"services":     computedList("The services.", serviceDataAttributes()),
		}, "short name, creation time and id", "created_at", "updated_at"),
	}
}
