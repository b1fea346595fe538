// Package poll waits for something to reach a status by looking at it again and again.
package poll

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// toleratedErrors is how many looks in a row may fail for a passing reason. Each look may have been
// repeated by the client already.
const toleratedErrors = 10

// Wait says what is waited for.
type Wait[T any] struct {
	// Look fetches the thing and its status.
	Look func(ctx context.Context) (thing T, status string, err error)
	// Pending are the statuses on the way to Target; any other status ends the wait with an UnexpectedStatusError.
	Pending []string
	Target  []string
	// Seen is the status that the thing is known to have before the first look, "" if none.
	Seen string
	// Gone is the status that a look stands for which failed because the thing is not there; nil
	// where that is an error like any other.
	Gone func(err error) (status string, ok bool)
	// Passing tells whether a failed look may be followed by another; nil for never.
	Passing func(err error) bool
}

// UnexpectedStatusError says that the thing left the way to its target.
type UnexpectedStatusError struct {
	Status string
	Target []string
}

// Error names the status and what was waited for.
func (e *UnexpectedStatusError) Error() string {
	return fmt.Sprintf("the status became %q while waiting for %s", e.Status, quoted(e.Target))
}

// EndedError says that the wait ended before the target was reached, by a deadline or an
// interruption; errors.Is tells which.
type EndedError struct {
	LastStatus string // "" where no look succeeded
	LastErr    error  // of the last look, nil where it succeeded
	Target     []string
	Waited     time.Duration
	Cause      error // context.DeadlineExceeded or context.Canceled
}

// Error names the last status and the last error.
func (e *EndedError) Error() string {
	var b strings.Builder
	verb := "interrupted"
	if errors.Is(e.Cause, context.DeadlineExceeded) {
		verb = "timed out"
	}
	fmt.Fprintf(&b, "%s after waiting %s for %s", verb, e.Waited.Round(time.Second), quoted(e.Target))
	if e.LastStatus != "" {
		fmt.Fprintf(&b, "; the last status was %q", e.LastStatus)
	} else {
		b.WriteString("; no status was seen")
	}
	if e.LastErr != nil {
		fmt.Fprintf(&b, "; the last error was: %s", e.LastErr)
	}
	return b.String()
}

// Unwrap gives the cause and the last error.
func (e *EndedError) Unwrap() []error { return []error{e.Cause, e.LastErr} }

// Until looks at once and then at growing intervals until a target status is reached, and returns the
// thing as it was at that look. It returns the last thing seen with every error too.
func Until[T any](ctx context.Context, w Wait[T]) (T, error) {
	started := time.Now()
	var (
		last   T
		ended  = EndedError{Target: w.Target, LastStatus: w.Seen}
		failed int
	)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			ended.Cause, ended.Waited = ctx.Err(), time.Since(started)
			return last, &ended
		case <-timer.C:
		}
		looked := time.Now()
		thing, status, err := w.Look(ctx)
		if err != nil && w.Gone != nil {
			if gone, ok := w.Gone(err); ok {
				status, err = gone, nil
			}
		}
		switch {
		case err == nil:
			last, failed = thing, 0
			ended.LastStatus, ended.LastErr = status, nil
			if slices.Contains(w.Target, status) {
				return last, nil
			}
			if !slices.Contains(w.Pending, status) {
				return last, &UnexpectedStatusError{Status: status, Target: w.Target}
			}
		case ctx.Err() != nil:
			continue // what the look says is only that it was cut short
		default:
			failed++
			ended.LastErr = err
			if w.Passing == nil || !w.Passing(err) || failed > toleratedErrors {
				return last, fmt.Errorf("look at the status (last seen %q): %w", ended.LastStatus, err)
			}
		}
		// From look to look, so that slow answers do not stretch the interval.
		timer.Reset(max(Interval(time.Since(started))-time.Since(looked), shortest))
	}
}

const (
	shortest = 100 * time.Millisecond
	early    = 450 * time.Millisecond
	longest  = 4500 * time.Millisecond
)

// Interval is the time from one look to the next after waiting so long already: short at first,
// so that the end is noticed within half a second in the first ten seconds, then within 5 % of
// the time waited, and never later than 5 seconds.
func Interval(waited time.Duration) time.Duration {
	if waited < 10*time.Second {
		return min(shortest+waited/8, early)
	}
	return min(waited*45/1000, longest)
}

func quoted(statuses []string) string {
	q := make([]string, len(statuses))
	for i, s := range statuses {
		q[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(q, " or ")
}
