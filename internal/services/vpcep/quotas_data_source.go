package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewQuotasDataSource returns the data source opentelekomcloud_vpcep_quotas.
func NewQuotasDataSource() datasource.DataSource {
	return &dataSource[quotasData]{name: "_vpcep_quotas", schema: quotasDataSchema, read: readQuotas}
}

type quotasData struct {
	Type   types.String `tfsdk:"type"`
	Quotas []quotaData  `tfsdk:"quotas"`
}

type quotaData struct {
	Type  types.String `tfsdk:"type"`
	Used  types.Int64  `tfsdk:"used"`
	Quota types.Int64  `tfsdk:"quota"`
}

func readQuotas(ctx context.Context, client *vpcep.Client, model *quotasData) diag.Diagnostics {
	quotas, err := client.GetQuotas(ctx, model.Type.ValueString())
	if err != nil {
		return dataSourceError("read the quotas of VPC Endpoint", err)
	}
	quotas = sortItems(quotas, types.StringNull(), types.StringNull(), func(q vpcep.Quota) sortKeys {
		return sortKeys{name: q.Type, id: q.Type}
	})
	model.Quotas = make([]quotaData, len(quotas))
	for i, q := range quotas {
		model.Quotas[i] = quotaData{Type: types.StringValue(q.Type), Used: types.Int64Value(q.Used), Quota: types.Int64Value(q.Quota)}
	}
	return nil
}

// quotasDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/resource_quota/querying_the_quota.html.
func quotasDataSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Reads the quotas of VPC endpoint services and endpoints of the project in this region, and how much of them is " +
			"used.",
		Attributes: map[string]schema.Attribute{
			"type": stringFilter("Reads only the quota of this type of resource: `endpoint_service` or `endpoint`.",
				stringvalidator.OneOf(string(vpcep.TaggedService), string(vpcep.TaggedEndpoint))),
			"quotas": computedList("The quotas, sorted by type.", map[string]schema.Attribute{
				"type":  computedString("The type of resource: `endpoint_service` or `endpoint`."),
				"used":  computedInt64("The number of resources that exist."),
				"quota": computedInt64("The number of resources that the project may have."),
			}),
		},
	}
}
