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
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

func TestSettlePermissions(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault string
		isNew bool
		code  string // of the error
		calls int
	}{
		"at once":                       {calls: 3},
		"busy at first":                 {fault: "change-permissions EndPoint.3045 times=2", calls: 5},
		"busy in the middle":            {fault: "change-permissions EndPoint.3045 times=2 skip=1", calls: 5},
		"answers lost":                  {fault: "change-permissions reset-after times=1", calls: 4},
		"outage":                        {fault: "change-permissions 503 times=1", calls: 4},
		"not allowed":                   {fault: "change-permissions EndPoint.0004", code: "EndPoint.0004", calls: 1},
		"new and not allowed yet":       {fault: "change-permissions EndPoint.0004 times=2", isNew: true, calls: 5},
		"new and not known yet":         {fault: "change-permissions EndPoint.0005 times=2", isNew: true, calls: 5},
		"new, with entries not allowed": {fault: "change-permissions EndPoint.3002", isNew: true, code: "EndPoint.3002", calls: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onVirtualClock(t, emulator.Options{}, []string{test.fault}, func(t *testing.T, ctx context.Context, cloud *emulated) {
				id, wanted := cloud.permitted(t, nil), accounts(0, 120)
				now, err := cloud.owner.SetPermissions(ctx, id, nil, wanted, test.isNew)
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
		})
	}
}

// Two changes of one entry each affect neither each other nor a third entry.
func TestGrantAndRevokePermission(t *testing.T) {
	t.Parallel()
	faults := []string{"change-permissions EndPoint.3045 times=3"}
	onVirtualClock(t, emulator.Options{}, faults, func(t *testing.T, ctx context.Context, cloud *emulated) {
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
			if err := cloud.owner.GrantPermission(ctx, id, entry); err != nil {
				return err
			}
			listed, err := cloud.owner.WaitPermissionListed(ctx, id, entry)
			if err == nil && listed.Permission != entry {
				t.Errorf("got %+v, want %s", listed, entry)
			}
			return err
		})
		if diff := cmp.Diff(slices.Concat(entries, others), cloud.permissions(t, id)); diff != "" {
			t.Errorf("granted (-want +got):\n%s", diff)
		}
		each(func(entry string) error { return cloud.owner.RevokePermission(ctx, id, entry) })
		if diff := cmp.Diff(others, cloud.permissions(t, id)); diff != "" {
			t.Errorf("revoked (-want +got):\n%s", diff)
		}
	})
}

// A change is abandoned after a while, and at once if ctx ends.
func TestRepeatEnds(t *testing.T) {
	t.Parallel()
	busy := &otc.Error{StatusCode: http.StatusBadRequest, Code: "EndPoint.3045"}
	forbidden := &otc.Error{StatusCode: http.StatusForbidden, Code: "EndPoint.0004"}
	refusal := &otc.Error{StatusCode: http.StatusBadRequest, Code: "EndPoint.3002"}
	for name, test := range map[string]struct {
		fails       error
		isNew       bool
		least, most time.Duration
	}{
		"busy":               {busy, false, busyTimeout, busyTimeout + 6*time.Second},
		"busy and new":       {busy, true, busyTimeout, busyTimeout + 6*time.Second},
		"forbidden":          {forbidden, false, 0, 0},
		"forbidden, but new": {forbidden, true, newServiceTimeout, newServiceTimeout + 2*time.Second},
		"refused":            {refusal, true, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				started := time.Now()
				err := retryPermissions(t.Context(), test.isNew, func(context.Context) error { return test.fails })
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
			err := retryPermissions(ctx, false, func(context.Context) error { return busy })
			if !errors.Is(err, busy) || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		})
	})
}

// A change is retried until it succeeds, and errors of earlier attempts are discarded.
func TestRepeatSucceeds(t *testing.T) {
	t.Parallel()
	busy := &otc.Error{StatusCode: http.StatusBadRequest, Code: "EndPoint.3045"}
	unknown := &otc.Error{StatusCode: http.StatusNotFound, Code: "EndPoint.0005"}
	for name, test := range map[string]struct {
		fails    []error
		isNew    bool
		attempts int
	}{
		"at once":           {nil, false, 1},
		"busy at first":     {[]error{busy, busy}, false, 3},
		"busy and not new":  {[]error{busy, unknown}, false, 2},
		"new":               {[]error{unknown, busy, unknown}, true, 4},
		"busy for a minute": {slices.Repeat([]error{busy}, 40), false, 41},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				attempts := 0
				err := retryPermissions(ctx, test.isNew, func(context.Context) error {
					if attempts++; attempts <= len(test.fails) {
						return test.fails[attempts-1]
					}
					return nil
				})
				var want error
				if test.attempts <= len(test.fails) {
					want = test.fails[test.attempts-1]
				}
				if attempts != test.attempts || !errors.Is(err, want) {
					t.Errorf("got %v after %d attempts, want %d", err, attempts, test.attempts)
				}
			})
		})
	}
}

// An entry that was added may be listed late, but the wait is limited.
func TestWaitPermissionListed(t *testing.T) {
	t.Parallel()
	entry := accounts(0, 1)[0]
	for name, after := range map[string]time.Duration{"at once": 0, "late": 20 * time.Second, "never": time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faults := []string{"list-permissions 503 times=1"}
			onVirtualClock(t, emulator.Options{}, faults, func(t *testing.T, ctx context.Context, cloud *emulated) {
				id := cloud.permitted(t, nil)
				timer := time.AfterFunc(after, func() {
					if err := cloud.SetPermissions(id, entry); err != nil {
						t.Error(err)
					}
				})
				defer timer.Stop()
				found, err := cloud.owner.WaitPermissionListed(ctx, id, entry)
				if after > listTimeout {
					if ended := new(poll.EndedError); !errors.As(err, &ended) || ctx.Err() != nil {
						t.Errorf("got %+v, %v", found, err)
					}
				} else if err != nil || found.Permission != entry {
					t.Errorf("got %+v, %v", found, err)
				}
			})
		})
	}
}
