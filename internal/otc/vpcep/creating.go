package vpcep

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// creating keeps apart the services that one process creates, so that one resource never takes another's
// service for its own: services which could be mistaken for one another are created one after the other,
// and a service that belongs to a resource is not found again.
type creating struct {
	mu    *sync.Mutex
	turns map[string]chan struct{} // by what is asked for; holds one token
	ids   map[string]struct{}      // services that belong to a resource
}

func newCreating() creating {
	return creating{mu: new(sync.Mutex), turns: map[string]chan struct{}{}, ids: map[string]struct{}{}}
}

// enter waits for its turn to create such a service; the caller calls leave when it is done.
func (c creating) enter(ctx context.Context, create ServiceCreate) (leave func(), err error) {
	turn := c.turn(create)
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for another service with the same settings to be created: %w", ctx.Err())
	}
}

func (c creating) turn(create ServiceCreate) chan struct{} {
	ports := make([]string, len(create.Ports))
	for i, p := range create.Ports {
		ports[i] = fmt.Sprint(p.Normal())
	}
	slices.Sort(ports)
	key := strings.ToLower(fmt.Sprint(create.PortID, create.VPCID, create.ServerType, value(create.Name), ports))
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
