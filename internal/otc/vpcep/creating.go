package vpcep

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// creating keeps apart what one process creates, so that one resource never takes another's service or
// endpoint for its own: those which could be mistaken for one another are created one after the other, and
// what belongs to a resource is not found again.
type creating struct {
	mu    *sync.Mutex
	turns map[string]chan struct{} // by what is asked for; holds one token
	ids   map[string]struct{}      // of what belongs to a resource
}

func newCreating() creating {
	return creating{mu: new(sync.Mutex), turns: map[string]chan struct{}{}, ids: map[string]struct{}{}}
}

// enter waits for its turn to create such a thing; the caller calls leave when it is done.
func (c creating) enter(ctx context.Context, key string) (leave func(), err error) {
	turn := c.turn(strings.ToLower(key))
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for another one with the same settings to be created: %w", ctx.Err())
	}
}

func (c creating) turn(key string) chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.turns[key] == nil {
		c.turns[key] = make(chan struct{}, 1)
	}
	return c.turns[key]
}

func (c creating) settle(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ids[id] = struct{}{}
}

func (c creating) settled(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := c.ids[id]
	return ok
}
