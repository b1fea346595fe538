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
	const look, decide = "list-connections", "change-connection"
	for name, test := range map[string]struct {
		fault  string
		delay  time.Duration // until an accepted endpoint is so
		from   string
		wanted string
		ops    []string // nil where their number is a matter of time
		text   string   // of the error
	}{
		"pending is accepted":    {from: StatusPendingAcceptance, wanted: StatusAccepted, ops: []string{look, decide, look}},
		"pending is rejected":    {from: StatusPendingAcceptance, wanted: StatusRejected, ops: []string{look, decide, look}},
		"rejected is accepted":   {from: StatusRejected, wanted: StatusAccepted, ops: []string{look, decide, look}},
		"accepted is rejected":   {from: StatusAccepted, wanted: StatusRejected, ops: []string{look, decide, look}},
		"accepted already":       {from: StatusAccepted, wanted: StatusAccepted, ops: []string{look}},
		"rejected already":       {from: StatusRejected, wanted: StatusRejected, ops: []string{look}},
		"accepted after a while": {from: StatusPendingAcceptance, wanted: StatusAccepted, delay: soon},
		"busy at first":          {from: StatusPendingAcceptance, wanted: StatusAccepted, fault: "change-connection EndPoint.2018 times=2"},
		"answer lost":            {from: StatusPendingAcceptance, wanted: StatusAccepted, fault: "change-connection reset-after times=1"},
		"done, then refused":     {from: StatusPendingAcceptance, wanted: StatusAccepted, fault: "change-connection 400-after times=1", ops: []string{look, decide, look}},
		"refused":                {from: StatusPendingAcceptance, wanted: StatusAccepted, fault: "change-connection EndPoint.2013", text: "EndPoint.2013"},
		"outages":                {from: StatusPendingAcceptance, wanted: StatusAccepted, fault: "list-connections 503 times=4"},
		"failed":                 {from: StatusFailed, wanted: StatusAccepted, text: `has the status "failed"`},
		"being deleted":          {from: StatusDeleting, wanted: StatusAccepted, text: "was deleted by its owner"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var faults []string
			if test.fault != "" {
				faults = append(faults, test.fault)
			}
			cloud := emulate(t, emulator.Options{Delays: emulator.Delays{Accept: test.delay}}, faults...)
			service := cloud.openService(true)
			endpoint := cloud.AddEndpoint(emulator.Endpoint{ServiceID: service, Status: test.from})
			decision, err := cloud.owner.DecideConnection(t.Context(), service, endpoint, test.wanted)
			if test.text != "" {
				if err == nil || !strings.Contains(err.Error(), test.text) {
					t.Fatalf("got the error %v, want one with %q", err, test.text)
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
	}
}

// An endpoint may be made at the same time as the decision on it.
func TestDecideConnectionComesLater(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{Delays: emulator.Delays{EndpointCreate: soon}})
	service := cloud.openService(true)
	const id = "705290f3-0d00-41f2-aedc-71f09844e879"
	time.AfterFunc(soon, func() {
		cloud.AddEndpoint(emulator.Endpoint{ID: id, ServiceID: service, Status: StatusPendingAcceptance})
	})
	decision, err := cloud.owner.DecideConnection(t.Context(), service, id, StatusAccepted)
	if err != nil || decision.Connection.Status != StatusAccepted || *decision.Connection.MarkerID <= 1<<53 {
		t.Fatalf("got %+v, %v", decision, err)
	}
}

func TestDecideConnectionGoes(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{Delays: emulator.Delays{Accept: time.Hour}})
	service := cloud.openService(true)
	id := cloud.AddEndpoint(emulator.Endpoint{ServiceID: service, Status: StatusPendingAcceptance})
	time.AfterFunc(soon, func() { cloud.RemoveEndpoint(id) })
	_, err := cloud.owner.DecideConnection(t.Context(), service, id, StatusAccepted)
	var lost *ConnectionLostError
	if !errors.As(err, &lost) {
		t.Fatalf("got %v", err)
	}
	if _, err := cloud.owner.GetConnection(t.Context(), service, id); !errors.Is(err, ErrNoConnection) {
		t.Errorf("got %v", err)
	}
}

func TestDecideConnectionNever(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{})
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	decision, err := cloud.owner.DecideConnection(ctx, cloud.openService(true), testPort, StatusAccepted)
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), statusAbsent) || decision.Sent {
		t.Errorf("got %+v, %v", decision, err)
	}
	if _, err := cloud.owner.DecideConnection(t.Context(), testVPC, testPort, StatusAccepted); !NotFound(err) {
		t.Errorf("a service that does not exist: %v", err)
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
	found, err := cloud.owner.ListConnections(t.Context(), service, ConnectionFilter{MarkerID: connection.MarkerID, SortKey: "updated_at", SortDir: "asc"})
	if err != nil || len(found) != 1 || found[0].ID != last {
		t.Fatalf("by marker id: %+v, %v", found, err)
	}
}
