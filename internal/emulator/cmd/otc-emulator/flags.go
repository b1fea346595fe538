package main

import (
	"flag"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// deviationFlags adds the flags for what the clouds do differently from their documentation.
func deviationFlags(flags *flag.FlagSet, o *emulator.Options) {
	flags.DurationVar(&o.Hidden.Details, "hidden-details", 0, "how long a new service or endpoint is not found by its id")
	flags.DurationVar(&o.Hidden.Lists, "hidden-lists", 0, "how long a new service or endpoint is not in lists")
	flags.DurationVar(&o.Lag.Details, "lag-details", 0, "how old the state is that is shown of one service or endpoint")
	flags.DurationVar(&o.Lag.Lists, "lag-lists", 0, "how old the state is that lists show of services and endpoints")
	flags.DurationVar(&o.CreatedAtOffset, "created-at-offset", 0, "how far created_at is ahead of the clock; may be negative")
	flags.BoolVar(&o.PendingBlocksDelete, "pending-blocks-delete", false,
		"endpoints that wait for acceptance keep their service from being deleted")
	flags.BoolVar(&o.OwnerListed, "owner-listed", false, "the list of permissions has the owner of the service")
	for name, omitted := range map[string]struct {
		fields *[]string
		usage  string
	}{
		"omit":          {&o.Omit, "`fields` that answers about a service leave out, separated by commas"},
		"omit-in-lists": {&o.OmitInLists, "`fields` that the items of lists leave out, separated by commas"},
		"omit-endpoint": {&o.OmitEndpoint, "`fields` that answers about an endpoint leave out, separated by commas"},
	} {
		flags.Func(name, omitted.usage, func(v string) error {
			*omitted.fields = strings.Split(v, ",")
			return nil
		})
	}
}
