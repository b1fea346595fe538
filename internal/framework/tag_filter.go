package framework

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TagFilterLimits are the limits of a filter by tags; keys and values are counted in Unicode characters.
type TagFilterLimits struct {
	Keys   int // how many there are at most
	Values int // how many there are at most for one key
	Key    int // the longest key; the shortest has one character
	Value  int // the longest value; it may be empty
}

// TagFilter validates a map of tag keys to lists of values.
func TagFilter(limits TagFilterLimits) validator.Map { return tagFilterValidator{limits} }

type tagFilterValidator struct{ limits TagFilterLimits }

func (v tagFilterValidator) Description(context.Context) string {
	return fmt.Sprintf("at most %d keys with at most %d different values each; keys of 1 to %d and values of 0 to %d letters and "+
		"digits of any script, hyphens (-), underscores (_) and at signs (@)", v.limits.Keys, v.limits.Values, v.limits.Key, v.limits.Value)
}

func (v tagFilterValidator) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v tagFilterValidator) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	tags := req.ConfigValue.Elements()
	if len(tags) > v.limits.Keys {
		resp.Diagnostics.AddAttributeError(req.Path, "Too many tag keys",
			fmt.Sprintf("%d keys are given; a filter has at most %d.", len(tags), v.limits.Keys))
	}
	for key, element := range tags {
		at := req.Path.AtMapKey(key)
		if problem := problemWith(key, 1, v.limits.Key); problem != "" {
			resp.Diagnostics.AddAttributeError(at, "Invalid tag key", fmt.Sprintf("The tag key %q %s.", key, problem))
		}
		values, ok := element.(types.List)
		switch {
		case element.IsUnknown():
		case !ok || values.IsNull():
			resp.Diagnostics.AddAttributeError(at, "Invalid tag values",
				fmt.Sprintf("The tag %q has no list of values. Give it one, or [] for any value.", key))
		default:
			if problem := v.problemWithValues(values); problem != "" {
				resp.Diagnostics.AddAttributeError(at, "Invalid tag values", fmt.Sprintf("The tag %q %s.", key, problem))
			}
		}
	}
}

// problemWithValues says what is wrong with a list of values, "" if nothing is.
func (v tagFilterValidator) problemWithValues(values types.List) string {
	if n := len(values.Elements()); n > v.limits.Values {
		return fmt.Sprintf("has %d values; allowed are %d", n, v.limits.Values)
	}
	seen := map[string]bool{}
	for _, element := range values.Elements() {
		value, ok := element.(types.String)
		switch {
		case element.IsUnknown():
			continue
		case !ok || value.IsNull():
			return `has a value that is null; write "" for a tag without a value`
		case seen[value.ValueString()]:
			return fmt.Sprintf("has the value %q twice", value.ValueString())
		}
		seen[value.ValueString()] = true
		if problem := problemWith(value.ValueString(), 0, v.limits.Value); problem != "" {
			return fmt.Sprintf("has a value %q, which %s", value.ValueString(), problem)
		}
	}
	return ""
}
