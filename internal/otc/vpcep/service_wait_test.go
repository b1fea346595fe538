package vpcep

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// answers makes a cloud that answers each look with the next of its scripts, and with the last one for ever: a status of
// the service, "failed with reasons", or an HTTP status.
func answers(t *testing.T, scripts ...string) *scripted {
	t.Helper()
	cloud := script(t)
	cloud.onOther = func(w http.ResponseWriter, _ *http.Request) {
		next := scripts[min(len(cloud.requests), len(scripts))-1]
		var status int
		switch _, err := fmt.Sscan(next, &status); {
		case err == nil:
			w.WriteHeader(status)
		case next == "hang up":
			hangUp(w)
		case next == "failed with reasons":
			_, _ = io.WriteString(w, `{"id":"s1","status":"failed","error":[{"error_code":"EndPoint.2001","error_message":"no VPC"},{"error_message":"no port"}]}`)
		default:
			_, _ = fmt.Fprintf(w, `{"id":"s1","status":%q,"description":"look %d"}`, next, len(cloud.requests))
		}
	}
	return cloud
}

func TestWaitServiceAvailable(t *testing.T) {
	t.Parallel()
	outages := strings.Split(strings.Repeat("503,hang up,", 5)+"available", ",")
	tests := map[string]struct {
		answers []string
		looks   int
		ends    func(error) bool // nil for success
	}{
		"at once":            {[]string{"available"}, 1, nil},
		"after a while":      {[]string{"creating", "creating", "available"}, 3, nil},
		"not known yet":      {[]string{"404", "404", "creating", "available"}, 4, nil},
		"outages":            {outages, 11, nil},
		"throttled":          {[]string{"creating", "429", "429", "available"}, 4, nil},
		"failed":             {[]string{"creating", "failed with reasons"}, 2, isFailed("EndPoint.2001: no VPC; no port")},
		"failed, no reason":  {[]string{"failed"}, 1, isFailed("the API gives no reason")},
		"being deleted":      {[]string{"creating", "deleting"}, 2, isUnexpected("deleting")},
		"an unknown status":  {[]string{"creating", "frozen"}, 2, isUnexpected("frozen")},
		"not allowed":        {[]string{"creating", "403"}, 2, func(err error) bool { return otc.HasStatus(err, 403) }},
		"it never was there": {[]string{"404"}, 11, NotFound},
		"a lasting outage":   {[]string{"creating", "502"}, 12, func(err error) bool { return otc.HasStatus(err, 502) }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := answers(t, test.answers...)
			synctest.Test(t, func(t *testing.T) {
				got, err := cloud.client(t, 0).WaitServiceAvailable(t.Context(), "s1", "")
				checkWait(t, cloud, err, test.looks, test.ends)
				if test.ends == nil && (got.Status != StatusAvailable || *got.Description != fmt.Sprint("look ", test.looks)) {
					t.Errorf("got %+v", got)
				}
			})
		})
	}
}

func TestWaitServiceGone(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		answers []string
		looks   int
		ends    func(error) bool // nil for success
	}{
		"at once":                {[]string{"404"}, 1, nil},
		"after a while":          {[]string{"deleting", "deleting", "404"}, 3, nil},
		"not begun yet":          {[]string{"available", "available", "deleting", "404"}, 4, nil},
		"while it was created":   {[]string{"creating", "deleting", "404"}, 3, nil},
		"outages":                {[]string{"deleting", "503", "hang up", "502", "429", "404"}, 6, nil},
		"failed":                 {[]string{"deleting", "failed with reasons"}, 2, isFailed("EndPoint.2001: no VPC")},
		"came back":              {[]string{"available", "deleting", "available"}, 3, isBack},
		"came back after errors": {[]string{"deleting", "503", "available"}, 3, isBack},
		"not allowed":            {[]string{"deleting", "403"}, 2, func(err error) bool { return otc.HasStatus(err, 403) }},
		"an unknown status":      {[]string{"deleting", "frozen"}, 2, isUnexpected("frozen")},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := answers(t, test.answers...)
			synctest.Test(t, func(t *testing.T) {
				_, err := cloud.client(t, 0).WaitServiceGone(t.Context(), "s1", StatusAvailable)
				checkWait(t, cloud, err, test.looks, test.ends)
			})
		})
	}
}

// A service that had failed keeps that status until its deletion begins; that is no failure of the deletion.
func TestWaitServiceGoneThatHadFailed(t *testing.T) {
	t.Parallel()
	cloud := answers(t, "failed with reasons", "failed with reasons", "deleting", "404")
	synctest.Test(t, func(t *testing.T) {
		_, err := cloud.client(t, 0).WaitServiceGone(t.Context(), "s1", StatusFailed)
		checkWait(t, cloud, err, 4, nil)
	})
}

func TestWaitsEndWithTheirContext(t *testing.T) {
	t.Parallel()
	for name, wait := range map[string]func(*Client, context.Context) (*Service, error){
		StatusCreating: func(c *Client, ctx context.Context) (*Service, error) { return c.WaitServiceAvailable(ctx, "s1", "") },
		StatusDeleting: func(c *Client, ctx context.Context) (*Service, error) {
			return c.WaitServiceGone(ctx, "s1", StatusAvailable)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := answers(t, name)
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
				defer cancel()
				started := time.Now()
				got, err := wait(cloud.client(t, 0), ctx)
				ended, ok := errors.AsType[*poll.EndedError](err)
				if !ok || ended.LastStatus != name || !errors.Is(err, context.DeadlineExceeded) || got == nil || got.Status != name {
					t.Errorf("got %+v, %v", got, err)
				}
				if waited := time.Since(started); waited != 90*time.Second {
					t.Errorf("ended after %v", waited)
				}
			})
		})
	}
}

func checkWait(t *testing.T, cloud *scripted, err error, looks int, ends func(error) bool) {
	t.Helper()
	if ends == nil && err != nil || ends != nil && (err == nil || !ends(err)) {
		t.Errorf("ended in %v", err)
	}
	if len(cloud.requests) != looks {
		t.Errorf("%d looks, want %d", len(cloud.requests), looks)
	}
	for _, request := range cloud.requests {
		if request != "GET /vpc-endpoint-services/s1" {
			t.Errorf("looked with %s", request)
		}
	}
}

func isFailed(reasons string) func(error) bool {
	return func(err error) bool {
		failed, ok := errors.AsType[*FailedError](err)
		return ok && failed.ID == "s1" && strings.Contains(err.Error(), reasons)
	}
}

func isUnexpected(status string) func(error) bool {
	return func(err error) bool {
		unexpected, ok := errors.AsType[*poll.UnexpectedStatusError](err)
		return ok && unexpected.Status == status
	}
}

func isBack(err error) bool {
	back, ok := errors.AsType[*CameBackError](err)
	return ok && back.ID == "s1" && strings.Contains(err.Error(), "s1")
}
