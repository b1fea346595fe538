package vpcep

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const soon = 200 * time.Millisecond

func newEndpoint(t *testing.T, cloud *emulated, approval bool) (id string) {
	t.Helper()
	subnet := testSubnet
	created, err := cloud.consumer.CreateEndpoint(t.Context(), EndpointCreate{
		ServiceID: cloud.openService(approval), VPCID: testVPC, SubnetID: &subnet,
	})
	if err != nil {
		t.Fatal(err)
	}
	return created.Endpoint.ID
}

func TestWaitEndpointConnected(t *testing.T) {
	t.Parallel()
	accepted := func(e *emulator.Endpoint) { e.Status = StatusAccepted }
	rejected := func(e *emulator.Endpoint) { e.Status = StatusRejected }
	deleting := func(e *emulator.Endpoint) { e.Status = StatusDeleting }
	for name, test := range map[string]struct {
		fault      string
		approval   bool
		acceptance bool
		meanwhile  func(*emulator.Endpoint) // once it is pending
		status     string
		text       string // of the error
	}{
		"accepted without a decision":   {status: StatusAccepted},
		"pending is enough":             {approval: true, status: StatusPendingAcceptance},
		"accepted later":                {approval: true, acceptance: true, meanwhile: accepted, status: StatusAccepted},
		"rejected later":                {approval: true, acceptance: true, meanwhile: rejected, text: "rejected by the owner"},
		"deleted later":                 {approval: true, acceptance: true, meanwhile: deleting, text: "being deleted"},
		"failed":                        {fault: `create-endpoint create-fails code=EndPoint.2025 message="no port"`, text: "EndPoint.2025: no port"},
		"outages in between":            {fault: "show-endpoint 503 times=4", status: StatusAccepted},
		"not known everywhere at first": {fault: "show-endpoint 404 times=2", status: StatusAccepted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var faults []string
			if test.fault != "" {
				faults = append(faults, test.fault)
			}
			cloud := emulate(t, emulator.Options{Delays: emulator.Delays{EndpointCreate: soon}}, faults...)
			id := newEndpoint(t, cloud, test.approval)
			if test.meanwhile != nil {
				time.AfterFunc(3*soon, func() {
					if err := cloud.EditEndpoint(id, test.meanwhile); err != nil {
						t.Error(err)
					}
				})
			}
			endpoint, err := cloud.consumer.WaitEndpointConnected(t.Context(), id, StatusCreating, test.acceptance)
			if test.text != "" {
				if err == nil || !strings.Contains(err.Error(), test.text) {
					t.Fatalf("got the error %v, want one with %q", err, test.text)
				}
				return
			}
			if err != nil || endpoint.Status != test.status {
				t.Fatalf("got %+v, %v; want the status %q", endpoint, err, test.status)
			}
		})
	}
}

func TestWaitEndpointConnectedFate(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{})
	id := newEndpoint(t, cloud, true)
	for status, as := range map[string]func(error) bool{
		StatusFailed:   func(err error) bool { var e *FailedError; return errors.As(err, &e) },
		StatusRejected: func(err error) bool { var e *RejectedError; return errors.As(err, &e) },
	} {
		if err := cloud.EditEndpoint(id, func(e *emulator.Endpoint) { e.Status = status }); err != nil {
			t.Fatal(err)
		}
		if endpoint, err := cloud.consumer.WaitEndpointConnected(t.Context(), id, StatusCreating, false); !as(err) || endpoint == nil {
			t.Errorf("%s: got %+v, %v", status, endpoint, err)
		}
	}
}

func TestWaitEndpointGone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault  string
		before string
		text   string
	}{
		"gone":             {before: StatusAccepted},
		"failed, now gone": {before: StatusFailed},
		"outages":          {before: StatusAccepted, fault: "show-endpoint 502 times=4"},
		"fails":            {before: StatusAccepted, fault: `delete-endpoint delete-fails code=EndPoint.0001 message="stuck"`, text: "EndPoint.0001: stuck"},
		"fails again":      {before: StatusFailed, fault: "delete-endpoint delete-fails", text: `has the status "failed"`},
		"comes back":       {before: StatusAccepted, fault: "delete-endpoint delete-comes-back", text: "gave the deletion up"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var faults []string
			if test.fault != "" {
				faults = append(faults, test.fault)
			}
			cloud := emulate(t, emulator.Options{Delays: emulator.Delays{EndpointDelete: soon}}, faults...)
			id := newEndpoint(t, cloud, false)
			if err := cloud.EditEndpoint(id, func(e *emulator.Endpoint) { e.Status = test.before }); err != nil {
				t.Fatal(err)
			}
			if err := cloud.consumer.DeleteEndpoint(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			_, err := cloud.consumer.WaitEndpointGone(t.Context(), id, test.before)
			if test.text == "" && err != nil || test.text != "" && (err == nil || !strings.Contains(err.Error(), test.text)) {
				t.Errorf("got %v, want %q", err, test.text)
			}
		})
	}
}

func TestWaitEndpointInterrupted(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{})
	id := newEndpoint(t, cloud, true)
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	_, err := cloud.consumer.WaitEndpointConnected(ctx, id, StatusCreating, true)
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), StatusPendingAcceptance) {
		t.Errorf("got %v", err)
	}
}
