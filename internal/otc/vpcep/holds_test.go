package vpcep

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"
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
