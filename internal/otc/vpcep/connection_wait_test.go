package vpcep

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestDecideConnection(t *testing.T) {
	t.Parallel()
	const pending = StatusPendingAcceptance
	const read, decide = "list-connections", "change-connection"
	for name, test := range map[string]struct {
		fault  string
		delay  time.Duration // until an accepted endpoint is so
		from   string
		wanted string
		ops    []string      // nil where their number is a matter of time
		text   string        // of the error
		most   time.Duration // until the error, 1 s if 0
	}{
		"pending is accepted":    {from: pending, wanted: StatusAccepted, ops: []string{read, decide, read}},
		"pending is rejected":    {from: pending, wanted: StatusRejected, ops: []string{read, decide, read}},
		"rejected is accepted":   {from: StatusRejected, wanted: StatusAccepted, ops: []string{read, decide, read}},
		"accepted is rejected":   {from: StatusAccepted, wanted: StatusRejected, ops: []string{read, decide, read}},
		"accepted already":       {from: StatusAccepted, wanted: StatusAccepted, ops: []string{read}},
		"rejected already":       {from: StatusRejected, wanted: StatusRejected, ops: []string{read}},
		"accepted after a while": {from: pending, wanted: StatusAccepted, delay: 7 * time.Second},
		"busy at first":          {from: pending, wanted: StatusAccepted, fault: "change-connection EndPoint.2018 times=2"},
		"answer lost":            {from: pending, wanted: StatusAccepted, fault: "change-connection reset-after times=1"},
		"done, then refused": {
			from: pending, wanted: StatusAccepted, fault: "change-connection 400-after", ops: []string{read, decide, read},
		},
		"refused": {
			from: pending, wanted: StatusAccepted, fault: "change-connection EndPoint.2013", text: "EndPoint.2013",
		},
		"outages":                 {from: pending, wanted: StatusAccepted, fault: "list-connections 503 times=4"},
		"outages of the decision": {from: pending, wanted: StatusAccepted, fault: "change-connection 503 times=6"},
		"an outage for long": {
			from: pending, wanted: StatusAccepted, fault: "change-connection 503", text: "503", most: outageTimeout + 30*time.Second,
		},
		"busy for long": {from: pending, wanted: StatusAccepted, fault: "change-connection EndPoint.2018 times=50"},
		"busy for ever": {
			from: pending, wanted: StatusAccepted, fault: "change-connection EndPoint.2018", text: "EndPoint.2018", most: 10 * time.Minute,
		},
		"failed":        {from: StatusFailed, wanted: StatusAccepted, text: `is "failed"`},
		"being deleted": {from: StatusDeleting, wanted: StatusAccepted, text: "was deleted by its owner"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options := emulator.Options{Delays: emulator.Delays{Accept: test.delay}}
			onVirtualClock(t, options, []string{test.fault}, func(t *testing.T, ctx context.Context, cloud *emulated) {
				service := cloud.openService(true)
				endpoint := cloud.AddEndpoint(emulator.Endpoint{ServiceID: service, Status: test.from})
				started := time.Now()
				decision, err := cloud.owner.DecideConnection(ctx, service, endpoint, test.wanted)
				if test.text != "" {
					if err == nil || !strings.Contains(err.Error(), test.text) {
						t.Fatalf("got the error %v, want one with %q", err, test.text)
					}
					if took := time.Since(started); took > max(test.most, 10*time.Second) {
						t.Errorf("ended after %s", took)
					}
					return
				}
				if err != nil || decision.Connection.Status != test.wanted || decision.Sent && test.from == test.wanted {
					t.Fatalf("got %+v, %v", decision, err)
				}
				var ops []string
				for _, r := range cloud.Requests() {
					if r.Op != "create-token" {
						ops = append(ops, r.Op)
					}
				}
				if diff := cmp.Diff(test.ops, ops); test.ops != nil && diff != "" {
					t.Errorf("requests (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// An endpoint may be created at the same time as the decision on it.
func TestDecideConnectionComesLater(t *testing.T) {
	t.Parallel()
	onVirtualClock(t, emulator.Options{}, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
		service := cloud.openService(true)
		const id = "705290f3-0d00-41f2-aedc-71f09844e879"
		time.AfterFunc(30*time.Second, func() {
			cloud.AddEndpoint(emulator.Endpoint{ID: id, ServiceID: service, Status: StatusPendingAcceptance})
		})
		decision, err := cloud.owner.DecideConnection(ctx, service, id, StatusAccepted)
		if err != nil || decision.Connection.Status != StatusAccepted || *decision.Connection.MarkerID <= 1<<53 {
			t.Fatalf("got %+v, %v", decision, err)
		}
	})
}

func TestDecideConnectionGoes(t *testing.T) {
	t.Parallel()
	options := emulator.Options{Delays: emulator.Delays{Accept: time.Hour}}
	onVirtualClock(t, options, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
		service := cloud.openService(true)
		id := cloud.AddEndpoint(emulator.Endpoint{ServiceID: service, Status: StatusPendingAcceptance})
		time.AfterFunc(30*time.Second, func() { cloud.RemoveEndpoint(id) })
		_, err := cloud.owner.DecideConnection(ctx, service, id, StatusAccepted)
		var lost *ConnectionLostError
		if !errors.As(err, &lost) {
			t.Fatalf("got %v", err)
		}
		if _, err := cloud.owner.GetConnection(ctx, service, id); !errors.Is(err, ErrNoConnection) {
			t.Errorf("got %v", err)
		}
	})
}

func TestDecideConnectionNever(t *testing.T) {
	t.Parallel()
	onVirtualClock(t, emulator.Options{}, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
		short, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		decision, err := cloud.owner.DecideConnection(short, cloud.openService(true), testPort, StatusAccepted)
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "not listed") || decision.Sent {
			t.Errorf("got %+v, %v", decision, err)
		}
		if _, err := cloud.owner.DecideConnection(ctx, testVPC, testPort, StatusAccepted); !NotFound(err) {
			t.Errorf("a service that does not exist: %v", err)
		}
	})
}

// What was pending when it was listed may have changed when the decision is made.
func TestDecidePending(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		now    string // "" if the endpoint is gone
		sent   bool
		isDone bool
		text   string // of the error
	}{
		"pending":  {StatusPendingAcceptance, true, true, ""},
		"accepted": {StatusAccepted, false, true, ""},
		"rejected": {StatusRejected, false, false, "was rejected by somebody else in the meantime"},
		"deleting": {StatusDeleting, false, false, "was deleted by its owner"},
		"gone":     {"", false, false, "was deleted by its owner"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onVirtualClock(t, emulator.Options{}, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
				service := cloud.openService(true)
				listed := Connection{ID: testPort, Status: StatusPendingAcceptance}
				if test.now != "" {
					cloud.AddEndpoint(emulator.Endpoint{ID: listed.ID, ServiceID: service, Status: test.now})
				}
				decision, err := cloud.owner.DecidePending(ctx, service, listed, StatusAccepted)
				if decision.Sent != test.sent || (err == nil) != test.isDone || err != nil && !strings.Contains(err.Error(), test.text) {
					t.Errorf("got %+v, %v", decision, err)
				}
				var lost *ConnectionLostError
				var decided *DecidedError
				if err != nil && !errors.As(err, &lost) && !errors.As(err, &decided) {
					t.Errorf("the error is a %T", err)
				}
			})
		})
	}
}

func TestListConnections(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{})
	service := cloud.openService(true)
	const many = 1200
	var last string
	for range many {
		last = cloud.AddEndpoint(emulator.Endpoint{ServiceID: service, Status: StatusPendingAcceptance})
	}
	all, err := cloud.owner.ListConnections(t.Context(), service, ConnectionFilter{Status: StatusPendingAcceptance})
	if err != nil || len(all) != many {
		t.Fatalf("got %d, %v", len(all), err)
	}
	connection, err := cloud.owner.GetConnection(t.Context(), service, last)
	if err != nil || connection.ID != last {
		t.Fatalf("got %+v, %v", connection, err)
	}
	filter := ConnectionFilter{MarkerID: connection.MarkerID, SortKey: "updated_at", SortDir: "asc"}
	found, err := cloud.owner.ListConnections(t.Context(), service, filter)
	if err != nil || len(found) != 1 || found[0].ID != last {
		t.Fatalf("by marker id: %+v, %v", found, err)
	}
}
