package vpcep

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// comparison compares a request with an object of the API, field by field. It is incomplete if the object omits a field.
type comparison struct{ different, incomplete bool }

func (c comparison) result() recovery.Comparison {
	switch {
	case c.different:
		return recovery.Different
	case c.incomplete:
		return recovery.Incomplete
	default:
		return recovery.Equal
	}
}

// field records whether the object has the field, and whether its value equals that of the request.
func (c *comparison) field(present, equal bool) {
	c.incomplete = c.incomplete || !present
	c.different = c.different || present && !equal
}

// id compares ids and enumerations, which are case-insensitive.
func (c *comparison) id(sent string, got *string) {
	c.field(got != nil, strings.EqualFold(sent, value(got)))
}

// text compares strings, of which the cloud may trim the ends. Absent and empty are equal.
func (c *comparison) text(sent, got *string) {
	c.field(got != nil, strings.TrimSpace(value(sent)) == strings.TrimSpace(value(got)))
}

// flag compares booleans. Absent and false are equal.
func (c *comparison) flag(sent, got *bool) {
	c.field(got != nil, value(sent) == value(got))
}

// chosen compares an id that the cloud chooses if the request omits it.
func (c *comparison) chosen(sent, got *string) {
	if value(sent) != "" {
		c.id(*sent, got)
	}
}

// tags compares tags in any order. Absent and empty are equal.
func (c *comparison) tags(sent []Tag, got *[]Tag) {
	c.field(got != nil, maps.Equal(tagMap(sent), tagMap(value(got))))
}

func tagMap(tags []Tag) map[string]string {
	values := make(map[string]string, len(tags))
	for _, t := range tags {
		values[t.Key] = t.Value
	}
	return values
}

// set compares strings in any order and case. Absent and empty are equal.
func (c *comparison) set(sent []string, got *[]string) {
	c.field(got != nil, slices.Equal(folded(sent), folded(value(got))))
}

// networks compares IPv4 addresses and networks in any order. An address is a network with the prefix length 32.
func (c *comparison) networks(sent []string, got *[]string) {
	if got != nil {
		short := shortNetworks(*got)
		got = &short
	}
	c.set(shortNetworks(sent), got)
}

func shortNetworks(networks []string) []string {
	short := make([]string, len(networks))
	for i, network := range networks {
		short[i] = strings.TrimSuffix(network, "/32")
	}
	return short
}

func folded(values []string) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = strings.ToLower(v)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// statements compares the statements of a policy in any order.
func (c *comparison) statements(sent []PolicyStatement, got *[]PolicyStatement) {
	c.field(got != nil, SameStatements(sent, value(got)))
}

// SameStatements reports whether two policies have the same statements, in any order.
func SameStatements(a, b []PolicyStatement) bool {
	return slices.Equal(normalStatements(a), normalStatements(b))
}

func normalStatements(statements []PolicyStatement) []string {
	list := make([]string, len(statements))
	for i, s := range statements {
		s.Action, s.Resource = slices.Sorted(slices.Values(s.Action)), slices.Sorted(slices.Values(s.Resource))
		encoded, _ := json.Marshal(s) //nolint:errchkjson // strings only
		list[i] = string(encoded)
	}
	slices.Sort(list)
	return list
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

func sameFold(a string, b *string) bool { return b != nil && strings.EqualFold(a, *b) }
