package vpcep

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
)

// holds are the permissions and connections that resources created by this process stand for. A resource that is
// replaced by, or makes way for, one that stands for the same must not undo what that one has done, and Terraform may
// destroy the old one before, while or after it creates the new one.
type holds struct {
	mu    sync.Mutex
	turns map[string]chan struct{} // by key; each holds one token
	held  map[string]bool          // by key
}

// hold does what creates a resource, and holds its key if that succeeds.
func (h *holds) hold(ctx context.Context, key string, create func() error) error {
	leave, err := h.enter(ctx, key)
	if err != nil {
		return err
	}
	defer leave()
	if err := create(); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.held[key] = true
	return nil
}

// release does what destroys a resource, unless its key is held.
func (h *holds) release(ctx context.Context, key string, destroy func() error) error {
	leave, err := h.enter(ctx, key)
	if err != nil {
		return err
	}
	defer leave()
	h.mu.Lock()
	held := h.held[key]
	h.mu.Unlock()
	if held {
		return nil
	}
	return destroy()
}

// enter waits until nothing else is done with the same key. The caller calls leave afterwards.
func (h *holds) enter(ctx context.Context, key string) (leave func(), err error) {
	h.mu.Lock()
	if h.turns == nil {
		h.turns, h.held = map[string]chan struct{}{}, map[string]bool{}
	}
	turn := h.turns[key]
	if turn == nil {
		turn = make(chan struct{}, 1)
		h.turns[key] = turn
	}
	h.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for another resource that stands for the same: %w", ctx.Err())
	}
}

func permissionKey(serviceID, entry string) string {
	return "permission " + strings.ToLower(serviceID) + " " + entry // the case of an account may matter
}

func connectionKey(serviceID, endpointID string) string {
	return "connection " + strings.ToLower(serviceID+" "+endpointID)
}

// HoldPermission is GrantPermission for a resource that is created. From then on ReleasePermission does nothing for the
// same permission.
func (c *Client) HoldPermission(ctx context.Context, serviceID, entry string) error {
	return c.holds.hold(ctx, permissionKey(serviceID, entry), func() error { return c.GrantPermission(ctx, serviceID, entry) })
}

// ReleasePermission is RevokePermission for a resource that is destroyed.
func (c *Client) ReleasePermission(ctx context.Context, serviceID, entry string) error {
	return c.holds.release(ctx, permissionKey(serviceID, entry), func() error { return c.RevokePermission(ctx, serviceID, entry) })
}

// HoldConnection is DecideConnection for a resource that is created. From then on ReleaseConnection does nothing for the
// same connection.
func (c *Client) HoldConnection(ctx context.Context, serviceID, endpointID, wanted string) (decision Decision, err error) {
	err = c.holds.hold(ctx, connectionKey(serviceID, endpointID), func() error {
		decision, err = c.DecideConnection(ctx, serviceID, endpointID, wanted)
		return err
	})
	return decision, err
}

// ReleaseConnection rejects a connection for a resource that is destroyed. It succeeds if nobody is connected: if the
// endpoint has failed, is being deleted or is gone.
func (c *Client) ReleaseConnection(ctx context.Context, serviceID, endpointID string) error {
	return c.holds.release(ctx, connectionKey(serviceID, endpointID), func() error {
		// A connection that is not listed is waited for by DecideConnection.
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
