package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

const (
	// signInTimeout bounds a sign-in with all its calls and their repetitions. It does not end with the
	// caller that began it, so it needs an end of its own.
	signInTimeout = 5 * time.Minute
	// earlyRenewal is how long before its end a session is replaced, so that no request meets the end.
	// A session that lives shorter than ten times as long is replaced in the last tenth of its life.
	earlyRenewal = time.Minute
)

// credentials keep the one session of a process.
type credentials struct {
	options Options
	iam     iam
	key     accessKey

	mu      sync.Mutex
	session *otc.Session // nil before the first sign-in
	renewAt time.Time    // when to begin a renewal ahead of the end
	endsAt  time.Time    // zero where the end is not known or does not matter
	flight  *flight      // the sign-in under way
	refusal error        // set once: nothing is ever tried again

	passcodeSent bool // it is used up; only the sign-in under way looks at it
}

// Format implements fmt.Formatter: fmt would show the secrets of fields that are not exported.
func (c *credentials) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprint(f, "credentials "+c.options.who())
}

// flight is one sign-in that any number of callers wait for.
type flight struct {
	done    chan struct{}
	session *otc.Session
	err     error
}

func (f *flight) wait(ctx context.Context) (*otc.Session, error) {
	select {
	case <-f.done:
		return f.session, f.err
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for the sign-in: %w", ctx.Err())
	}
}

// Session implements otc.Credentials.
func (c *credentials) Session(ctx context.Context) (*otc.Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c.mu.Lock()
	if c.refusal != nil {
		defer c.mu.Unlock()
		return nil, c.refusal
	}
	now := time.Now()
	if c.session != nil && (c.endsAt.IsZero() || now.Before(c.endsAt)) {
		defer c.mu.Unlock()
		if !c.endsAt.IsZero() && !now.Before(c.renewAt) {
			// The session still holds: nobody waits for the next one.
			c.join(ctx)
		}
		return c.session, nil
	}
	flight := c.join(ctx)
	c.mu.Unlock()
	return flight.wait(ctx)
}

// Renew implements otc.Credentials.
func (c *credentials) Renew(ctx context.Context, refused *otc.Session, cause error) (*otc.Session, error) {
	c.mu.Lock()
	switch {
	case c.refusal != nil:
		defer c.mu.Unlock()
		return nil, c.refusal
	case c.session != nil && c.session != refused:
		defer c.mu.Unlock()
		return c.session, nil
	case !c.options.renewable():
		defer c.mu.Unlock()
		err := fmt.Errorf("%w; %w: %s", cause, otc.ErrNotRenewable, c.options.whyNotRenewable())
		if refused.Token == "" {
			// Each further call that is signed would count towards the lock. A token locks nothing.
			c.refusal = err
		}
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		c.mu.Unlock()
		return nil, err
	}
	flight := c.join(ctx)
	c.mu.Unlock()
	return flight.wait(ctx)
}

// Authorize implements otc.Credentials.
func (c *credentials) Authorize(req *http.Request, session *otc.Session) error {
	if session.Token != "" {
		req.Header.Set(headerAuthToken, session.Token.Reveal())
		return nil
	}
	c.mu.Lock()
	refusal := c.refusal
	c.mu.Unlock()
	if refusal != nil {
		// Calls that were under way when the key was refused must not go on repeating themselves.
		return refusal
	}
	// Services of a project refuse a call that also carries X-Domain-Id.
	req.Header.Set(headerProjectID, session.ProjectID)
	return c.key.sign(req, time.Now())
}

// join returns the sign-in under way, or begins one. The caller holds the lock.
func (c *credentials) join(ctx context.Context) *flight {
	if c.flight == nil {
		c.flight = &flight{done: make(chan struct{})}
		// Others wait for the same sign-in: it must not end because the one who came first gave up.
		go c.fly(context.WithoutCancel(ctx), c.flight)
	}
	return c.flight
}

func (c *credentials) fly(ctx context.Context, f *flight) {
	ctx, cancel := context.WithTimeout(ctx, signInTimeout)
	defer cancel()
	granted, err := c.signIn(ctx)

	c.mu.Lock()
	defer c.mu.Unlock()
	defer close(f.done)
	c.flight = nil
	if err != nil {
		f.err = err
		if c.final(err) {
			c.refusal = err
		}
		// After an outage, what is left of the session's life is used up before the next try.
		c.renewAt = c.endsAt
		return
	}
	f.session = granted.session
	c.session = granted.session
	c.renewAt, c.endsAt = time.Time{}, time.Time{}
	if c.options.renewable() && granted.life > 0 {
		now := time.Now()
		c.endsAt = now.Add(granted.life)
		c.renewAt = c.endsAt.Add(-min(earlyRenewal, granted.life/10))
	}
}

// final tells whether trying again cannot help, or does harm: a wrong password locks the account after a few
// tries, and fifty resources would each bring one.
func (c *credentials) final(err error) bool {
	var unfit *unfitError
	return errors.As(err, &unfit) || refused(err) || c.passcodeSent
}
