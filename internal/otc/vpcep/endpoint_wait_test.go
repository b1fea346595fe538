package vpcep

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
)

func TestWaitEndpointReady(t *testing.T) {
	t.Parallel()
	undecided := async.Ready[Endpoint]{Pending: []string{StatusCreating}, Target: []string{StatusAccepted, StatusPendingAcceptance}}
	accepted := async.Ready[Endpoint]{Pending: []string{StatusCreating, StatusPendingAcceptance}, Target: []string{StatusAccepted}}
	for name, test := range map[string]struct {
		waitTest
		ready  async.Ready[Endpoint]
		status string // of the endpoint as last read
	}{
		"accepted without a decision":   {waitTest{"creating accepted", 2, nil, 0}, undecided, StatusAccepted},
		"pending is enough":             {waitTest{"creating pendingAcceptance", 2, nil, 0}, undecided, StatusPendingAcceptance},
		"accepted later":                {waitTest{"creating pendingAcceptance accepted", 3, nil, 0}, accepted, StatusAccepted},
		"rejected":                      {waitTest{"rejected", 1, isRejected, 0}, undecided, StatusRejected},
		"rejected later":                {waitTest{"creating pendingAcceptance rejected", 3, isRejected, 0}, accepted, StatusRejected},
		"deleted later":                 {waitTest{"pendingAcceptance deleting", 2, says("s1 is being deleted"), 0}, accepted, StatusDeleting},
		"failed":                        {waitTest{"creating failed-with-reasons", 2, isFailed("no VPC; no port"), 0}, undecided, StatusFailed},
		"outages in between":            {waitTest{"503 hang-up 502 creating 429 accepted", 6, nil, 0}, undecided, StatusAccepted},
		"not known everywhere at first": {waitTest{"404 404 creating 404 accepted", 5, nil, 0}, undecided, StatusAccepted},
		"never decided on": {
			waitTest{"creating pendingAcceptance", 0, hasEnded(StatusPendingAcceptance), waitDeadline}, accepted, StatusPendingAcceptance,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.run(t, true, func(t *testing.T, ctx context.Context, cloud *scripted) error {
				got, err := cloud.client(t, 0).Endpoints().WaitReady(ctx, "s1", test.ready)
				if got == nil || got.Status != test.status {
					t.Errorf("got %+v, want the status %s", got, test.status)
				}
				return err
			})
		})
	}
}

func TestWaitEndpointGone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		waitTest
		before string
		listed bool
	}{
		"gone":                {waitTest{"accepted deleting 404", 3, nil, 0}, StatusAccepted, true},
		"rejected, now gone":  {waitTest{"rejected deleting 404", 3, nil, 0}, StatusRejected, true},
		"failed, now gone":    {waitTest{"failed deleting 404", 3, nil, 0}, StatusFailed, true},
		"outages":             {waitTest{"502 deleting 502 502 502 404", 6, nil, 0}, StatusAccepted, true},
		"fails":               {waitTest{"deleting failed-with-reasons", 2, isFailed("EndPoint.2001: no VPC"), 0}, StatusAccepted, true},
		"fails again":         {waitTest{"failed deleting failed", 3, isFailed("no reason"), 0}, StatusFailed, true},
		"fails again unseen":  {waitTest{"failed", 0, isNotDeleted("failed"), async.DeletionStart}, StatusFailed, true},
		"comes back":          {waitTest{"deleting accepted", 2, says("cancelled the deletion"), 0}, StatusAccepted, true},
		"comes back pending":  {waitTest{"deleting pendingAcceptance", 2, isBack, 0}, StatusPendingAcceptance, true},
		"comes back unseen":   {waitTest{"accepted", 0, isNotDeleted("accepted"), async.DeletionStart}, StatusAccepted, true},
		"a proxy, not listed": {waitTest{"deleting page", 2, nil, 0}, StatusAccepted, false},
		"a proxy, but listed": {waitTest{"deleting page deleting 404", 4, nil, 0}, StatusAccepted, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.run(t, test.listed, func(t *testing.T, ctx context.Context, cloud *scripted) error {
				return cloud.client(t, 0).Endpoints().WaitGone(ctx, "s1", test.before)
			})
		})
	}
}

// A call without an id would go to the list.
func TestKindsWithoutAnID(t *testing.T) {
	t.Parallel()
	client := script(t).client(t, 0)
	for name, err := range map[string]error{
		"service":  getAndDelete(t, client.Services()),
		"endpoint": getAndDelete(t, client.Endpoints()),
	} {
		if !errors.Is(err, errNoID) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func getAndDelete[T any](t *testing.T, kind async.Kind[T]) error {
	t.Helper()
	_, err := kind.Reader.Get(t.Context(), "")
	if deleteErr := kind.Delete(t.Context(), ""); !errors.Is(deleteErr, errNoID) {
		return fmt.Errorf("delete: %w", deleteErr)
	}
	return err
}

func isRejected(err error) bool {
	rejected, ok := errors.AsType[*RejectedError](err)
	return ok && rejected.ID == "s1" && strings.Contains(err.Error(), "rejected by the owner")
}

func says(text string) func(error) bool {
	return func(err error) bool { return strings.Contains(err.Error(), text) }
}
