package vpcep

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestSettlePermissions(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault string
		fresh bool
		code  string // of the error
		calls int
	}{
		"at once":                       {calls: 3},
		"busy at first":                 {fault: "change-permissions EndPoint.3045 times=2", calls: 5},
		"busy in the middle":            {fault: "change-permissions EndPoint.3045 times=2 skip=1", calls: 5},
		"answers lost":                  {fault: "change-permissions reset-after times=1", calls: 4},
		"outage":                        {fault: "change-permissions 503 times=1", calls: 4},
		"not allowed":                   {fault: "change-permissions EndPoint.0004", code: "EndPoint.0004", calls: 1},
		"new and not allowed yet":       {fault: "change-permissions EndPoint.0004 times=2", fresh: true, calls: 5},
		"new and not known yet":         {fault: "change-permissions EndPoint.0005 times=2", fresh: true, calls: 5},
		"new, with entries not allowed": {fault: "change-permissions EndPoint.3002", fresh: true, code: "EndPoint.3002", calls: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var faults []string
			if test.fault != "" {
				faults = append(faults, test.fault)
			}
			cloud := emulate(t, emulator.Options{}, faults...)
			id, wanted := cloud.permitted(t, nil), accounts(0, 120)
			now, err := cloud.owner.SettlePermissions(t.Context(), id, nil, wanted, test.fresh)
			if test.code != "" {
				if !otc.HasCode(err, test.code) || len(now) > 0 {
					t.Errorf("got %d permissions and the error %v, want %s", len(now), err, test.code)
				}
			} else if err != nil {
				t.Error(err)
			} else if diff := cmp.Diff(wanted, cloud.permissions(t, id)); diff != "" {
				t.Errorf("in the cloud (-want +got):\n%s", diff)
			}
			if n := len(cloud.sent(t)); n != test.calls {
				t.Errorf("%d calls, want %d", n, test.calls)
			}
		})
	}
}

// Two that change one entry each do not disturb each other, nor do they a third.
func TestGrantAndRevokePermission(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{}, "change-permissions EndPoint.3045 times=3")
	others := accounts(100, 3)
	id, entries := cloud.permitted(t, others), accounts(0, 8)
	each := func(do func(entry string) error) {
		t.Helper()
		failures := make(chan error)
		for _, entry := range entries {
			go func() { failures <- do(entry) }()
		}
		for range entries {
			if err := <-failures; err != nil {
				t.Error(err)
			}
		}
	}
	each(func(entry string) error {
		if err := cloud.owner.GrantPermission(t.Context(), id, entry); err != nil {
			return err
		}
		listed, err := cloud.owner.WaitPermissionListed(t.Context(), id, entry)
		if err == nil && listed.Permission != entry {
			t.Errorf("got %+v, want %s", listed, entry)
		}
		return err
	})
	if diff := cmp.Diff(slices.Concat(entries, others), cloud.permissions(t, id)); diff != "" {
		t.Errorf("granted (-want +got):\n%s", diff)
	}
	each(func(entry string) error { return cloud.owner.RevokePermission(t.Context(), id, entry) })
	if diff := cmp.Diff(others, cloud.permissions(t, id)); diff != "" {
		t.Errorf("revoked (-want +got):\n%s", diff)
	}
}

// A change is given up after a while, and at once when the work is interrupted.
func TestRepeatEnds(t *testing.T) {
	t.Parallel()
	busy := &otc.Error{StatusCode: http.StatusBadRequest, Code: "EndPoint.3045"}
	forbidden := &otc.Error{StatusCode: http.StatusForbidden, Code: "EndPoint.0004"}
	refusal := &otc.Error{StatusCode: http.StatusBadRequest, Code: "EndPoint.3002"}
	for name, test := range map[string]struct {
		fails       error
		fresh       bool
		least, most time.Duration
	}{
		"busy":               {busy, false, changingTime, changingTime + 6*time.Second},
		"busy and new":       {busy, true, changingTime, changingTime + 6*time.Second},
		"forbidden":          {forbidden, false, 0, 0},
		"forbidden, but new": {forbidden, true, freshTime, freshTime + 2*time.Second},
		"refused":            {refusal, true, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				started := time.Now()
				err := repeat(t.Context(), test.fresh, func(context.Context) error { return test.fails })
				if took := time.Since(started); !errors.Is(err, test.fails) || took < test.least || took > test.most {
					t.Errorf("got %v after %s, want it after %s to %s", err, took, test.least, test.most)
				}
			})
		})
	}
	t.Run("interrupted", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			err := repeat(ctx, false, func(context.Context) error { return busy })
			if !errors.Is(err, busy) || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		})
	})
}
