package vpcep

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// accounts returns the permissions of n accounts, starting with the number first.
func accounts(first, n int) []string {
	entries := make([]string, n)
	for i := range entries {
		entries[i] = fmt.Sprintf("%s%032x", AccountPrefix, first+i)
	}
	return entries
}

// permitted adds a service with permissions.
func (e *emulated) permitted(t *testing.T, entries []string) (id string) {
	t.Helper()
	id = e.AddService(emulator.Service{})
	if err := e.SetPermissions(id, entries...); err != nil {
		t.Fatal(err)
	}
	return id
}

// permissions returns the permissions of the service, sorted.
func (e *emulated) permissions(t *testing.T, id string) []string {
	t.Helper()
	service, found := e.Service(id)
	if !found {
		t.Fatalf("no service %s", id)
	}
	entries := []string{}
	for _, p := range service.Permissions {
		entries = append(entries, p.Permission)
	}
	slices.Sort(entries)
	return entries
}

// sent returns the changes of permissions that were requested, as in "add 50".
func (e *emulated) sent(t *testing.T) []string {
	t.Helper()
	var calls []string
	for _, r := range e.Requests() {
		if r.Op != "change-permissions" {
			continue
		}
		var body permissionsRequest
		if err := json.Unmarshal([]byte(r.Body), &body); err != nil {
			t.Fatal(err)
		}
		calls = append(calls, fmt.Sprintf("%s %d", body.Action, len(body.Permissions)))
	}
	return calls
}

func TestListPermissions(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ entries, requests int }{{0, 1}, {15, 1}, {500, 1}, {600, 2}, {1000, 2}, {1001, 3}} {
		t.Run(fmt.Sprint(test.entries), func(t *testing.T) {
			t.Parallel()
			cloud := emulate(t, emulator.Options{})
			id := cloud.permitted(t, accounts(0, test.entries))
			permissions, err := cloud.owner.ListPermissions(t.Context(), id, PermissionFilter{})
			if err != nil || len(permissions) != test.entries {
				t.Errorf("got %d permissions, %v; want %d", len(permissions), err, test.entries)
			}
			if n := cloud.Count("list-permissions"); n != test.requests {
				t.Errorf("%d requests, want %d", n, test.requests)
			}
		})
	}
}

func TestChangePermissions(t *testing.T) {
	t.Parallel()
	a, b, c := accounts(1, 1), accounts(2, 1), accounts(3, 1)
	all := []string{Everyone}
	for name, test := range map[string]struct {
		has, wanted []string
		options     emulator.Options
		sent        []string
	}{
		"nothing":                     {},
		"no difference":               {has: slices.Concat(a, b), wanted: slices.Concat(b, a)},
		"add":                         {has: a, wanted: slices.Concat(a, b), sent: []string{"add 1"}},
		"remove":                      {has: slices.Concat(a, b), wanted: b, sent: []string{"remove 1"}},
		"revoke all":                  {has: slices.Concat(a, b, c), sent: []string{"remove 3"}},
		"named instead of everyone":   {has: all, wanted: slices.Concat(a, b), sent: []string{"add 2", "remove 1"}},
		"given twice":                 {wanted: slices.Concat(a, a), sent: []string{"add 1"}},
		"600":                         {wanted: accounts(0, 600), sent: slices.Repeat([]string{"add 50"}, 12)},
		"120 others":                  {has: accounts(0, 120), wanted: accounts(200, 51), sent: []string{"add 50", "add 1", "remove 50", "remove 50", "remove 20"}},
		"small batches":               {wanted: accounts(0, 20), options: emulator.Options{PermissionBatch: 7}, sent: []string{"add 20", "add 10", "add 5", "add 5", "add 5", "add 5"}},
		"small batches, then removed": {has: accounts(0, 8), wanted: accounts(20, 8), options: emulator.Options{PermissionBatch: 4}, sent: []string{"add 8", "add 4", "add 4", "remove 4", "remove 4"}},
		"room is made":                {has: accounts(0, 4), wanted: accounts(2, 4), options: emulator.Options{PermissionQuota: 4}, sent: []string{"add 2", "remove 2", "add 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := emulate(t, test.options)
			id := cloud.permitted(t, test.has)
			now, err := cloud.owner.ChangePermissions(t.Context(), id, test.has, test.wanted)
			if err != nil {
				t.Fatal(err)
			}
			wanted := append([]string{}, test.wanted...)
			slices.Sort(wanted)
			wanted = slices.Compact(wanted)
			slices.Sort(now)
			if diff := cmp.Diff(wanted, append([]string{}, now...)); diff != "" {
				t.Errorf("returned (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(wanted, cloud.permissions(t, id)); diff != "" {
				t.Errorf("in the cloud (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.sent, cloud.sent(t)); diff != "" {
				t.Errorf("sent (-want +got):\n%s", diff)
			}
		})
	}
}

// After a failure, the result and the error describe the actual permissions.
func TestChangePermissionsFails(t *testing.T) {
	t.Parallel()
	bad := []string{AccountPrefix + "not-valid"}
	for name, test := range map[string]struct {
		fault       string
		options     emulator.Options
		has, wanted []string
		left        []string
		says        []string
	}{
		"third batch": {
			fault: "change-permissions EndPoint.0004 skip=2", wanted: accounts(0, 120), left: accounts(0, 100),
			says: []string{"100 of 120 permissions were added", "EndPoint.0004"},
		},
		"removing": {
			fault: "change-permissions EndPoint.0004 skip=1", has: accounts(0, 1), wanted: accounts(1, 1), left: accounts(0, 2),
			says: []string{"1 of 1 permissions were added", "0 of 1 permissions were removed (not removed: " + accounts(0, 1)[0] + ")"},
		},
		"refused entries revoke all the same": {
			has: accounts(0, 2), wanted: slices.Concat(accounts(1, 1), bad), left: accounts(1, 1),
			says: []string{"0 of 1 permissions were added (not added: " + bad[0] + ")", "1 of 1 permissions were removed", "EndPoint.3002"},
		},
		"no room": {
			options: emulator.Options{PermissionQuota: 3}, has: accounts(0, 3), wanted: accounts(0, 5), left: accounts(0, 3),
			says: []string{"0 of 2 permissions were added", "EndPoint.3049"},
		},
		"no room even after removing": {
			options: emulator.Options{PermissionQuota: 3}, has: accounts(0, 3), wanted: accounts(1, 6), left: accounts(1, 2),
			says: []string{"0 of 4 permissions were added", "1 of 1 permissions were removed", "EndPoint.3049"},
		},
		"many are left": {
			fault: "change-permissions EndPoint.0004", wanted: accounts(0, 9), left: []string{},
			says: []string{"and 4 more"},
		},
		"the smallest batch is too large": {
			fault: "change-permissions EndPoint.0016", wanted: accounts(0, 2), left: []string{},
			says: []string{"EndPoint.0016"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var faults []string
			if test.fault != "" {
				faults = append(faults, test.fault)
			}
			cloud := emulate(t, test.options, faults...)
			id := cloud.permitted(t, test.has)
			now, err := cloud.owner.ChangePermissions(t.Context(), id, test.has, test.wanted)
			var failed *PermissionsError
			if !errors.As(err, &failed) {
				t.Fatalf("got the error %v, want a PermissionsError", err)
			}
			for _, want := range test.says {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in %q", want, err)
				}
			}
			slices.Sort(now)
			if diff := cmp.Diff(test.left, append([]string{}, now...)); diff != "" {
				t.Errorf("returned (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.left, cloud.permissions(t, id)); diff != "" {
				t.Errorf("in the cloud (-want +got):\n%s", diff)
			}
		})
	}
}

// The API's filter matches parts of entries; only the entry itself counts.
func TestFindPermission(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{})
	id := cloud.permitted(t, []string{AccountPrefix + "abc", AccountPrefix + "ab", AccountPrefix + "xab", Everyone})
	for entry, want := range map[string]bool{
		AccountPrefix + "ab": true, AccountPrefix + "a": false, AccountPrefix + "xab": true, Everyone: true, AccountPrefix: false,
	} {
		found, err := cloud.owner.FindPermission(t.Context(), id, entry)
		if err != nil || (found != nil) != want || found != nil && found.Permission != entry {
			t.Errorf("%s: got %+v, %v; want it found: %t", entry, found, err, want)
		}
	}
	if _, err := cloud.owner.FindPermission(t.Context(), testVPC, Everyone); !NotFound(err) {
		t.Errorf("of no service: got %v", err)
	}
	if _, err := cloud.consumer.FindPermission(t.Context(), id, Everyone); err == nil {
		t.Error("another account may look")
	}
}

// ChangePermissions is changePermissions with the error that SetPermissions returns.
func (c *Client) ChangePermissions(ctx context.Context, serviceID string, current, desired []string) (now []string, err error) {
	now, err = c.changePermissions(ctx, serviceID, current, desired)
	return now, permissionsError(current, now, desired, err)
}
