package vpcep

import (
	"cmp"
	"context"
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

// lookup is a data source: a schema, and a function that fills the model in. All data sources of the service have
// this shape.
type lookup[M any] struct {
	name   string // behind the provider's
	schema func() schema.Schema
	read   func(ctx context.Context, client *vpcep.Client, model *M) diag.Diagnostics
	client *vpcep.Client
}

// Metadata implements datasource.DataSource.
func (l *lookup[M]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + l.name
}

// Schema implements datasource.DataSource.
func (l *lookup[M]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = l.schema()
}

// Configure implements datasource.DataSourceWithConfigure.
func (l *lookup[M]) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	l.client = configured(req.ProviderData, &resp.Diagnostics)
}

// Read implements datasource.DataSource.
func (l *lookup[M]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model M
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	if resp.Diagnostics.Append(l.read(ctx, l.client, &model)...); resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

// lookupError makes the diagnostic of a failed lookup; advice is added where what was asked for does not exist.
func lookupError(operation string, err error, advice ...string) diag.Diagnostics {
	texts := []string{adviceOn(err).text}
	if vpcep.NotFound(err) {
		texts = append(texts, advice...)
	}
	return diag.Diagnostics{framework.ErrorDiagnostic(operation, err, texts...)}
}

const adviceOwnService = "Check service_id: the service has to exist, and to belong to the project that the provider is signed in to."

// place is what an item of a list is sorted by.
type place struct{ name, id, createdAt, updatedAt string }

// ordered sorts a list so that it is the same whatever order the API answers in: by name, age and id, or as sort_key
// and sort_dir ask for. An item that was listed twice, because pages shifted meanwhile, is kept once.
func ordered[T any](items []T, sortKey, sortDir types.String, placeOf func(T) place) []T {
	direction, timeOf := 1, func(p place) string { return p.createdAt }
	byName := sortKey.IsNull() && sortDir.IsNull()
	if sortKey.ValueString() == "updated_at" {
		timeOf = func(p place) string { return p.updatedAt }
	}
	if !byName && sortDir.ValueString() != "asc" {
		direction = -1
	}
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(a, b T) int {
		x, y := placeOf(a), placeOf(b)
		if byName && x.name != y.name {
			return cmp.Compare(x.name, y.name)
		}
		return cmp.Or(direction*cmp.Compare(timeOf(x), timeOf(y)), cmp.Compare(x.id, y.id))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(sorted, func(item T) bool {
		id := placeOf(item).id
		twice := id != "" && seen[id]
		seen[id] = true
		return twice
	})
}

// sortAttributes are sort_key and sort_dir, for a list that the API sorts by keys.
func sortAttributes(attributes map[string]schema.Attribute, otherwise string, keys ...string) map[string]schema.Attribute {
	attributes["sort_key"] = schema.StringAttribute{
		Optional: true, Validators: []validator.String{stringvalidator.OneOf(keys...)},
		MarkdownDescription: "What the list is sorted by: `" + strings.Join(keys, "` or `") + "`. Without `sort_key` and `sort_dir` it is sorted by " + otherwise + ".",
	}
	attributes["sort_dir"] = schema.StringAttribute{
		Optional: true, Validators: []validator.String{stringvalidator.OneOf("asc", "desc")},
		MarkdownDescription: "`asc`, or `desc` for the newest first, which is the default with `sort_key`.",
	}
	return attributes
}

func shownText(description string) schema.StringAttribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

func shownFlag(description string) schema.BoolAttribute {
	return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
}

func shownNumber(description string) schema.Int64Attribute {
	return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
}

func shownTexts(description string) schema.ListAttribute {
	return schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
}

func shownTags(what string) schema.MapAttribute {
	return schema.MapAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "The tags of the " + what + "."}
}

func shownList(description string, attributes map[string]schema.Attribute) schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Computed: true, MarkdownDescription: description,
		NestedObject: schema.NestedAttributeObject{Attributes: attributes},
	}
}

func filterText(description string, validators ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{Optional: true, Validators: validators, MarkdownDescription: description}
}

func filterTags(what string) schema.MapAttribute {
	return schema.MapAttribute{
		Optional: true, ElementType: types.StringType, Validators: []validator.Map{framework.Tags(serviceTagLimits)},
		MarkdownDescription: "Lists only " + what + " that have all these tags.",
	}
}

// notEmpty refuses a filter that would filter nothing.
func notEmpty() validator.String { return stringvalidator.LengthAtLeast(1) }

// textFromAPI gives the value for an answer; what is absent or empty is null.
func textFromAPI[T ~string](answer *T) types.String {
	if answer == nil || *answer == "" {
		return types.StringNull()
	}
	return types.StringValue(string(*answer))
}

// reason is why something failed.
type reason struct {
	Code    types.String `tfsdk:"code"`
	Message types.String `tfsdk:"message"`
}

func shownReasons(what string) schema.ListNestedAttribute {
	return shownList("Why the "+what+" failed; empty for any other status.", map[string]schema.Attribute{
		"code":    shownText("The API's error code."),
		"message": shownText("The reason in the API's words."),
	})
}

func reasonsOf(errors []vpcep.StatusError) []reason {
	reasons := make([]reason, len(errors))
	for i, e := range errors {
		reasons[i] = reason{Code: types.StringValue(e.Code), Message: types.StringValue(e.Message)}
	}
	return reasons
}

// shownTagValues gives the tags that were answered; none are an empty map, so that a configuration can look one up.
func shownTagValues(tags *[]vpcep.Tag) types.Map {
	return framework.TagsFromAPI(types.MapValueMust(types.StringType, nil), tagsFromAPI(tags))
}

// hasTags tells whether a resource has all tags that are asked for.
func hasTags(tags *[]vpcep.Tag, asked types.Map) bool {
	has := tagsFromAPI(tags)
	for key, value := range framework.TagValues(asked) {
		if got, ok := has[key]; !ok || got != value {
			return false
		}
	}
	return true
}
