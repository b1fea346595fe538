package vpcep

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// dataSource implements every data source of this package, given its schema and a function that completes its model.
type dataSource[M any] struct {
	name   string // without the provider's prefix
	schema func() schema.Schema
	read   func(ctx context.Context, client *vpcep.Client, model *M) diag.Diagnostics
	client *vpcep.Client
}

// Metadata implements datasource.DataSource.
func (d *dataSource[M]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + d.name
}

// Schema implements datasource.DataSource.
func (d *dataSource[M]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = d.schema()
}

// Configure implements datasource.DataSourceWithConfigure.
func (d *dataSource[M]) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.client = configured(req.ProviderData, &resp.Diagnostics)
}

// Read implements datasource.DataSource.
func (d *dataSource[M]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model M
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	if resp.Diagnostics.Append(d.read(ctx, d.client, &model)...); resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

// dataSourceError returns the diagnostics of a failed read. notFoundAdvice is added if the API reports that the object does
// not exist.
func dataSourceError(operation string, err error, notFoundAdvice ...string) diag.Diagnostics {
	texts := []string{adviceFor(err).text}
	if vpcep.NotFound(err) {
		texts = append(texts, notFoundAdvice...)
	}
	return diag.Diagnostics{framework.ErrorDiagnostic(operation, err, texts...)}
}

const adviceOwnService = "Check service_id: the service must exist and belong to the project that the provider is signed in to."

// sortKeys are the values by which an item of a list is sorted.
type sortKeys struct{ name, id, createdAt, updatedAt string }

// sortItems makes a list independent of the order of the API's response: it sorts by name, time of creation and id, or as
// sort_key and sort_dir request. It also removes duplicates, which occur if pages shift while they are read.
func sortItems[T any](items []T, sortKey, sortDir types.String, keysOf func(T) sortKeys) []T {
	direction, timeOf := 1, func(k sortKeys) string { return k.createdAt }
	byName := sortKey.IsNull() && sortDir.IsNull()
	if sortKey.ValueString() == "updated_at" {
		timeOf = func(k sortKeys) string { return k.updatedAt }
	}
	if !byName && sortDir.ValueString() != "asc" {
		direction = -1
	}
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(a, b T) int {
		x, y := keysOf(a), keysOf(b)
		if byName && x.name != y.name {
			return cmp.Compare(x.name, y.name)
		}
		return cmp.Or(direction*cmp.Compare(timeOf(x), timeOf(y)), cmp.Compare(x.id, y.id))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(sorted, func(item T) bool {
		id := keysOf(item).id
		duplicate := id != "" && seen[id]
		seen[id] = true
		return duplicate
	})
}

// withSorting adds sort_key and sort_dir to the attributes. keys are the values of sort_key that the API accepts,
// defaultOrder describes the order without both.
func withSorting(attributes map[string]schema.Attribute, defaultOrder string, keys ...string) map[string]schema.Attribute {
	attributes["sort_key"] = schema.StringAttribute{
		Optional: true, Validators: []validator.String{stringvalidator.OneOf(keys...)},
		MarkdownDescription: "The attribute by which the list is sorted: `" + strings.Join(keys, "` or `") + "`. " +
			"Without `sort_key` and `sort_dir`, the list is sorted by " + defaultOrder + ".",
	}
	attributes["sort_dir"] = schema.StringAttribute{
		Optional: true, Validators: []validator.String{stringvalidator.OneOf("asc", "desc")},
		MarkdownDescription: "The direction: `asc`, or `desc` for the newest first. The default is `desc` if `sort_key` is set.",
	}
	return attributes
}

func computedString(description string) schema.StringAttribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

func computedBool(description string) schema.BoolAttribute {
	return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
}

func computedInt64(description string) schema.Int64Attribute {
	return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
}

func computedStrings(description string) schema.ListAttribute {
	return schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
}

func computedTags(owner string) schema.MapAttribute {
	return schema.MapAttribute{
		Computed: true, ElementType: types.StringType,
		MarkdownDescription: "The tags of the " + owner + ", except those that the provider's `ignore_tags` selects.",
	}
}

func computedList(description string, attributes map[string]schema.Attribute) schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Computed: true, MarkdownDescription: description,
		NestedObject: schema.NestedAttributeObject{Attributes: attributes},
	}
}

func stringFilter(description string, validators ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{Optional: true, Validators: validators, MarkdownDescription: description}
}

func tagsFilter(items string) schema.MapAttribute {
	return schema.MapAttribute{
		Optional: true, ElementType: types.StringType, Validators: []validator.Map{framework.Tags(serviceTagLimits)},
		MarkdownDescription: "Lists only " + items + " that have all of these tags. Tags that `ignore_tags` leaves out of the result count, too.",
	}
}

// nonEmpty rejects an empty filter, which the API would ignore.
func nonEmpty() validator.String { return stringvalidator.LengthAtLeast(1) }

// stringOrNull returns a string of the API's response, or null if it is absent or empty.
func stringOrNull[T ~string](s *T) types.String {
	if s == nil || *s == "" {
		return types.StringNull()
	}
	return types.StringValue(string(*s))
}

// statusError is a reason why an object has the status failed.
type statusError struct {
	Code    types.String `tfsdk:"code"`
	Message types.String `tfsdk:"message"`
}

func computedErrors(owner string) schema.ListNestedAttribute {
	return computedList("The reasons why the "+owner+" failed. Empty for any other status.", map[string]schema.Attribute{
		"code":    computedString("The error code of the API."),
		"message": computedString("The error message of the API."),
	})
}

func statusErrors(errors []vpcep.StatusError) []statusError {
	list := make([]statusError, len(errors))
	for i, e := range errors {
		list[i] = statusError{Code: types.StringValue(e.Code), Message: types.StringValue(e.Message)}
	}
	return list
}

// tagsValue returns the tags of the API's response. Without tags the map is empty, not null, so that a configuration can index it.
func tagsValue(tags *[]vpcep.Tag) types.Map {
	return framework.TagsFromAPI(types.MapValueMust(types.StringType, nil), tagsFromAPI(tags))
}

// hasTags reports whether the tags, or those that ignore_tags leaves out of the result, contain all wanted ones.
func hasTags(tags *[]vpcep.Tag, ignored []vpcep.Tag, wanted types.Map) bool {
	has := tagsFromAPI(&ignored)
	maps.Copy(has, tagsFromAPI(tags))
	for key, value := range framework.TagValues(wanted) {
		if got, ok := has[key]; !ok || got != value {
			return false
		}
	}
	return true
}

// stringsOrEmpty returns the strings of the API's response. Without any the list is empty, not null.
func stringsOrEmpty(list *[]string) []string {
	if list == nil {
		return []string{}
	}
	return append([]string{}, *list...)
}

// sortedStrings is stringsOrEmpty for strings that the API returns in no particular order.
func sortedStrings(list *[]string) []string {
	sorted := stringsOrEmpty(list)
	slices.Sort(sorted)
	return sorted
}
