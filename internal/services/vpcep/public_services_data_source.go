package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewPublicServicesDataSource returns the data source opentelekomcloud_vpcep_public_services.
func NewPublicServicesDataSource() datasource.DataSource {
	return &dataSource[publicServicesData]{name: "_vpcep_public_services", schema: publicServicesDataSchema, read: readPublicServices}
}

type publicServicesData struct {
	ServiceName types.String        `tfsdk:"service_name"`
	ID          types.String        `tfsdk:"id"`
	SortKey     types.String        `tfsdk:"sort_key"`
	SortDir     types.String        `tfsdk:"sort_dir"`
	Services    []publicServiceData `tfsdk:"services"`
}

func readPublicServices(ctx context.Context, client *vpcep.Client, model *publicServicesData) diag.Diagnostics {
	services, err := client.ListPublicServices(ctx, vpcep.PublicServiceFilter{
		Name: model.ServiceName.ValueString(), ID: model.ID.ValueString(),
		SortKey: model.SortKey.ValueString(), SortDir: model.SortDir.ValueString(),
	})
	if err != nil {
		return dataSourceError("list public VPC Endpoint Services", err)
	}
	// The response does not contain updated_at, so the order of the API is kept.
	if model.SortKey.ValueString() != "updated_at" {
		services = sortItems(services, model.SortKey, model.SortDir, func(s vpcep.PublicService) sortKeys {
			return sortKeys{name: s.ShortName(), id: s.ID, createdAt: stringOrNull(s.CreatedAt).ValueString()}
		})
	}
	model.Services = make([]publicServiceData, len(services))
	for i, s := range services {
		model.Services[i] = newPublicServiceData(s)
	}
	return nil
}

// publicServicesDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_public_vpc_endpoint_services.html.
func publicServicesDataSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Lists the VPC endpoint services that the cloud offers to everyone. Filters narrow the list; a service must " +
			"match all of them.",
		Attributes: withSorting(map[string]schema.Attribute{
			"service_name": stringFilter("Lists only services whose name contains this text, in any case.", nonEmpty()),
			"id":           stringFilter("Lists only the service with this id.", framework.UUID()),
			"services":     computedList("The services.", publicServiceAttributes()),
		}, "short name, creation time and id", "created_at", "updated_at"),
	}
}
