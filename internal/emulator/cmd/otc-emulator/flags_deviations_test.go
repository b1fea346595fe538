package main

import (
	"reflect"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestDeviationFlags(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		arg  string
		want func(*emulator.Options)
	}{
		{"-hidden-details=1s", func(o *emulator.Options) { o.Hidden.Details = time.Second }},
		{"-hidden-lists=2s", func(o *emulator.Options) { o.Hidden.Lists = 2 * time.Second }},
		{"-lag-details=3s", func(o *emulator.Options) { o.Lag.Details = 3 * time.Second }},
		{"-lag-lists=4s", func(o *emulator.Options) { o.Lag.Lists = 4 * time.Second }},
		{"-created-at-offset=-5m", func(o *emulator.Options) { o.CreatedAtOffset = -5 * time.Minute }},
		{"-pending-blocks-delete", func(o *emulator.Options) { o.PendingBlocksDelete = true }},
		{"-owner-listed", func(o *emulator.Options) { o.OwnerListed = true }},
		{"-omit=cidr_type", func(o *emulator.Options) { o.Omit = []string{"cidr_type"} }},
		{"-omit-in-lists=tags,ports", func(o *emulator.Options) { o.OmitInLists = []string{"tags", "ports"} }},
		{"-omit-endpoint=ip", func(o *emulator.Options) { o.OmitEndpoint = []string{"ip"} }},
	} {
		t.Run(test.arg, func(t *testing.T) {
			t.Parallel()
			unset, err := parseFlags(nil)
			if err != nil {
				t.Fatal(err)
			}
			want := unset.options
			test.want(&want)
			got, err := parseFlags([]string{test.arg})
			if err != nil || !reflect.DeepEqual(got.options, want) {
				t.Errorf("got %+v, %v, want %+v", got.options, err, want)
			}
		})
	}
}
