package otc

import (
	"context"
	"errors"
	"sync/atomic"
)

// RefusedError means that signing in again with the same settings would fail, too: IAM refuses the credentials, or a project does not
// exist.
type RefusedError struct{ Err error }

// Error returns the cause.
func (e *RefusedError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *RefusedError) Unwrap() error { return e.Err }

// SignInError is a failed sign-in. The call that required it was not sent.
type SignInError struct {
	Err error
	// Settings says where the settings that were used for signing in are from, without their values; "" if unknown.
	Settings string

	reported *atomic.Bool // by any error of the same client
}

// Error returns the cause.
func (e *SignInError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *SignInError) Unwrap() error { return e.Err }

// Refused reports whether signing in again with the same settings would fail, too. Otherwise the network or the cloud may be the
// cause.
func (e *SignInError) Refused() bool {
	return errors.As(e.Err, new(*RefusedError)) || errors.Is(e.Err, ErrNotRenewable)
}

// ReportFirst reports whether no error of the client's sign-in was reported before. Every caller fails with the same error, which
// need not be explained to each of them.
func (e *SignInError) ReportFirst() bool {
	return e.reported == nil || e.reported.CompareAndSwap(false, true)
}

// Reported reports whether an error of the client's sign-in was reported before.
func (e *SignInError) Reported() bool { return e.reported != nil && e.reported.Load() }

func (c *Client) signInError(err error) error {
	return &SignInError{Err: err, Settings: c.options.SignInSettings, reported: &c.signInReported}
}

// SignIn signs in, unless there is a session, and looks up the address of a service. Nothing is sent to the service. The error is a
// *SignInError if the sign-in fails.
func (c *Client) SignIn(ctx context.Context, service string) error {
	session, err := c.credentials.Session(ctx)
	if err != nil {
		return c.signInError(err)
	}
	_, err = c.base(service, session)
	return err
}
