package framework

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Answered gives the value for an attribute that the API answered: absent keeps what was there, and
// an empty text is null unless the configuration says "".
func Answered(had types.String, answer *string) types.String {
	switch {
	case answer == nil:
		return Known(had)
	case *answer == "" && had.ValueString() != "":
		return types.StringNull()
	case *answer == "":
		return Known(had)
	default:
		return types.StringValue(*answer)
	}
}

// AnsweredID is Answered for ids, which compare without case: an id stays as it was written.
func AnsweredID(had types.String, answer *string) types.String {
	if answer != nil && strings.EqualFold(had.ValueString(), *answer) {
		return Known(had)
	}
	return Answered(had, answer)
}

// AnsweredBool gives the value for an attribute that the API answered; absent keeps what was there.
func AnsweredBool(had types.Bool, answer *bool) types.Bool {
	if answer != nil {
		return types.BoolValue(*answer)
	}
	if had.IsUnknown() {
		return types.BoolNull()
	}
	return had
}

// Known is the value, or null where it is unknown: a state has no unknown values.
func Known(v types.String) types.String {
	if v.IsUnknown() {
		return types.StringNull()
	}
	return v
}

// Sent is the value to put in a request: nil where it is null or unknown.
func Sent(v types.String) *string {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	return v.ValueStringPointer()
}
