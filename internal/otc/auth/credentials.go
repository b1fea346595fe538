package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

const (
	// signInTimeout bounds a sign-in including retries. A sign-in outlives the caller that started it, so it needs
	// a deadline of its own.
	signInTimeout = 5 * time.Minute
	// renewalMargin is how long before it expires a session is renewed, so that no request is sent with an expired
	// one. For sessions that live less than ten times as long, it is a tenth of their lifetime.
	renewalMargin = time.Minute
	// signInKey is the one key of credentials.flights: all callers share the same sign-in.
	signInKey = "sign-in"
)

// credentials hold the single session of a process.
type credentials struct {
	options Options
	method  method
	iam     iam
	flights singleflight.Group // runs at most one sign-in at a time

	mu        sync.Mutex
	session   *otc.Session // nil before the first sign-in
	renewAt   time.Time    // when to start a renewal in the background
	expiresAt time.Time    // zero if unknown or if the session cannot be renewed
	permanent error        // once set, every call fails with it and nothing is sent
}

func newCredentials(sender sender, options Options) *credentials {
	return &credentials{options: options, method: options.method(), iam: iam{sender: sender, base: options.AuthURL}}
}

// Format implements fmt.Formatter, because fmt prints the secrets of unexported fields.
func (c *credentials) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprint(f, "credentials "+c.method.who())
}

// Session implements otc.Credentials.
func (c *credentials) Session(ctx context.Context) (*otc.Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c.mu.Lock()
	if c.permanent != nil {
		defer c.mu.Unlock()
		return nil, c.permanent
	}
	now := time.Now()
	if c.session != nil && (c.expiresAt.IsZero() || now.Before(c.expiresAt)) {
		defer c.mu.Unlock()
		if !c.expiresAt.IsZero() && !now.Before(c.renewAt) {
			// The session is still valid, so nobody waits for the new one.
			c.startOrJoin(ctx)
		}
		return c.session, nil
	}
	result := c.startOrJoin(ctx)
	c.mu.Unlock()
	return wait(ctx, result)
}

// Renew implements otc.Credentials.
func (c *credentials) Renew(ctx context.Context, rejected *otc.Session, cause error) (*otc.Session, error) {
	c.mu.Lock()
	if c.permanent != nil {
		defer c.mu.Unlock()
		return nil, c.permanent
	}
	if c.session != nil && c.session != rejected {
		defer c.mu.Unlock()
		return c.session, nil
	}
	if reason := c.notRenewable(); reason != "" {
		defer c.mu.Unlock()
		err := error(&otc.AdvisedError{Err: fmt.Errorf("%w; %w", cause, otc.ErrNotRenewable), Advice: reason})
		if rejected.Token == "" {
			// More signed requests would lock the access key. A rejected token locks nothing.
			c.permanent = err
		}
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		c.mu.Unlock()
		return nil, err
	}
	result := c.startOrJoin(ctx)
	c.mu.Unlock()
	return wait(ctx, result)
}

// notRenewable says why signing in again cannot replace a rejected session, and what to do; "" if it can.
func (c *credentials) notRenewable() string {
	reason := c.method.notRenewable()
	if reason == "" && !c.options.AllowReauth {
		reason = "allow_reauth is false; set it to true, or run again"
	}
	return reason
}

// Authorize implements otc.Credentials.
func (c *credentials) Authorize(req *http.Request, session *otc.Session) error {
	if session.Token != "" {
		return withToken(session.Token)(req)
	}
	c.mu.Lock()
	permanent := c.permanent
	c.mu.Unlock()
	if permanent != nil {
		// Calls in progress when the key was rejected must not send another attempt.
		return permanent
	}
	signer, ok := c.method.(requestSigner)
	if !ok {
		return errors.New("the session has no token")
	}
	return signer.signRequest(req, session)
}

// startOrJoin returns where the result of the sign-in in progress will arrive, after starting one if there is
// none. The caller holds the lock.
func (c *credentials) startOrJoin(ctx context.Context) <-chan singleflight.Result {
	// Other callers may join, so the sign-in must not end with the context of the first one.
	ctx = context.WithoutCancel(ctx)
	return c.flights.DoChan(signInKey, func() (any, error) { return c.replaceSession(ctx) })
}

// wait waits for the result of a sign-in. If ctx ends first, the sign-in goes on for other callers.
func wait(ctx context.Context, result <-chan singleflight.Result) (*otc.Session, error) {
	select {
	case r := <-result:
		session, _ := r.Val.(*otc.Session)
		return session, r.Err
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for the sign-in: %w", ctx.Err())
	}
}

// replaceSession signs in and stores the session.
func (c *credentials) replaceSession(ctx context.Context) (*otc.Session, error) {
	ctx, cancel := context.WithTimeout(ctx, signInTimeout)
	defer cancel()
	granted, err := c.signIn(ctx)

	c.mu.Lock()
	defer c.mu.Unlock()
	// Whoever takes the lock next must not join this sign-in, which may have returned the session to be replaced.
	c.flights.Forget(signInKey)
	if err != nil {
		if refused(err) {
			err = &otc.RefusedError{Err: err}
		}
		if refused(err) || c.method.usedUp() {
			c.permanent = err
		}
		// During an outage, the current session is used until it expires.
		c.renewAt = c.expiresAt
		return nil, err
	}
	c.session = granted.session
	c.renewAt, c.expiresAt = time.Time{}, time.Time{}
	if granted.lifetime > 0 && c.notRenewable() == "" {
		c.expiresAt = time.Now().Add(granted.lifetime)
		c.renewAt = c.expiresAt.Add(-min(renewalMargin, granted.lifetime/10))
	}
	return c.session, nil
}

// signIn sends all requests that lead to a session. A renewal repeats them all.
func (c *credentials) signIn(ctx context.Context) (*grant, error) {
	if c.options.Agency != nil {
		return agency{c.options}.signIn(ctx, c.iam, c.method)
	}
	granted, err := c.method.signIn(ctx, c.iam)
	if err != nil {
		return nil, explain(c.method, c.iam, err)
	}
	return granted, nil
}
