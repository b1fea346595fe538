package framework

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Texts lists the texts of a set or a list; what is null or unknown is left out.
func Texts(elements []attr.Value) []string {
	texts := make([]string, 0, len(elements))
	for _, element := range elements {
		if text, ok := element.(types.String); ok && !text.IsNull() && !text.IsUnknown() {
			texts = append(texts, text.ValueString())
		}
	}
	return texts
}

// TextSet makes a set of texts.
func TextSet(texts []string) types.Set {
	return types.SetValueMust(types.StringType, textValues(slices.Compact(slices.Sorted(slices.Values(texts)))))
}

// TextList makes a list of texts.
func TextList(texts []string) types.List {
	return types.ListValueMust(types.StringType, textValues(texts))
}

func textValues(texts []string) []attr.Value {
	values := make([]attr.Value, len(texts))
	for i, text := range texts {
		values[i] = types.StringValue(text)
	}
	return values
}

// AnsweredTextSet gives the value for a set of texts that the API answered: absent keeps what was there, the same
// texts in another form stay as they were written, and none are null unless the configuration says [].
// form gives the one form of a text, such as strings.ToLower for ids.
func AnsweredTextSet(had types.Set, answer *[]string, form func(string) string) types.Set {
	switch {
	case answer == nil && had.IsUnknown():
		return types.SetNull(types.StringType)
	case answer == nil, !had.IsNull() && !had.IsUnknown() && maps.Equal(forms(Texts(had.Elements()), form), forms(*answer, form)):
		return had
	case len(*answer) == 0:
		return types.SetNull(types.StringType)
	default:
		return TextSet(*answer)
	}
}

// SameTexts reports whether two sets have the same texts, whatever the form of each. Null is like [].
func SameTexts(a, b types.Set, form func(string) string) bool {
	return maps.Equal(forms(Texts(a.Elements()), form), forms(Texts(b.Elements()), form))
}

func forms(texts []string, form func(string) string) map[string]struct{} {
	seen := make(map[string]struct{}, len(texts))
	for _, text := range texts {
		seen[form(text)] = struct{}{}
	}
	return seen
}
