package framework

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Strings returns the elements of a set or a list of strings, without those that are null or unknown.
func Strings(elements []attr.Value) []string {
	values := make([]string, 0, len(elements))
	for _, element := range elements {
		if value, ok := element.(types.String); ok && !value.IsNull() && !value.IsUnknown() {
			values = append(values, value.ValueString())
		}
	}
	return values
}

// StringSet returns a set of strings.
func StringSet(values []string) types.Set {
	return types.SetValueMust(types.StringType, stringValues(slices.Compact(slices.Sorted(slices.Values(values)))))
}

// SortedList returns a set of strings as the list that it is for the framework: sorted and without duplicates.
func SortedList(values []string) types.List {
	return StringList(slices.Compact(slices.Sorted(slices.Values(values))))
}

// StringList returns a list of strings.
func StringList(values []string) types.List {
	return types.ListValueMust(types.StringType, stringValues(values))
}

// StringMap returns a map of strings.
func StringMap(values map[string]string) types.Map {
	elements := make(map[string]attr.Value, len(values))
	for key, value := range values {
		elements[key] = types.StringValue(value)
	}
	return types.MapValueMust(types.StringType, elements)
}

func stringValues(values []string) []attr.Value {
	elements := make([]attr.Value, len(values))
	for i, value := range values {
		elements[i] = types.StringValue(value)
	}
	return elements
}

// SetFromAPI returns the value of a set of strings, which is a list for the framework. Equal strings in another form stay as the
// configuration writes them, and an empty set is null unless the configuration sets []. form returns the normal form of a string, such as
// strings.ToLower for ids.
func SetFromAPI(prior types.List, answer *[]string, form func(string) string) types.List {
	switch {
	case answer == nil && prior.IsUnknown():
		return types.ListNull(types.StringType)
	case answer == nil, !prior.IsNull() && !prior.IsUnknown() && maps.Equal(forms(Strings(prior.Elements()), form), forms(*answer, form)):
		return prior
	case len(*answer) == 0:
		return types.ListNull(types.StringType)
	default:
		return SortedList(*answer)
	}
}

// SameStrings reports whether two sets have the same strings, in any form. Null equals [].
func SameStrings(a, b types.List, form func(string) string) bool {
	return maps.Equal(forms(Strings(a.Elements()), form), forms(Strings(b.Elements()), form))
}

func forms(values []string, form func(string) string) map[string]struct{} {
	seen := make(map[string]struct{}, len(values))
	for _, value := range values {
		seen[form(value)] = struct{}{}
	}
	return seen
}
