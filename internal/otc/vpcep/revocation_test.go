package vpcep

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func entriesOf(entries ...string) func(context.Context) ([]string, error) {
	return func(context.Context) ([]string, error) { return entries, nil }
}

// connected adds endpoints of accounts to a service. It returns a function that reads their statuses.
func (e *emulated) connected(serviceID string, endpoints map[string]emulator.Endpoint) func(*testing.T) map[string]string {
	ids := map[string]string{}
	for name, endpoint := range endpoints {
		endpoint.ServiceID = serviceID
		ids[name] = e.AddEndpoint(endpoint)
	}
	return func(t *testing.T) map[string]string {
		t.Helper()
		statuses := map[string]string{}
		for name, id := range ids {
			endpoint, found := e.Endpoint(id)
			if !found {
				t.Errorf("the endpoint %s is gone", name)
			}
			statuses[name] = endpoint.Status
		}
		return statuses
	}
}

func TestRejectRevoked(t *testing.T) {
	t.Parallel()
	const a, b = "aAaa1", "bbbb2"
	before := func(owner string) map[string]emulator.Endpoint {
		return map[string]emulator.Endpoint{
			"a": {DomainID: a}, "a pending": {DomainID: a, Status: StatusPendingAcceptance}, "a failed": {DomainID: a, Status: StatusFailed},
			"b": {DomainID: b}, "owner": {DomainID: owner},
		}
	}
	all := []string{"a", "a pending", "b"}
	for name, test := range map[string]struct {
		revoked, permitted []string
		want               []string // the rejected ones
		ownerCalls         int
	}{
		"one account":                     {revoked: []string{AccountPrefix + a}, want: all[:2], ownerCalls: 1},
		"in another case":                 {revoked: []string{AccountPrefix + strings.ToUpper(a)}, want: all[:2], ownerCalls: 1},
		"permitted in another case":       {revoked: []string{AccountPrefix + a}, permitted: []string{AccountPrefix + strings.ToLower(a)}},
		"everyone else stays permitted":   {revoked: []string{AccountPrefix + a}, permitted: []string{Everyone}},
		"everyone":                        {revoked: []string{Everyone}, want: all, ownerCalls: 1},
		"everyone but one":                {revoked: []string{Everyone}, permitted: []string{AccountPrefix + b}, want: all[:2], ownerCalls: 1},
		"an account without a connection": {revoked: []string{AccountPrefix + "cccc3"}},
		"the prefix of an account":        {revoked: []string{AccountPrefix + a[:3]}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onVirtualClock(t, emulator.Options{}, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
				id := cloud.AddService(emulator.Service{})
				statuses := cloud.connected(id, before(cloud.Owner().DomainID))
				cloud.ResetRequests()
				rejected, err := cloud.owner.RejectRevoked(ctx, id, Revocation{Revoked: test.revoked, Permitted: entriesOf(test.permitted...)})
				if err != nil || len(rejected) != len(test.want) {
					t.Errorf("rejected %v, error %v", rejected, err)
				}
				want := map[string]string{
					"a": StatusAccepted, "a pending": StatusPendingAcceptance, "a failed": StatusFailed, "b": StatusAccepted, "owner": StatusAccepted,
				}
				for _, name := range test.want {
					want[name] = StatusRejected
				}
				if diff := cmp.Diff(want, statuses(t)); diff != "" {
					t.Errorf("statuses (-want +got):\n%s", diff)
				}
				// The list, and for each connection the decision and its confirmation.
				calls := []int{cloud.Count("list-connections"), cloud.Count("change-connection"), cloud.Count("list-services")}
				if n := len(test.want); !slices.Equal(calls, []int{1 + n, n, test.ownerCalls}) {
					t.Errorf("%v calls", calls)
				}
			})
		})
	}
}

// A connection that cannot be rejected does not keep the others, and the error names it.
func TestRejectRevokedInPart(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		faults   []string
		left     int
		rejected int
		code     string
	}{
		"one is forbidden":           {faults: []string{"change-connection EndPoint.0004 times=1"}, left: 1, rejected: 1, code: "EndPoint.0004"},
		"the list is forbidden":      {faults: []string{"list-connections EndPoint.0004"}, code: "EndPoint.0004"},
		"busy and outage":            {faults: []string{"change-connection 503 times=1", "change-connection EndPoint.2018 times=1"}, rejected: 2},
		"answer lost":                {faults: []string{"change-connection reset-after times=1"}, rejected: 2},
		"the service is gone":        {faults: []string{"list-connections EndPoint.0005"}},
		"one is refused":             {faults: []string{"change-connection EndPoint.2013 times=1"}, left: 1, rejected: 1, code: "EndPoint.2013"},
		"the owner cannot be listed": {faults: []string{"list-services EndPoint.0004"}, code: "EndPoint.0004"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onVirtualClock(t, emulator.Options{}, test.faults, func(t *testing.T, ctx context.Context, cloud *emulated) {
				id := cloud.AddService(emulator.Service{})
				cloud.connected(id, map[string]emulator.Endpoint{"1": {DomainID: "a"}, "2": {DomainID: "a"}})
				rejected, err := cloud.owner.RejectRevoked(ctx, id, Revocation{Revoked: []string{AccountPrefix + "a"}, Permitted: entriesOf()})
				var left *NotRejectedError
				if errors.As(err, &left); (test.code != "") != (left != nil) {
					t.Fatalf("error %v", err)
				}
				if len(rejected) != test.rejected {
					t.Errorf("%d rejected, want %d", len(rejected), test.rejected)
				}
				if left == nil {
					return
				}
				if !otc.HasCode(err, test.code) || len(left.Left) != test.left {
					t.Errorf("error %v", err)
				}
				for _, connection := range left.Left {
					if text := err.Error(); !strings.Contains(text, connection.ID) || !strings.Contains(text, "account a, status accepted") {
						t.Errorf("the error does not name the connection: %s", text)
					}
				}
			})
		})
	}
}

// An endpoint that is being created is rejected when it can be, and one that fails or disappears is not missed.
func TestRejectRevokedLater(t *testing.T) {
	t.Parallel()
	onVirtualClock(t, emulator.Options{}, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
		id := cloud.AddService(emulator.Service{})
		creating := cloud.AddEndpoint(emulator.Endpoint{ServiceID: id, DomainID: "a", Status: StatusCreating})
		failing := cloud.AddEndpoint(emulator.Endpoint{ServiceID: id, DomainID: "a", Status: StatusCreating})
		gone := cloud.AddEndpoint(emulator.Endpoint{ServiceID: id, DomainID: "a", Status: StatusCreating})
		timer := time.AfterFunc(20*time.Second, func() {
			cloud.RemoveEndpoint(gone)
			for endpoint, status := range map[string]string{creating: StatusAccepted, failing: StatusFailed} {
				if err := cloud.EditEndpoint(endpoint, func(e *emulator.Endpoint) { e.Status = status }); err != nil {
					t.Error(err)
				}
			}
		})
		defer timer.Stop()
		if _, err := cloud.owner.RejectRevoked(ctx, id, Revocation{Revoked: []string{Everyone}, Permitted: entriesOf()}); err != nil {
			t.Error(err)
		}
		if endpoint, _ := cloud.Endpoint(creating); endpoint.Status != StatusRejected {
			t.Errorf("the endpoint is %s", endpoint.Status)
		}
	})
}

// What the API does not say is never guessed.
func TestRejectRevokedUnknown(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options emulator.Options
		domain  string
		text    string
	}{
		"the owner":   {options: emulator.Options{OmitInLists: []string{"domain_id"}}, domain: "a", text: errUnknownOwner.Error()},
		"the account": {text: "of account unknown, status accepted: " + errUnknownAccount.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onVirtualClock(t, test.options, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
				id := cloud.AddService(emulator.Service{})
				endpoint := cloud.AddEndpoint(emulator.Endpoint{ServiceID: id})
				if err := cloud.EditEndpoint(endpoint, func(e *emulator.Endpoint) { e.DomainID = test.domain }); err != nil {
					t.Fatal(err)
				}
				_, err := cloud.owner.RejectRevoked(ctx, id, Revocation{Revoked: []string{AccountPrefix + "a"}, Permitted: entriesOf()})
				if err == nil || !strings.Contains(err.Error(), test.text) || !strings.Contains(err.Error(), "iam:domain::a is revoked") {
					t.Errorf("error %v, want %q", err, test.text)
				}
				if n := cloud.Count("change-connection"); n > 0 {
					t.Errorf("%d decisions", n)
				}
			})
		})
	}
}

// The end of ctx ends the decisions; the connections that are left are named.
func TestRejectRevokedInterrupted(t *testing.T) {
	t.Parallel()
	onVirtualClock(t, emulator.Options{}, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
		id := cloud.AddService(emulator.Service{})
		for range 3 {
			cloud.AddEndpoint(emulator.Endpoint{ServiceID: id})
		}
		ctx, cancel := context.WithTimeout(ctx, answerTime*3/2)
		defer cancel()
		_, err := cloud.owner.RejectRevoked(ctx, id, Revocation{Revoked: []string{Everyone}, Permitted: entriesOf()})
		var left *NotRejectedError
		if !errors.As(err, &left) || !errors.Is(err, context.DeadlineExceeded) || len(left.Left)+left.Rejected != 3 || len(left.Left) == 0 {
			t.Errorf("error %v", err)
		}
		if n := cloud.Count("change-connection"); n == 3 {
			t.Error("decisions go on after the end of ctx")
		}
	})
}
