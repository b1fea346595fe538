package vpcep

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// serviceSummary is what a search compares and an error message shows of a service.
type serviceSummary struct {
	id, name, short string
	status          string // "" if the status is irrelevant
}

// String formats the summary as in `"eu-de.db.4189…" (id 4189…, available)`.
func (s serviceSummary) String() string {
	text := fmt.Sprintf("%q (id %s", s.name, s.id)
	if s.name == "" {
		text = "one without a name (id " + s.id
	}
	if s.status != "" {
		text += ", " + s.status
	}
	return text + ")"
}

// hasName reports whether name is the short or the full name of the service.
func (s serviceSummary) hasName(name string, equal func(a, b string) bool) bool {
	return equal(name, s.name) || equal(vpcep.ServiceName(name).Short(s.id), s.short)
}

var fullName = regexp.MustCompile(`\.([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$`)

// idInName returns the id at the end of a full name, or "" if name is not a full name.
func idInName(name string) string {
	if found := fullName.FindStringSubmatch(name); found != nil {
		return found[1]
	}
	return ""
}

func equalStrings(a, b string) bool { return a == b }

// filterByName returns the items whose short or full name is name. The API's search is not enough: it matches parts of
// names and ignores case. Items that match in case win over those that do not. An empty name matches every item.
func filterByName[T any](items []T, name string, summarize func(T) serviceSummary) []T {
	if name == "" {
		return items
	}
	for _, equal := range []func(a, b string) bool{equalStrings, strings.EqualFold} {
		var found []T
		for _, item := range items {
			if summarize(item).hasName(name, equal) {
				found = append(found, item)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// matchOne returns the only item with the name. If there are none or several, the error lists what was found.
// conditions are the other filters, as in `status = "available"`, for the error only.
func matchOne[T any](items []T, name string, conditions []string, summarize func(T) serviceSummary) (T, diag.Diagnostics) {
	const summary = "Unable to find VPC Endpoint Service"
	fail := func(format string, args ...any) (none T, _ diag.Diagnostics) {
		return none, diag.Diagnostics{diag.NewErrorDiagnostic(summary, fmt.Sprintf(format, args...))}
	}
	if name != "" {
		conditions = append([]string{fmt.Sprintf("service_name = %q", name)}, conditions...)
	}
	with := strings.Join(conditions, " and ")
	if with != "" {
		with = " with " + with
	}
	switch found := filterByName(items, name, summarize); {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return fail("There are %d services%s: %s.\n\nSet id to choose one of them.", len(found), with, formatServices(found, summarize))
	case len(items) > 0:
		return fail("There is no service%s. service_name must be the whole name. These services contain it in their names: %s.",
			with, formatServices(items, summarize))
	default:
		return fail("There is no service%s. Check the values, and that the provider is signed in to the right project and region.", with)
	}
}

func formatServices[T any](items []T, summarize func(T) serviceSummary) string {
	const limit = 10
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = summarize(item).String()
	}
	slices.Sort(list)
	if more := len(list) - limit; more > 0 {
		list = append(list[:limit], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, ", ")
}
