// Package poll waits for a condition by reading, and retries an action until it takes effect.
//
// Until reads and never changes anything. Retry performs an action and never reads.
package poll

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// toleratedErrors is how many reads in a row may fail for a temporary reason. The client may have repeated each of
// them already.
const toleratedErrors = 10

// Wait describes what is waited for.
type Wait[T any] struct {
	// Refresh reads the thing that is waited for.
	Refresh func(ctx context.Context) (T, error)
	// Paced reports whether Refresh itself waits until the next read is due.
	Paced bool
	// Done reports whether the wait is over. An error ends the wait too, and is returned as it is.
	Done func(thing T) (bool, error)
	// Retryable reports whether a failed Refresh may be followed by another; nil for never.
	Retryable func(err error) bool
	// Status returns the status of a thing, for messages; nil where things have none.
	Status func(thing T) string
	// LastStatus is the status known before the first Refresh, "" if none.
	LastStatus string
	// Goal completes "waiting for" in messages, such as `the status "available"`.
	Goal string
}

// EndedError is returned when ctx ended before the condition was met. It wraps the cause, context.DeadlineExceeded or
// context.Canceled, and the error of the last Refresh.
type EndedError struct {
	LastStatus string // "" if none was seen
	LastErr    error  // of the last Refresh, nil if it succeeded
	Goal       string
	Waited     time.Duration
	Cause      error
}

// Error names the last status and the last error.
func (e *EndedError) Error() string {
	var b strings.Builder
	verb := "interrupted"
	if errors.Is(e.Cause, context.DeadlineExceeded) {
		verb = "timed out"
	}
	fmt.Fprintf(&b, "%s after waiting %s for %s", verb, e.Waited.Round(time.Second), e.Goal)
	if e.LastStatus != "" {
		fmt.Fprintf(&b, "; the last status was %q", e.LastStatus)
	}
	if e.LastErr != nil {
		fmt.Fprintf(&b, "; the last error was: %s", e.LastErr)
	}
	return b.String()
}

// Unwrap returns the cause and the last error.
func (e *EndedError) Unwrap() []error { return []error{e.Cause, e.LastErr} }

// Until refreshes at once and then at growing intervals until the condition is met. It returns the thing as last read,
// also with an error. The error is an *EndedError if ctx ended first.
func Until[T any](ctx context.Context, w Wait[T]) (T, error) {
	started := time.Now()
	var (
		last   T
		ended  = EndedError{Goal: w.Goal, LastStatus: w.LastStatus}
		failed int
	)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		if ctx.Err() != nil { // also if both happened
			ended.Cause, ended.Waited = ctx.Err(), time.Since(started)
			return last, &ended
		}
		sent := time.Now()
		thing, err := w.Refresh(ctx)
		switch {
		case err == nil:
			last, failed, ended.LastErr = thing, 0, nil
			if w.Status != nil {
				ended.LastStatus = w.Status(thing)
			}
			if done, err := w.Done(thing); done || err != nil {
				return last, err
			}
		case ctx.Err() != nil:
			continue // the error only says that the read was cut short
		default:
			failed++
			ended.LastErr = err
			if w.Retryable == nil || !w.Retryable(err) || failed > toleratedErrors {
				if ended.LastStatus == "" {
					return last, err
				}
				return last, fmt.Errorf("read the status (it was %q before): %w", ended.LastStatus, err)
			}
		}
		if w.Paced {
			timer.Reset(0)
			continue
		}
		// Measured from one request to the next, so that slow answers do not stretch the interval.
		timer.Reset(max(Interval(time.Since(started))-time.Since(sent), Shortest))
	}
}

// Shortest is the shortest time between an answer and the next request.
const Shortest = 100 * time.Millisecond

const (
	early   = 450 * time.Millisecond
	longest = 4500 * time.Millisecond
)

// Interval returns the time between two requests after waiting for so long: short at first, so that a change is noticed
// within half a second in the first ten seconds, then within 5 % of the time waited, and never later than 5 seconds.
func Interval(waited time.Duration) time.Duration {
	if waited < 10*time.Second {
		return min(Shortest+waited/8, early)
	}
	return min(waited*45/1000, longest)
}
