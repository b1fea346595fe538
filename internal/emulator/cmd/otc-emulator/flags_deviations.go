package main

import (
	"flag"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// deviationFlags adds the flags for deviations from the documented behaviour.
func deviationFlags(flags *flag.FlagSet, o *emulator.Options) {
	flags.DurationVar(&o.Hidden.Details, "hidden-details", 0, "how long new services and endpoints are not found by ID")
	flags.DurationVar(&o.Hidden.Lists, "hidden-lists", 0, "how long lists omit new services and endpoints")
	flags.DurationVar(&o.Lag.Details, "lag-details", 0, "age of the state returned for a single service or endpoint")
	flags.DurationVar(&o.Lag.Lists, "lag-lists", 0, "age of the state returned in lists of services and endpoints")
	flags.DurationVar(&o.CreatedAtOffset, "created-at-offset", 0, "offset added to created_at; can be negative")
	flags.BoolVar(&o.PendingBlocksDelete, "pending-blocks-delete", false,
		"services with endpoints in pendingAcceptance cannot be deleted")
	flags.BoolVar(&o.OwnerListed, "owner-listed", false, "lists of permissions include the owner of the service")
	for name, omitted := range map[string]struct {
		fields *[]string
		usage  string
	}{
		"omit":          {&o.Omit, "comma-separated `fields` that responses omit for services"},
		"omit-in-lists": {&o.OmitInLists, "comma-separated `fields` that list items omit"},
		"omit-endpoint": {&o.OmitEndpoint, "comma-separated `fields` that responses omit for endpoints"},
	} {
		flags.Func(name, omitted.usage, func(v string) error {
			*omitted.fields = strings.Split(v, ",")
			return nil
		})
	}
}
