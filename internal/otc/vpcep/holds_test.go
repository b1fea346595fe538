package vpcep

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestHolds(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	for name, test := range map[string]struct {
		createAt, destroyAt time.Duration
		createErr           error
		want                []string
	}{
		"created first":           {createAt: 0, destroyAt: time.Minute, want: []string{"create"}},
		"destroyed first":         {createAt: time.Minute, destroyAt: 0, want: []string{"destroy", "create"}},
		"at the same time":        {createAt: 0, destroyAt: time.Second, want: []string{"create"}},
		"created in between":      {createAt: time.Second, destroyAt: 0, want: []string{"destroy", "create"}},
		"created without success": {createAt: 0, destroyAt: time.Second, createErr: refused, want: []string{"create", "destroy"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var (
					h    holds
					done []string
				)
				act := func(what string, err error) func() error {
					return func() error {
						time.Sleep(10 * time.Second) // the call is on its way
						done = append(done, what)
						return err
					}
				}
				time.AfterFunc(test.createAt, func() {
					if err := h.hold(t.Context(), "key", act("create", test.createErr)); !errors.Is(err, test.createErr) {
						t.Errorf("create: %v", err)
					}
				})
				time.AfterFunc(test.destroyAt, func() {
					if err := h.release(t.Context(), "key", act("destroy", nil)); err != nil {
						t.Errorf("destroy: %v", err)
					}
				})
				time.Sleep(time.Hour)
				synctest.Wait()
				if !slices.Equal(done, test.want) {
					t.Errorf("got %s, want %s", done, test.want)
				}
			})
		})
	}
}

// A wait for another resource can be interrupted. Resources of other objects do not wait.
func TestHoldsWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var h holds
		destroyed := errors.New("destroyed")
		destroy := func() error { return destroyed }
		go func() {
			_ = h.hold(t.Context(), "key", func() error { time.Sleep(time.Hour); return nil })
		}()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := h.release(ctx, "key", destroy); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the same: %v", err)
		}
		if err := h.release(t.Context(), "another key", destroy); !errors.Is(err, destroyed) {
			t.Errorf("another: %v", err)
		}
		if err := h.release(t.Context(), "key", destroy); err != nil {
			t.Errorf("the same, after it was created: %v", err)
		}
	})
}

func TestHoldKeys(t *testing.T) {
	t.Parallel()
	if permissionKey("4189D3C2", "iam:domain::a") != permissionKey("4189d3c2", "iam:domain::a") {
		t.Error("the case of a service's id matters")
	}
	if permissionKey("4189d3c2", "iam:domain::a") == permissionKey("4189d3c2", "iam:domain::A") {
		t.Error("the case of an account does not matter")
	}
	if connectionKey("4189D3C2", "705290F3") != connectionKey("4189d3c2", "705290f3") {
		t.Error("the case of a connection's ids matters")
	}
	if permissionKey("a", "b") == connectionKey("a", "b") {
		t.Error("a permission and a connection have the same key")
	}
}

// A permission that is replaced by an equal one keeps its connections; one that is not loses them.
func TestReleasedPermission(t *testing.T) {
	t.Parallel()
	const account, other = "a", "b"
	entry := AccountPrefix + account
	for name, test := range map[string]struct {
		do        func(hold, release func() error) error
		remaining []string
		keep      bool // the flag is not set
		want      string
		decisions int
	}{
		"revoked":                {do: func(_, release func() error) error { return release() }, want: StatusRejected, decisions: 1},
		"revoked without reject": {do: func(_, release func() error) error { return release() }, keep: true, want: StatusAccepted},
		"everyone is permitted": {
			do: func(_, release func() error) error { return release() }, remaining: []string{Everyone}, want: StatusAccepted,
		},
		"created first": {do: func(hold, release func() error) error { return errors.Join(hold(), release()) }, want: StatusAccepted},
		"destroyed first": {
			do: func(hold, release func() error) error { return errors.Join(release(), hold()) }, want: StatusAccepted, decisions: 2,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onVirtualClock(t, emulator.Options{}, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
				id := cloud.permitted(t, append(test.remaining, entry, AccountPrefix+other))
				statuses := cloud.connected(id, map[string]emulator.Endpoint{"a": {DomainID: account}, "b": {DomainID: other}})
				err := test.do(
					func() error { return cloud.owner.HoldPermission(ctx, id, entry) },
					func() error { return cloud.owner.ReleasePermission(ctx, id, entry, !test.keep) },
				)
				if err != nil {
					t.Error(err)
				}
				if diff := cmp.Diff(map[string]string{"a": test.want, "b": StatusAccepted}, statuses(t)); diff != "" {
					t.Errorf("statuses (-want +got):\n%s", diff)
				}
				if n := cloud.Count("change-connection"); n != test.decisions {
					t.Errorf("%d decisions, want %d", n, test.decisions)
				}
			})
		})
	}
}

// The list of permissions may lag behind what this process has granted and revoked.
func TestPermittedNow(t *testing.T) {
	t.Parallel()
	onVirtualClock(t, emulator.Options{}, nil, func(t *testing.T, ctx context.Context, cloud *emulated) {
		id, other := cloud.permitted(t, []string{AccountPrefix + "listed"}), cloud.permitted(t, nil)
		for _, err := range []error{
			cloud.owner.HoldPermission(ctx, id, AccountPrefix+"granted"),
			cloud.owner.HoldPermission(ctx, other, AccountPrefix+"other"),
			cloud.owner.ReleasePermission(ctx, id, AccountPrefix+"revoked", false),
			cloud.SetPermissions(id, AccountPrefix+"listed", AccountPrefix+"revoked"),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		got, err := cloud.owner.permittedNow(ctx, id)
		if diff := cmp.Diff([]string{AccountPrefix + "granted", AccountPrefix + "listed"}, got); err != nil || diff != "" {
			t.Errorf("permitted (-want +got):\n%s, error %v", diff, err)
		}
	})
}
