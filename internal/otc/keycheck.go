package otc

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
)

// keyCheck serializes signed calls until a response shows that the cloud accepts the access key. Five rejected
// signatures lock an access key, and Terraform starts ten calls at once: only one of them may find out that the
// key is wrong.
type keyCheck struct {
	accepted *atomic.Bool
	slot     chan struct{} // taken by the one call in progress
}

func newKeyCheck() keyCheck {
	return keyCheck{accepted: new(atomic.Bool), slot: make(chan struct{}, 1)}
}

// acquire waits until the call may be sent. The caller calls release after its call.
func (k keyCheck) acquire(ctx context.Context) (release func(), err error) {
	if k.accepted.Load() {
		return func() {}, nil
	}
	select {
	case k.slot <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if k.accepted.Load() {
		<-k.slot
		return func() {}, nil
	}
	return func() { <-k.slot }, nil
}

// observe ends the check if the result of a call shows that the key is accepted. An error page of a proxy does not
// show it: the call may not have reached the cloud.
func (k keyCheck) observe(err error) {
	var response *Error
	if err == nil || (errors.As(err, &response) && response.FromAPI() && !response.unauthorized() &&
		response.StatusCode < http.StatusInternalServerError) {
		k.accepted.Store(true)
	}
}
