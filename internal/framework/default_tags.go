package framework

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// The attributes of resources with tags.
const (
	AttributeTags    = "tags"
	AttributeTagsAll = "tags_all"
)

// TagsAll returns the attribute tags_all of a resource, such as "service".
func TagsAll(owner string) schema.MapAttribute {
	return schema.MapAttribute{
		Computed: true, ElementType: types.StringType,
		MarkdownDescription: "All tags of the " + owner + ": `tags`, and the provider's `default_tags` whose keys are not in `tags`. " +
			"Tags that the provider's `ignore_tags` selects are left out. Empty if there are none.",
	}
}

// TagPlan plans the tags of the resources of one kind.
type TagPlan struct {
	Defaults types.Map // default_tags of the provider; it or its values may be unknown
	Ignored  otc.IgnoredTags
	Limits   TagLimits
}

// NewTagPlan returns the TagPlan of resources with these limits, from what their Configure receives.
func NewTagPlan(data any, limits TagLimits) TagPlan {
	provider, ok := data.(*ProviderData)
	if !ok {
		return TagPlan{Limits: limits}
	}
	return TagPlan{Defaults: provider.defaultTags, Ignored: provider.cloud.IgnoredTags(), Limits: limits}
}

// All returns tags_all for the configured tags of a resource: its own tags win over the defaults. The result is unknown if
// its keys are, and an unknown value makes no other value unknown. An error says which of too many tags are defaults, and
// which tags are both configured and ignored.
func (p TagPlan) All(tags types.Map) (all types.Map, diags diag.Diagnostics) {
	diags.Append(p.checkIgnored(tags)...)
	if tags.IsUnknown() || p.Defaults.IsUnknown() {
		return types.MapUnknown(types.StringType), diags
	}
	merged, own := p.Defaults.Elements(), tags.Elements()
	maps.Copy(merged, own)
	if n := len(merged); n > p.Limits.Tags {
		var inherited []string
		for _, key := range slices.Sorted(maps.Keys(merged)) {
			if _, ok := own[key]; !ok {
				inherited = append(inherited, fmt.Sprintf("%q", key))
			}
		}
		diags.AddAttributeError(path.Root(AttributeTags), "Too many tags", fmt.Sprintf(
			"The resource would have %d tags, but at most %d are allowed: %d from tags, and %d from default_tags of the provider (%s). "+
				"Remove some, or set some of the latter in tags only where they are needed.",
			n, p.Limits.Tags, len(own), len(inherited), strings.Join(inherited, ", ")))
	}
	return types.MapValueMust(types.StringType, merged), diags
}

// checkIgnored rejects tags that are configured and ignored: they would not be written, or not be seen.
func (p TagPlan) checkIgnored(tags types.Map) (diags diag.Diagnostics) {
	for key := range tags.Elements() {
		if p.Ignored.Match(key) {
			diags.AddAttributeError(path.Root(AttributeTags).AtMapKey(key), "Tag is ignored", fmt.Sprintf(
				"ignore_tags of the provider matches the tag %q, which the provider therefore neither reads nor writes. "+
					"Remove the tag from tags, or change ignore_tags.", key))
		}
	}
	return diags
}

// WithoutDefaults removes from the tags that an object was found with those that equal a default, except those that the state
// had as the resource's own.
func (p TagPlan) WithoutDefaults(found, own types.Map) types.Map {
	defaults, prior, tags := p.Defaults.Elements(), own.Elements(), found.Elements()
	maps.DeleteFunc(tags, func(key string, value attr.Value) bool {
		_, isOwn := prior[key]
		standard, isDefault := defaults[key]
		return !isOwn && isDefault && (standard.IsUnknown() || standard.Equal(value))
	})
	switch len(tags) {
	case len(found.Elements()):
		return found
	case 0:
		return types.MapNull(types.StringType)
	default:
		return types.MapValueMust(types.StringType, tags)
	}
}

// AllTags returns the tags that tags_all contains. States from before tags_all existed have all tags in tags.
func AllTags(all, tags types.Map) map[string]string {
	if all.IsNull() || all.IsUnknown() {
		return TagValues(tags)
	}
	return TagValues(all)
}

// OwnAndAllTagsFromAPI returns tags and tags_all after an answer, of which nil contains no tags: both then stay as they are.
// A tag is the resource's own if it was before, or if it is new or changed; what tags_all had unchanged is a default.
func OwnAndAllTagsFromAPI(tags, all types.Map, answer map[string]string) (ownTags, allTags types.Map) {
	known := AllTags(all, tags)
	if answer == nil {
		return TagsFromAPI(tags, nil), StringMap(known)
	}
	prior, own := tags.Elements(), map[string]string{}
	for key, value := range answer {
		_, isOwn := prior[key]
		if old, ok := known[key]; isOwn || !ok || old != value {
			own[key] = value
		}
	}
	return TagsFromAPI(tags, own), StringMap(answer)
}
