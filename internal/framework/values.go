package framework

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The functions named …FromAPI return the value of an attribute after an answer. prior is the value in the plan or the
// state; a field that the answer omits leaves it as it is, or makes it null if it is unknown.

// StringFromAPI returns the value of a string. An empty string is null unless the configuration sets "".
func StringFromAPI(prior types.String, answer *string) types.String {
	switch {
	case answer == nil:
		return NullIfUnknown(prior)
	case *answer == "" && prior.ValueString() != "":
		return types.StringNull()
	case *answer == "":
		return NullIfUnknown(prior)
	default:
		return types.StringValue(*answer)
	}
}

// IDFromAPI is StringFromAPI for ids, which are case-insensitive: an id stays as the configuration writes it.
func IDFromAPI(prior types.String, answer *string) types.String {
	if answer != nil && strings.EqualFold(prior.ValueString(), *answer) {
		return NullIfUnknown(prior)
	}
	return StringFromAPI(prior, answer)
}

// BoolFromAPI returns the value of a boolean.
func BoolFromAPI(prior types.Bool, answer *bool) types.Bool {
	if answer != nil {
		return types.BoolValue(*answer)
	}
	if prior.IsUnknown() {
		return types.BoolNull()
	}
	return prior
}

// NullIfUnknown returns null for an unknown value: a state has none.
func NullIfUnknown(v types.String) types.String {
	if v.IsUnknown() {
		return types.StringNull()
	}
	return v
}

// StringPointerOrNil returns what a request contains: nil for a value that is null or unknown.
func StringPointerOrNil(v types.String) *string {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	return v.ValueStringPointer()
}
