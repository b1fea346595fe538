package vpcep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// holds are the permissions and connections of the resources that this process has created. When a resource is replaced by
// another one for the same permission or connection, Terraform may destroy the old one before, while or after it creates
// the new one. Destroying the old one must then not undo the new one.
type holds struct {
	mu    sync.Mutex
	locks map[string]chan struct{} // by key; a channel instead of a mutex, so that ctx can end the wait
	held  map[string]bool          // by key

	// released are the permissions that were revoked, with the connections that were accepted before.
	released map[string][]Connection // by key
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
	delete(h.released, key)
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
		h.locks, h.held, h.released = map[string]chan struct{}{}, map[string]bool{}, map[string][]Connection{}
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

// setReleased records that a permission was revoked, and which connections were rejected with it.
func (h *holds) setReleased(key string, rejected []Connection) {
	accepted := slices.DeleteFunc(slices.Clone(rejected), func(c Connection) bool { return c.Status != StatusAccepted })
	h.mu.Lock()
	defer h.mu.Unlock()
	h.released[key] = accepted
}

func (h *holds) releasedConnections(key string) []Connection {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.released[key]
}

// entries returns the permissions whose keys have the prefix.
func (h *holds) entries(prefix string) (held, released []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for key := range h.held {
		if entry, ok := strings.CutPrefix(key, prefix); ok {
			held = append(held, entry)
		}
	}
	for key := range h.released {
		if entry, ok := strings.CutPrefix(key, prefix); ok {
			released = append(released, entry)
		}
	}
	return held, released
}

func permissionKey(serviceID, entry string) string {
	return "permission " + strings.ToLower(serviceID) + " " + entry // accounts may be case-sensitive
}

func connectionKey(serviceID, endpointID string) string {
	return "connection " + strings.ToLower(serviceID+" "+endpointID)
}

// HoldPermission is GrantPermission for a resource that is being created. After it succeeds, ReleasePermission keeps the
// permission. If ReleasePermission has revoked the same permission before, HoldPermission accepts the connections again
// that were rejected then: the old resource is being replaced by an equal one.
func (c *Client) HoldPermission(ctx context.Context, serviceID, entry string) error {
	key := permissionKey(serviceID, entry)
	return c.holds.hold(ctx, key, func() error {
		if err := c.GrantPermission(ctx, serviceID, entry); err != nil {
			return err
		}
		var failures []error
		for _, connection := range c.holds.releasedConnections(key) {
			if err := c.decideListed(ctx, serviceID, connection, StatusAccepted); err != nil {
				failures = append(failures, fmt.Errorf("the permission was replaced, and %s: it was rejected and could not be accepted again: %w",
					connection.Describe(), err))
			}
		}
		return errors.Join(failures...)
	})
}

// ReleasePermission is RevokePermission for a resource that is being destroyed. If reject is set, it also rejects the
// connections of accounts that no other entry permits: see RejectRevoked.
func (c *Client) ReleasePermission(ctx context.Context, serviceID, entry string, reject bool) error {
	key := permissionKey(serviceID, entry)
	return c.holds.release(ctx, key, func() error {
		if err := c.RevokePermission(ctx, serviceID, entry); err != nil {
			return err
		}
		c.holds.setReleased(key, nil)
		if !reject {
			return nil
		}
		rejected, err := c.RejectRevoked(ctx, serviceID, Revocation{
			Revoked:   []string{entry},
			Permitted: func(ctx context.Context) ([]string, error) { return c.permittedNow(ctx, serviceID) },
		})
		c.holds.setReleased(key, rejected)
		return err
	})
}

// permittedNow lists the entries of a service. The list may lag: it contains what this process has granted, and not what
// this process has revoked.
func (c *Client) permittedNow(ctx context.Context, serviceID string) ([]string, error) {
	listed, err := c.ListPermissions(ctx, serviceID, PermissionFilter{})
	if err != nil {
		return nil, err
	}
	held, released := c.holds.entries(permissionKey(serviceID, ""))
	for _, permission := range listed {
		if !slices.Contains(released, permission.Permission) {
			held = append(held, permission.Permission)
		}
	}
	return held, nil
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
		return unlessEndpointGone(err)
	})
}
