package recovery

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Registry knows what one process creates and manages, so that no resource adopts what belongs to another. It is safe
// for concurrent use.
type Registry struct {
	// cloudTime converts a time of the local clock to the cloud's.
	cloudTime func(local time.Time) time.Time
	// retries is how often a request whose answer got lost is repeated.
	retries int

	mu      sync.Mutex
	turns   map[string]chan struct{} // by Resource.Key; each holds one token
	claimed map[string]struct{}      // ids of what is managed
}

// NewRegistry returns an empty Registry.
func NewRegistry(cloudTime func(local time.Time) time.Time, retries int) *Registry {
	return &Registry{cloudTime: cloudTime, retries: retries, turns: map[string]chan struct{}{}, claimed: map[string]struct{}{}}
}

// Claim records that the item with this id is managed by a resource. It is never adopted by another one.
func (r *Registry) Claim(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.claimed[strings.ToLower(id)] = struct{}{}
}

func (r *Registry) isClaimed(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.claimed[strings.ToLower(id)]
	return ok
}

// enter waits until no other request with the same key is being made. The caller calls leave afterwards.
func (r *Registry) enter(ctx context.Context, key string) (leave func(), err error) {
	turn := r.turn(strings.ToLower(key))
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for another one with the same settings to be created: %w", ctx.Err())
	}
}

func (r *Registry) turn(key string) chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.turns[key] == nil {
		r.turns[key] = make(chan struct{}, 1)
	}
	return r.turns[key]
}
