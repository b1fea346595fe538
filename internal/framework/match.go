package framework

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Candidate is an item that a singular data source may stand for.
type Candidate interface {
	// HasName reports whether a name that the configuration sets is one of the item's.
	HasName(name string, equal func(a, b string) bool) bool
	// String describes the item in error messages.
	String() string
}

// Lookup describes a singular data source to MatchOne, for its messages.
type Lookup struct {
	Kind     string // such as "VPC Endpoint Service"
	Plural   string // such as "services"
	Argument string // the argument with the name, such as "service_name"
}

// EqualStrings compares names exactly.
func EqualStrings(a, b string) bool { return a == b }

// FilterByName returns the items that have a name. The search of an API is often not enough: it matches parts of names and
// ignores case. Items that match in case win over those that do not. An empty name matches every item.
func FilterByName[T any](items []T, name string, candidate func(T) Candidate) []T {
	if name == "" {
		return items
	}
	for _, equal := range []func(a, b string) bool{EqualStrings, strings.EqualFold} {
		var found []T
		for _, item := range items {
			if candidate(item).HasName(name, equal) {
				found = append(found, item)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// MatchOne returns the only item with the name. If there are none or several, the error lists what was found.
// conditions are the other filters, as in `status = "available"`, for the error only.
func MatchOne[T any](l Lookup, items []T, name string, conditions []string, candidate func(T) Candidate) (T, diag.Diagnostics) {
	fail := func(format string, args ...any) (none T, _ diag.Diagnostics) {
		return none, diag.Diagnostics{diag.NewErrorDiagnostic("Unable to find "+l.Kind, fmt.Sprintf(format, args...))}
	}
	if name != "" {
		conditions = append([]string{fmt.Sprintf("%s = %q", l.Argument, name)}, conditions...)
	}
	with := strings.Join(conditions, " and ")
	if with != "" {
		with = " with " + with
	}
	singular := strings.TrimSuffix(l.Plural, "s")
	switch found := FilterByName(items, name, candidate); {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return fail("There are %d %s%s: %s.\n\nSet id to choose one of them.", len(found), l.Plural, with, formatCandidates(found, candidate))
	case len(items) > 0:
		return fail("There is no %s%s. %s must be the whole name. These %s contain it in their names: %s.",
			singular, with, l.Argument, l.Plural, formatCandidates(items, candidate))
	default:
		return fail("There is no %s%s. Check the values, and that the provider is signed in to the right project and region.", singular, with)
	}
}

func formatCandidates[T any](items []T, candidate func(T) Candidate) string {
	const limit = 10
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = candidate(item).String()
	}
	slices.Sort(list)
	if more := len(list) - limit; more > 0 {
		list = append(list[:limit], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, ", ")
}
