package vpcep

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewResourcesByTagsDataSource returns the data source opentelekomcloud_vpcep_resources_by_tags.
func NewResourcesByTagsDataSource() datasource.DataSource {
	return &dataSource[resourcesByTagsData]{name: "_vpcep_resources_by_tags", schema: resourcesByTagsDataSchema, read: readResourcesByTags}
}

type resourcesByTagsData struct {
	Type         types.String         `tfsdk:"type"`
	Tags         types.Map            `tfsdk:"tags"`
	TagsAny      types.Map            `tfsdk:"tags_any"`
	NotTags      types.Map            `tfsdk:"not_tags"`
	NotTagsAny   types.Map            `tfsdk:"not_tags_any"`
	ResourceName types.String         `tfsdk:"resource_name"`
	CountOnly    types.Bool           `tfsdk:"count_only"`
	TotalCount   types.Int64          `tfsdk:"total_count"`
	Resources    []taggedResourceData `tfsdk:"resources"`
}

type taggedResourceData struct {
	ID   types.String `tfsdk:"id"`
	Name types.String `tfsdk:"name"`
	Tags types.Map    `tfsdk:"tags"`
}

func readResourcesByTags(ctx context.Context, client *vpcep.Client, model *resourcesByTagsData) diag.Diagnostics {
	resourceType := vpcep.TaggedType(model.Type.ValueString())
	filter := vpcep.TagFilter{
		Tags: tagFilterOf(model.Tags), TagsAny: tagFilterOf(model.TagsAny),
		NotTags: tagFilterOf(model.NotTags), NotTagsAny: tagFilterOf(model.NotTagsAny),
		Name: model.ResourceName.ValueString(),
	}
	if model.CountOnly.ValueBool() {
		count, err := client.CountByTags(ctx, resourceType, filter)
		if err != nil {
			return dataSourceError("count VPC Endpoint resources by tags", err)
		}
		model.TotalCount = types.Int64Value(count)
		return nil
	}
	resources, err := client.FindByTags(ctx, resourceType, filter)
	if err != nil {
		return dataSourceError("find VPC Endpoint resources by tags", err)
	}
	resources = sortItems(resources, types.StringNull(), types.StringNull(), func(r vpcep.TaggedResource) sortKeys {
		return sortKeys{name: stringOrNull(r.Name).ValueString(), id: r.ID}
	})
	model.TotalCount = types.Int64Value(int64(len(resources)))
	model.Resources = make([]taggedResourceData, len(resources))
	for i, r := range resources {
		model.Resources[i] = taggedResourceData{ID: types.StringValue(r.ID), Name: stringOrNull(r.Name), Tags: tagsValue(&r.Tags)}
	}
	return nil
}

// tagFilterOf returns a filter by tags, sorted by key. A null filter has none.
func tagFilterOf(tags types.Map) []vpcep.TagValues {
	elements := tags.Elements()
	filter := make([]vpcep.TagValues, 0, len(elements))
	for _, key := range slices.Sorted(maps.Keys(elements)) {
		values, _ := elements[key].(types.List)
		filter = append(filter, vpcep.TagValues{Key: key, Values: framework.Strings(values.Elements())})
	}
	return filter
}

// tagFilterLimits follow
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/querying_resources_by_tag.html.
var tagFilterLimits = framework.TagFilterLimits{Keys: 20, Values: 10, Key: 36, Value: 43}

func tagValuesFilter(description string) schema.MapAttribute {
	return schema.MapAttribute{
		Optional: true, ElementType: types.ListType{ElemType: types.StringType},
		Validators: []validator.Map{framework.TagFilter(tagFilterLimits)}, MarkdownDescription: description,
	}
}

func taggedType(description string) schema.StringAttribute {
	return schema.StringAttribute{
		Required:            true,
		Validators:          []validator.String{stringvalidator.OneOf(string(vpcep.TaggedService), string(vpcep.TaggedEndpoint))},
		MarkdownDescription: description + ": `endpoint_service` or `endpoint`.",
	}
}

// resourcesByTagsDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/querying_resources_by_tag.html.
func resourcesByTagsDataSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Finds VPC endpoint services or endpoints of the project by their tags. Each filter maps tag keys to lists " +
			"of values: `{ stage = [\"production\", \"test\"] }` means the tag `stage` with one of these values, and `{ stage = [] }` the tag " +
			"`stage` with any value. " +
			fmt.Sprintf("A filter has at most %d keys, and a key at most %d values. ", tagFilterLimits.Keys, tagFilterLimits.Values) +
			"A resource must match all filters; without filters all resources are found.",
		Attributes: map[string]schema.Attribute{
			"type":          taggedType("The type of the resources"),
			"tags":          tagValuesFilter("Finds only resources that have all of these tags."),
			"tags_any":      tagValuesFilter("Finds only resources that have at least one of these tags."),
			"not_tags":      tagValuesFilter("Finds only resources that do not have all of these tags. Those that have some of them are found."),
			"not_tags_any":  tagValuesFilter("Finds only resources that have none of these tags."),
			"resource_name": stringFilter("Finds only resources whose name contains this text, in any case.", nonEmpty()),
			"count_only": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether to read only `total_count`. `resources` is null then. The default is `false`.",
			},
			"total_count": computedInt64("The number of resources that match."),
			"resources": computedList("The resources that match, sorted by name and id.", map[string]schema.Attribute{
				"id":   computedString("The id of the resource."),
				"name": computedString("The name of the service. Endpoints have no name; the API may return the id instead."),
				"tags": computedTags("resource"),
			}),
		},
	}
}
