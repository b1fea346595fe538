package vpcep

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// candidate is a service that may be the one that is looked for.
type candidate struct {
	id, name, short string
	status          string // "" where it does not matter
}

// String shows the candidate as in `"eu-de.db.4189…" (id 4189…, available)`.
func (c candidate) String() string {
	text := fmt.Sprintf("%q (id %s", c.name, c.id)
	if c.name == "" {
		text = "one without a name (id " + c.id
	}
	if c.status != "" {
		text += ", " + c.status
	}
	return text + ")"
}

// named tells whether the candidate has a name, which may be its short or its full one.
func (c candidate) named(name string, equal func(a, b string) bool) bool {
	return equal(name, c.name) || equal(vpcep.ServiceName(name).Short(c.id), c.short)
}

var fullName = regexp.MustCompile(`\.([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$`)

// idInName gives the id in the full name of a service, "" where the name is another.
func idInName(name string) string {
	if found := fullName.FindStringSubmatch(name); found != nil {
		return found[1]
	}
	return ""
}

// exactly keeps the items that have the name, of which the API's search finds only a part, in any case. An equal name
// wins over one that differs in case. Every item has the name "".
func exactly[T any](items []T, name string, candidateOf func(T) candidate) []T {
	if name == "" {
		return items
	}
	for _, equal := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		var found []T
		for _, item := range items {
			if candidateOf(item).named(name, equal) {
				found = append(found, item)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// onlyOne gives the one item that has the name, and says clearly what was found where that is none or several. asked
// is what else was asked for, as in `status = "available"`.
func onlyOne[T any](items []T, name string, asked []string, candidateOf func(T) candidate) (T, diag.Diagnostics) {
	const summary = "Unable to find VPC Endpoint Service"
	var none T
	if name != "" {
		asked = append([]string{fmt.Sprintf("service_name = %q", name)}, asked...)
	}
	what := strings.Join(asked, " and ")
	if what != "" {
		what = " with " + what
	}
	switch found := exactly(items, name, candidateOf); {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return none, diag.Diagnostics{diag.NewErrorDiagnostic(summary, fmt.Sprintf("There are %d services%s: %s.\n\nSay by its id which one is meant.",
			len(found), what, candidates(found, candidateOf)))}
	case len(items) > 0:
		return none, diag.Diagnostics{diag.NewErrorDiagnostic(summary, fmt.Sprintf("There is no service%s. The name has to be given in full; it is a part of the names of: %s.",
			what, candidates(items, candidateOf)))}
	default:
		return none, diag.Diagnostics{diag.NewErrorDiagnostic(summary, fmt.Sprintf("There is no service%s. Check the values, and that the provider is signed in to the right project and region.", what))}
	}
}

func candidates[T any](items []T, candidateOf func(T) candidate) string {
	const shown = 10
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = candidateOf(item).String()
	}
	slices.Sort(list)
	if more := len(list) - shown; more > 0 {
		list = append(list[:shown], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, ", ")
}
