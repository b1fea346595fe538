package vpcep

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewTagsDataSource returns the data source opentelekomcloud_vpcep_tags.
func NewTagsDataSource() datasource.DataSource {
	return &dataSource[tagsData]{name: "_vpcep_tags", schema: tagsDataSchema, read: readTags}
}

type tagsData struct {
	Type types.String        `tfsdk:"type"`
	Tags map[string][]string `tfsdk:"tags"` // the values by key
}

func readTags(ctx context.Context, client *vpcep.Client, model *tagsData) diag.Diagnostics {
	tags, err := client.ListTags(ctx, vpcep.TaggedType(model.Type.ValueString()))
	if err != nil {
		return dataSourceError("list the tags of VPC Endpoint", err)
	}
	model.Tags = map[string][]string{}
	for _, tag := range tags {
		values := append(model.Tags[tag.Key], tag.Values...)
		slices.Sort(values)
		model.Tags[tag.Key] = slices.Compact(values)
	}
	return nil
}

// tagsDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/querying_tags_of_a_tenants_resource.html.
func tagsDataSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Reads the tag keys and values that the VPC endpoint services or the endpoints of the project use.",
		Attributes: map[string]schema.Attribute{
			"type": taggedType("The type of the resources"),
			"tags": schema.MapAttribute{
				Computed: true, ElementType: types.ListType{ElemType: types.StringType},
				MarkdownDescription: "The values of each tag key, sorted. The filters of `opentelekomcloud_vpcep_resources_by_tags` have the " +
					"same form.",
			},
		},
	}
}
