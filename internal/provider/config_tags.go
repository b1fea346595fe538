package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// The arguments within default_tags and ignore_tags.
const (
	argTags        = "tags"
	argKeys        = "keys"
	argKeyPrefixes = "key_prefixes"
)

// defaultTagLimits are the limits of tags that some resource can have. Each resource checks its own number.
var defaultTagLimits = framework.TagLimits{Tags: 20, Key: 36, Value: 43}

func defaultTagsAttribute() schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "Tags of all resources with `tags`, see [Tags](#tags). A tag of a resource wins over a default tag with the " +
			"same key.",
		Attributes: map[string]schema.Attribute{
			argTags: schema.MapAttribute{
				Optional: true, ElementType: types.StringType, Validators: []validator.Map{framework.Tags(defaultTagLimits)},
				MarkdownDescription: "The default tags. Keys have 1 to 36 and values 0 to 43 characters: letters and digits of any script, `-`, " +
					"`_` and `@`. They count toward the maximum number of tags of each resource. Values may be known only after apply.",
			},
		},
	}
}

func ignoreTagsAttribute() schema.SingleNestedAttribute {
	texts := func(description string) schema.SetAttribute {
		return schema.SetAttribute{
			Optional: true, ElementType: types.StringType,
			Validators: []validator.Set{
				setvalidator.NoNullValues(), setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1)),
			},
			MarkdownDescription: description,
		}
	}
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "Tags that other systems write, see [Tags](#tags). Resources neither show nor change them, and data sources do " +
			"not return them. A tag that matches must not be configured.",
		Attributes: map[string]schema.Attribute{
			argKeys:        texts("The keys of tags to ignore. Case matters."),
			argKeyPrefixes: texts("The first characters of keys of tags to ignore. Case matters."),
		},
	}
}

// defaultTags returns the tags in default_tags; they or their values may be unknown.
func (m providerModel) defaultTags() types.Map {
	if m.DefaultTags.IsUnknown() {
		return types.MapUnknown(types.StringType)
	}
	if tags, ok := m.DefaultTags.Attributes()[argTags].(types.Map); ok {
		return tags
	}
	return types.MapNull(types.StringType)
}

// ignoredTags returns the tags that ignore_tags selects, as far as they are known.
func (m providerModel) ignoredTags() (ignored otc.IgnoredTags) {
	for argument, target := range map[string]*[]string{argKeys: &ignored.Keys, argKeyPrefixes: &ignored.Prefixes} {
		if set, ok := m.IgnoreTags.Attributes()[argument].(types.Set); ok {
			*target = framework.Strings(set.Elements())
		}
	}
	return ignored
}

// ValidateConfig implements provider.ProviderWithValidateConfig. It rejects default tags that are ignored.
func (p *openTelekomCloud) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	var model providerModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(model.checkTags()...)
	}
}

func (m providerModel) checkTags() (diags diag.Diagnostics) {
	ignored := m.ignoredTags()
	for _, key := range slices.Sorted(maps.Keys(m.defaultTags().Elements())) {
		if ignored.Match(key) {
			diags.AddAttributeError(path.Root(argDefaultTags).AtName(argTags).AtMapKey(key), "Default tag is ignored", fmt.Sprintf(
				"ignore_tags matches the default tag %q, which the provider would therefore neither write nor read. "+
					"Remove the tag from default_tags, or change ignore_tags.", key))
		}
	}
	return diags
}
