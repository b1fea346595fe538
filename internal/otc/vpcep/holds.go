package vpcep

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
)

// holds are the permissions and connections of the resources that this process has created. When a resource is replaced by
// another one for the same permission or connection, Terraform may destroy the old one before, while or after it creates
// the new one. Destroying the old one must then not undo the new one.
type holds struct {
	mu    sync.Mutex
	locks map[string]chan struct{} // by key; a channel instead of a mutex, so that ctx can end the wait
	held  map[string]bool          // by key
}

// hold calls create, and holds the key if that succeeds.
func (h *holds) hold(ctx context.Context, key string, create func() error) error {
	unlock, err := h.lock(ctx, key)
	if err != nil {
		return err
	}
	defer unlock()
	if err := create(); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.held[key] = true
	return nil
}

// release calls destroy, unless the key is held.
func (h *holds) release(ctx context.Context, key string, destroy func() error) error {
	unlock, err := h.lock(ctx, key)
	if err != nil {
		return err
	}
	defer unlock()
	h.mu.Lock()
	held := h.held[key]
	h.mu.Unlock()
	if held {
		return nil
	}
	return destroy()
}

// lock waits until no other call uses the key, or until ctx ends. The caller must call unlock.
func (h *holds) lock(ctx context.Context, key string) (unlock func(), err error) {
	h.mu.Lock()
	if h.locks == nil {
		h.locks, h.held = map[string]chan struct{}{}, map[string]bool{}
	}
	lock := h.locks[key]
	if lock == nil {
		lock = make(chan struct{}, 1)
		h.locks[key] = lock
	}
	h.mu.Unlock()
	select {
	case lock <- struct{}{}:
		return func() { <-lock }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for another resource of the same permission or connection: %w", ctx.Err())
	}
}

func permissionKey(serviceID, entry string) string {
	return "permission " + strings.ToLower(serviceID) + " " + entry // accounts may be case-sensitive
}

func connectionKey(serviceID, endpointID string) string {
	return "connection " + strings.ToLower(serviceID+" "+endpointID)
}

// HoldPermission is GrantPermission for a resource that is being created. After it succeeds, ReleasePermission keeps the
// permission.
func (c *Client) HoldPermission(ctx context.Context, serviceID, entry string) error {
	return c.holds.hold(ctx, permissionKey(serviceID, entry), func() error { return c.GrantPermission(ctx, serviceID, entry) })
}

// ReleasePermission is RevokePermission for a resource that is being destroyed.
func (c *Client) ReleasePermission(ctx context.Context, serviceID, entry string) error {
	return c.holds.release(ctx, permissionKey(serviceID, entry), func() error { return c.RevokePermission(ctx, serviceID, entry) })
}

// HoldConnection is DecideConnection for a resource that is being created. After it succeeds, ReleaseConnection keeps the
// connection.
func (c *Client) HoldConnection(ctx context.Context, serviceID, endpointID, status string) (decision Decision, err error) {
	err = c.holds.hold(ctx, connectionKey(serviceID, endpointID), func() error {
		decision, err = c.DecideConnection(ctx, serviceID, endpointID, status)
		return err
	})
	return decision, err
}

// ReleaseConnection rejects a connection for a resource that is being destroyed. It succeeds if there is nothing to reject:
// the endpoint has failed, is being deleted or is gone.
func (c *Client) ReleaseConnection(ctx context.Context, serviceID, endpointID string) error {
	return c.holds.release(ctx, connectionKey(serviceID, endpointID), func() error {
		// DecideConnection would wait for a connection that is not listed.
		_, err := c.GetConnection(ctx, serviceID, endpointID)
		if err == nil {
			_, err = c.DecideConnection(ctx, serviceID, endpointID, StatusRejected)
		}
		var (
			lost   *ConnectionLostError
			failed *async.FailedError
		)
		if errors.Is(err, ErrNoConnection) || NotFound(err) || errors.As(err, &lost) || errors.As(err, &failed) {
			return nil
		}
		return err
	})
}
