package recovery

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// UnknownOutcomeError is returned if the item may have been created, and was not found.
type UnknownOutcomeError struct {
	Attempts []Attempt
	Err      error // why the answer is missing, and why looking for the item ended
}

// Error names what failed.
func (e *UnknownOutcomeError) Error() string {
	return "it is not known whether the cloud created it: " + e.Err.Error()
}

// Unwrap returns what failed.
func (e *UnknownOutcomeError) Unwrap() error { return e.Err }

// AmbiguousError is returned if items were found of which it cannot be told whether the request created them.
type AmbiguousError struct {
	Found []Description
	Err   error // why the answer is missing
}

// Error lists what was found.
func (e *AmbiguousError) Error() string {
	lines := make([]string, len(e.Found))
	for i, d := range e.Found {
		lines[i] = "- " + d.String()
	}
	which := "this one equals the request and may be what it created, or may belong to somebody else"
	if len(e.Found) > 1 {
		which = "each of these equals the request and may be what it created, or may belong to somebody else"
	}
	return fmt.Sprintf("the response to the request that creates it was lost (%s), and %s:\n%s", e.Err, which, strings.Join(lines, "\n"))
}

// Unwrap returns why the answer is missing.
func (e *AmbiguousError) Unwrap() error { return e.Err }

// IDs lists the ids of what was found.
func (e *AmbiguousError) IDs() []string {
	ids := make([]string, len(e.Found))
	for i, d := range e.Found {
		ids[i] = d.ID
	}
	return ids
}

// String returns the id, and the name and the time of creation where they are known.
func (d Description) String() string {
	text := d.ID
	if d.Name != "" {
		text += " (" + d.Name + ")"
	}
	if d.CreatedAt != "" {
		text += ", created at " + d.CreatedAt
	}
	return text
}

// endedError is returned if ctx ended before an answer arrived. It wraps only the error of ctx: the request itself is
// always canceled, also when ctx timed out.
type endedError struct {
	ctx  error
	call error
}

func (e *endedError) Error() string {
	verb := "interrupted"
	if errors.Is(e.ctx, context.DeadlineExceeded) {
		verb = "timed out"
	}
	return verb + " before the response arrived: " + e.call.Error()
}

func (e *endedError) Unwrap() error { return e.ctx }
