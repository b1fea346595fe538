package framework

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The plan modifiers below plan no change where configuration and state write the same value in different forms. They
// come before modifiers such as RequiresReplace, which leave an unchanged value alone.

// UseStateForEquivalent keeps the value in the state while it means the same as the planned one.
func UseStateForEquivalent(same func(a, b string) bool) planmodifier.String {
	return useStateForEquivalent{same: same}
}

// UseStateForSameID is UseStateForEquivalent for ids, which the cloud compares without regard to case.
func UseStateForSameID() planmodifier.String { return UseStateForEquivalent(strings.EqualFold) }

// UseStateForEquivalentSet keeps the set, a list for the framework, in the state while it has the same elements as the planned
// one. form returns the one form that all ways to write an element have in common, such as strings.ToLower for ids.
//
// It is only for attributes whose unknown elements replace the resource: an update that was planned with some elements
// unknown promises the others as they are configured, and must not give them the form in the state once all are known.
func UseStateForEquivalentSet(form func(string) string) planmodifier.List {
	return useStateForEquivalentSet{form: form}
}

const equivalentRule = "The same value in another form is no change."

type useStateForEquivalent struct{ same func(a, b string) bool }

func (useStateForEquivalent) Description(context.Context) string { return equivalentRule }

func (useStateForEquivalent) MarkdownDescription(context.Context) string { return equivalentRule }

func (m useStateForEquivalent) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if isKnown(req.PlanValue) && isKnown(req.StateValue) && m.same(req.PlanValue.ValueString(), req.StateValue.ValueString()) {
		resp.PlanValue = req.StateValue
	}
}

type useStateForEquivalentSet struct{ form func(string) string }

func (useStateForEquivalentSet) Description(context.Context) string { return equivalentRule }

func (useStateForEquivalentSet) MarkdownDescription(context.Context) string { return equivalentRule }

func (m useStateForEquivalentSet) PlanModifyList(_ context.Context, req planmodifier.ListRequest, resp *planmodifier.ListResponse) {
	if isWhollyKnown(req.PlanValue) && isWhollyKnown(req.StateValue) && SameStrings(req.PlanValue, req.StateValue, m.form) {
		resp.PlanValue = req.StateValue
	}
}

func isKnown(v types.String) bool { return !v.IsNull() && !v.IsUnknown() }

// isWhollyKnown reports whether a set and all of its elements are neither null nor unknown.
func isWhollyKnown(set types.List) bool {
	return !set.IsNull() && !set.IsUnknown() && len(Strings(set.Elements())) == len(set.Elements())
}
