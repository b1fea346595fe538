package framework

import (
	"context"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TagLimits are the limits of the tags of a resource; keys and values are counted in Unicode characters.
type TagLimits struct {
	Tags  int // how many there are at most
	Key   int // the longest key; the shortest has one character
	Value int // the longest value; it may be empty
}

// Tags validates a map of tags: their number, and each key and value.
func Tags(limits TagLimits) validator.Map { return tagsValidator{limits} }

type tagsValidator struct{ limits TagLimits }

func (v tagsValidator) Description(context.Context) string {
	return fmt.Sprintf(
		"at most %d tags; keys of 1 to %d and values of 0 to %d letters and digits of any script, hyphens (-), underscores (_) and at signs (@)",
		v.limits.Tags,
		v.limits.Key,
		v.limits.Value,
	)
}

func (v tagsValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v tagsValidator) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	tags := req.ConfigValue.Elements()
	if len(tags) > v.limits.Tags {
		resp.Diagnostics.AddAttributeError(req.Path, "Too many tags",
			fmt.Sprintf("%d tags are given; a resource has at most %d.", len(tags), v.limits.Tags))
	}
	for key, element := range tags {
		at := req.Path.AtMapKey(key)
		if problem := problemWith(key, 1, v.limits.Key); problem != "" {
			resp.Diagnostics.AddAttributeError(at, "Invalid tag key", fmt.Sprintf("The tag key %q in %s %s.", key, req.Path, problem))
		}
		if element.IsUnknown() {
			continue
		}
		value, ok := element.(types.String)
		if !ok || value.IsNull() {
			resp.Diagnostics.AddAttributeError(at, "Invalid tag value",
				fmt.Sprintf("The tag %q in %s has no value. Give it one, or \"\" for a tag without a value.", key, req.Path))
			continue
		}
		if problem := problemWith(value.ValueString(), 0, v.limits.Value); problem != "" {
			resp.Diagnostics.AddAttributeError(at, "Invalid tag value",
				fmt.Sprintf("The value %q of the tag %q in %s %s.", value.ValueString(), key, req.Path, problem))
		}
	}
}

// problemWith says what is wrong with a key or a value, "" if nothing is.
func problemWith(text string, shortest, longest int) string {
	if n := utf8.RuneCountInString(text); n < shortest || n > longest {
		return fmt.Sprintf("has %d characters; allowed are %d to %d", n, shortest, longest)
	}
	for _, r := range text {
		// Marks are parts of letters in many scripts.
		if !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && r != '-' && r != '_' && r != '@' {
			return fmt.Sprintf(
				"has the character %q; allowed are letters and digits of any script, hyphens (-), underscores (_) and at signs (@)",
				r,
			)
		}
	}
	return ""
}

// TagValues returns a map of tags; a null or unknown map has none.
func TagValues(tags types.Map) map[string]string {
	values := make(map[string]string, len(tags.Elements()))
	for key, element := range tags.Elements() {
		if value, ok := element.(types.String); ok {
			values[key] = value.ValueString()
		}
	}
	return values
}

// TagsFromAPI gives the map for tags that the API answered: nil keeps what was there, and no tags are
// null unless the configuration says {}.
func TagsFromAPI(prior types.Map, answer map[string]string) types.Map {
	if answer == nil {
		if prior.IsNull() || prior.IsUnknown() {
			return types.MapNull(types.StringType) // with the type of the elements, which a zero value lacks
		}
		return prior
	}
	if len(answer) == 0 && (prior.IsNull() || prior.IsUnknown() || len(prior.Elements()) > 0) {
		return types.MapNull(types.StringType)
	}
	return StringMap(answer)
}
