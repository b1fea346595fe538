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

// NewQuotasDataSource makes the data source opentelekomcloud_vpcep_quotas.
func NewQuotasDataSource() datasource.DataSource {
	return &lookup[quotasData]{name: "_vpcep_quotas", schema: quotasDataSchema, read: readQuotas}
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
		return lookupError("read the quotas of VPC Endpoint", err)
	}
	quotas = ordered(quotas, types.StringNull(), types.StringNull(), func(q vpcep.Quota) place { return place{name: q.Type, id: q.Type} })
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
		MarkdownDescription: "Reads how many VPC endpoint services and endpoints the project may have in this region, and how many it has.",
		Attributes: map[string]schema.Attribute{
			"type": filterText("Reads only the quota of this type of resource: `endpoint_service` or `endpoint`.",
				stringvalidator.OneOf(string(vpcep.TaggedService), string(vpcep.TaggedEndpoint))),
			"quotas": shownList("The quotas, sorted by type.", map[string]schema.Attribute{
				"type":  shownText("The type of resource: `endpoint_service` or `endpoint`."),
				"used":  shownNumber("How many there are."),
				"quota": shownNumber("How many there may be."),
			}),
		},
	}
}
