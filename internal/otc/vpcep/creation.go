package vpcep

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

const (
	// interruptionGrace is how long a call that creates may still take when the work is
	// interrupted: its answer carries the id, without which what it created would be orphaned.
	interruptionGrace = 1200 * time.Millisecond
	// searchTime is how long something is looked for that may have been created without an answer.
	searchTime = 10 * time.Second
)

// UnknownOutcomeError says that a service or an endpoint may have been created or not.
type UnknownOutcomeError struct {
	Since time.Time // by the cloud's clock: what was created is not older
	Err   error     // of the last attempt
}

// Error says what failed.
func (e *UnknownOutcomeError) Error() string {
	return "it is not known whether the cloud created it: " + e.Err.Error()
}

// Unwrap gives the error of the last attempt.
func (e *UnknownOutcomeError) Unwrap() error { return e.Err }

// SeveralFoundError says that more than one service or endpoint may be the one that was created.
type SeveralFoundError struct {
	IDs []string
	Err error // why the answer is missing
}

// Error lists what was found.
func (e *SeveralFoundError) Error() string {
	return fmt.Sprintf("the call that creates it got no answer, and each of these could be what the call created: %s; the call failed with: %s",
		strings.Join(e.IDs, ", "), e.Err)
}

// Unwrap gives why the answer is missing.
func (e *SeveralFoundError) Unwrap() error { return e.Err }

// cutShortError says that the work ended before an answer came. Of the causes only that of the work is
// wrapped: the call itself is always cancelled, also by a timeout.
type cutShortError struct {
	cause error
	call  error
}

func (e *cutShortError) Error() string {
	verb := "interrupted"
	if errors.Is(e.cause, context.DeadlineExceeded) {
		verb = "timed out"
	}
	return verb + " before the answer came: " + e.call.Error()
}

func (e *cutShortError) Unwrap() error { return e.cause }

// creation is how one service or endpoint is created, and told from others where the answer was lost.
type creation[T any] struct {
	turn     string // the same for what could be mistaken for one another
	post     func(ctx context.Context) (*T, error)
	list     func(ctx context.Context) ([]T, error)
	isAsked  func(thing *T) bool // whether a thing is what is asked for, whenever it was created
	identify func(thing *T) (id string, createdAt *string)
}

// createOnce creates something, once. Where an attempt ends without an answer that can be trusted, it is looked
// for before the next one, as often as the client repeats calls. lost is why there was no answer, where what
// is returned was found in that way.
//
// The error is an *UnknownOutcomeError where an orphan may be left behind, and a *SeveralFoundError
// where it cannot be told what was created.
func createOnce[T any](ctx context.Context, c *Client, wanted creation[T]) (created *T, lost, err error) {
	leave, err := c.creating.enter(ctx, wanted.turn)
	if err != nil {
		return nil, nil, err
	}
	defer leave()

	since := time.Now()
	for attempt := 0; ; attempt++ {
		created, err := wanted.attempt(ctx)
		if err == nil {
			id, _ := wanted.identify(created)
			c.creating.settle(id)
			return created, nil, nil
		}
		if otc.OutcomeUnknown(err) {
			lost = err
		}
		if lost == nil {
			return nil, nil, err
		}
		if ctx.Err() != nil {
			return nil, nil, &UnknownOutcomeError{Since: c.cloud.CloudTime(since), Err: &cutShortError{ctx.Err(), lost}}
		}
		// A refusal after a lost answer needs a look too: what is in the way may be what that attempt created.
		found, searchErr := wanted.search(ctx, c, func() time.Time { return c.cloud.CloudTime(since) }, time.Now().Add(searchTime))
		switch {
		case len(found) == 1:
			id, _ := wanted.identify(&found[0])
			c.creating.settle(id)
			return &found[0], lost, nil
		case len(found) > 1:
			return nil, nil, &SeveralFoundError{IDs: wanted.ids(found), Err: lost}
		case searchErr != nil:
			return nil, nil, &UnknownOutcomeError{Since: c.cloud.CloudTime(since), Err: fmt.Errorf("%w; looking for it: %w", lost, searchErr)}
		case !otc.OutcomeUnknown(err):
			return nil, nil, &UnknownOutcomeError{Since: c.cloud.CloudTime(since), Err: fmt.Errorf("%w; an attempt before: %w", err, lost)}
		case attempt >= c.cloud.MaxRetries():
			return nil, nil, &UnknownOutcomeError{Since: c.cloud.CloudTime(since), Err: lost}
		}
	}
}

// attempt asks for the thing once. The call goes on for a moment when the work is interrupted.
func (w creation[T]) attempt(ctx context.Context) (*T, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("not asked for: %w", err)
	}
	call, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(interruptionGrace, cancel) })()
	return w.post(call)
}

// recoverCreated lists the ids of what is asked for and was created at or after since, by the cloud's clock, and
// belongs to no resource. Where since is just past it looks for a while: the cloud may still be working on the call.
func recoverCreated[T any](ctx context.Context, c *Client, wanted creation[T], since time.Time) ([]string, error) {
	if since.IsZero() {
		return nil, nil // nothing was left open
	}
	// Before the first answer this machine's clock stands for the cloud's, and may be behind it.
	past := max(0, c.cloud.CloudTime(time.Now()).Sub(since))
	found, err := wanted.search(ctx, c, func() time.Time { return since }, time.Now().Add(2*searchTime-past))
	return wanted.ids(found), err
}

// search looks until something is found or the time for it is over.
func (w creation[T]) search(ctx context.Context, c *Client, since func() time.Time, until time.Time) ([]T, error) {
	const searching, done = "not found", "found or given up"
	return poll.Until(ctx, poll.Wait[[]T]{
		Look: func(ctx context.Context) ([]T, string, error) {
			listed, err := w.list(ctx)
			if err != nil {
				return nil, searching, err
			}
			found := w.createdOf(listed, since(), c.creating.settled)
			if len(found) == 0 && time.Now().Before(until) {
				return nil, searching, nil
			}
			return found, done, nil
		},
		Pending: []string{searching},
		Target:  []string{done},
		Passing: otc.Transient,
	})
}

// createdOf picks what is asked for, is not older than since, and is not known to be another resource's.
func (w creation[T]) createdOf(listed []T, since time.Time, settled func(id string) bool) []T {
	var found []T
	// A list that moves between two of its pages has the same thing twice.
	seen := map[string]bool{}
	for i := range listed {
		id, createdAt := w.identify(&listed[i])
		if w.isAsked(&listed[i]) && !createdBefore(createdAt, since) && !settled(id) && !seen[id] {
			seen[id] = true
			found = append(found, listed[i])
		}
	}
	return found
}

func (w creation[T]) ids(found []T) []string {
	list := make([]string, len(found))
	for i := range found {
		list[i], _ = w.identify(&found[i])
	}
	return list
}

// createdBefore tells whether something is surely older than since. The API's times have whole seconds.
func createdBefore(createdAt *string, since time.Time) bool {
	created, err := ParseTime(value(createdAt))
	return err == nil && created.Before(since.Truncate(time.Second))
}
