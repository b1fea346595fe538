package vpcep

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// listResource implements every list resource of this package. C is the model of its configuration, T an item of the API's list,
// M the model of the resource.
type listResource[C, T, M any] struct {
	name   string // without the provider's prefix
	schema func() schema.Schema
	// items returns the items that match the configuration.
	items func(ctx context.Context, client *vpcep.Client, config *C) iter.Seq2[T, error]
	// result completes a model, of which all attributes are null, from an item. The identity must be comparable.
	result func(from listSource, config *C, item *T, model *M) (identity any, displayName string)
	// failed returns the diagnostics of a failed request.
	failed func(config *C, err error) diag.Diagnostics

	source listSource
}

// listSource is where results come from.
type listSource struct {
	*vpcep.Client
	tags framework.TagPlan
}

// Metadata implements list.ListResource.
func (l *listResource[C, T, M]) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + l.name
}

// ListResourceConfigSchema implements list.ListResource.
func (l *listResource[C, T, M]) ListResourceConfigSchema(
	_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse,
) {
	resp.Schema = l.schema()
}

// Configure implements list.ListResourceWithConfigure.
func (l *listResource[C, T, M]) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	l.source = listSource{configured(req.ProviderData, &resp.Diagnostics), framework.NewTagPlan(req.ProviderData, framework.TagLimits{})}
}

// List implements list.ListResource. It makes no request for a single item.
func (l *listResource[C, T, M]) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var config C
	if diags := req.Config.Get(ctx, &config); diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	stream.Results = func(yield func(list.ListResult) bool) {
		seen := map[any]bool{} // items are listed twice if pages shift while they are read
		for item, err := range l.items(ctx, l.source.Client, &config) {
			if err != nil {
				yield(list.ListResult{Diagnostics: l.failed(&config, err)})
				return
			}
			result, identity := l.newResult(ctx, req, &config, &item)
			if seen[identity] {
				continue
			}
			seen[identity] = true
			// The framework does not enforce the limit. Without one it is 0.
			if !yield(result) || int64(len(seen)) == req.Limit {
				return
			}
		}
	}
}

func (l *listResource[C, T, M]) newResult(
	ctx context.Context, req list.ListRequest, config *C, item *T,
) (result list.ListResult, identity any) {
	result = req.NewListResult(ctx)
	var model M
	if result.Diagnostics.Append(framework.NullModel(ctx, *result.Resource, &model)...); result.Diagnostics.HasError() {
		return result, nil
	}
	identity, result.DisplayName = l.result(l.source, config, item, &model)
	result.Diagnostics.Append(result.Identity.Set(ctx, identity)...)
	if req.IncludeResource {
		result.Diagnostics.Append(result.Resource.Set(ctx, &model)...)
	}
	return result, identity
}

// filtered returns the items for which keep returns true.
func filtered[T any](items iter.Seq2[T, error], keep func(T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for item, err := range items {
			if (err != nil || keep(item)) && !yield(item, err) {
				return
			}
		}
	}
}

func listFilter(description string, validators ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{Optional: true, Validators: validators, MarkdownDescription: description}
}

func listTagsFilter(items string) schema.MapAttribute {
	return schema.MapAttribute{
		Optional: true, ElementType: types.StringType, Validators: []validator.Map{framework.Tags(serviceTagLimits)},
		MarkdownDescription: "Lists only " + items + " that have all of these tags.",
	}
}

func listServiceID() schema.StringAttribute {
	return schema.StringAttribute{
		Required: true, Validators: []validator.String{framework.UUID()},
		MarkdownDescription: "The id of the service. The provider must be signed in to the account that owns it.",
	}
}
