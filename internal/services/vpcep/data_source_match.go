package vpcep

import (
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// serviceSummary is what a search compares and an error message shows of a service.
type serviceSummary struct {
	id, name, short string
	status          string // "" if the status is irrelevant
}

// String implements framework.Candidate, as in `"eu-de.db.4189…" (id 4189…, available)`.
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

// HasName implements framework.Candidate: name is the short or the full name of the service.
func (s serviceSummary) HasName(name string, equal func(a, b string) bool) bool {
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

// serviceLookup is what the data sources of a single service look for.
var serviceLookup = framework.Lookup{Kind: "VPC Endpoint Service", Plural: "services", Argument: "service_name"}

// filterByName returns the items whose short or full name is name.
func filterByName[T any](items []T, name string, summarize func(T) serviceSummary) []T {
	return framework.FilterByName(items, name, func(item T) framework.Candidate { return summarize(item) })
}

// matchOne returns the only item with the name.
func matchOne[T any](items []T, name string, conditions []string, summarize func(T) serviceSummary) (T, diag.Diagnostics) {
	return framework.MatchOne(serviceLookup, items, name, conditions, func(item T) framework.Candidate { return summarize(item) })
}
