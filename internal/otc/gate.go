package otc

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
)

// gate lets calls go one by one until an answer shows that the key is accepted. Five refused signatures lock an
// access key, and Terraform starts ten calls at once: with a wrong key one call must find out.
type gate struct {
	open  *atomic.Bool
	alone chan struct{}
}

func newGate() gate { return gate{open: new(atomic.Bool), alone: make(chan struct{}, 1)} }

// enter waits for the gate; the caller calls leave when its own call has ended.
func (g gate) enter(ctx context.Context) (leave func(), err error) {
	if g.open.Load() {
		return func() {}, nil
	}
	select {
	case g.alone <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if g.open.Load() {
		<-g.alone
		return func() {}, nil
	}
	return func() { <-g.alone }, nil
}

// saw opens the gate when a response shows that the key is accepted. An error page of a proxy does not: the request may
// not have reached the cloud.
func (g gate) saw(err error) {
	var response *Error
	if err == nil || (errors.As(err, &response) && response.FromAPI() && !response.refused() &&
		response.StatusCode < http.StatusInternalServerError) {
		g.open.Store(true)
	}
}
