package batch

import (
	"context"
	"sync"
)

// callers are those that wait for the same request, which is canceled when the contexts of all of them have ended.
type callers struct {
	ctx    context.Context //nolint:containedctx // of the request, which may outlast the call that started it
	cancel context.CancelFunc

	mu      sync.Mutex
	waiting int
}

// newCallers returns callers without any. The request has the values of ctx. It must call cancel when it ends.
func newCallers(ctx context.Context) *callers {
	c := &callers{}
	c.ctx, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
	return c
}

// add adds a caller. It must call stop when it no longer waits.
func (c *callers) add(ctx context.Context) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting++
	return context.AfterFunc(ctx, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.waiting--; c.waiting == 0 {
			c.cancel()
		}
	})
}

// left reports whether the contexts of all callers have ended.
func (c *callers) left() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.waiting == 0
}
