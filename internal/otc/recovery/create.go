package recovery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

const (
	// interruptionGrace is how long a request may still take after an interruption: its answer contains the id, without
	// which what it created would be orphaned.
	interruptionGrace = 1200 * time.Millisecond
	// searchTime is how long an item is looked for before the request is repeated.
	searchTime = 10 * time.Second
)

// Create creates the item once. If the answer gets lost, the item is looked for before the request is repeated, and
// until ctx ends after the last attempt.
//
// The error is an *UnknownOutcomeError if an orphan may be left behind, an *AmbiguousError if it cannot be told what
// the request created, and otherwise says why nothing was created.
func Create[T any](ctx context.Context, r *Registry, resource Resource[T]) (*Result[T], error) {
	leave, err := r.enter(ctx, resource.Key)
	if err != nil {
		return nil, err
	}
	defer leave()

	s := newSearch(r, resource)
	var lost error
	for attempt := 0; ; attempt++ {
		started := time.Now()
		item, postErr := resource.attempt(ctx)
		if postErr == nil {
			r.Claim(resource.Describe(item).ID)
			return &Result[T]{Item: item}, nil
		}
		unknown := otc.OutcomeUnknown(postErr)
		if unknown {
			lost = postErr
		}
		if lost == nil {
			return nil, postErr
		}
		if unknown {
			s.tried(started, time.Now())
		}
		if ctx.Err() != nil {
			return nil, s.unknown(&endedError{ctx.Err(), lost})
		}
		var over func() bool // without it the search lasts until ctx ends
		if unknown && attempt < r.retries {
			until := time.Now().Add(searchTime)
			// What is listed without being readable yet may be the result.
			over = func() bool { return len(s.pending) == 0 && !time.Now().Before(until) }
		}
		if !unknown {
			s.refusal = postErr
		}
		found, lookErr := s.look(ctx, over)
		switch {
		case len(found) > 0:
			return s.judge(found, lost)
		case lookErr == nil && !unknown:
			return nil, postErr // explained by something else that exists
		case lookErr != nil && !unknown:
			return nil, s.unknown(fmt.Errorf("%w; the response to an earlier attempt was lost: %w; looking for it: %w", postErr, lost, lookErr))
		case lookErr != nil:
			return nil, s.unknown(fmt.Errorf("%w; looking for it: %w", lost, lookErr))
		}
	}
}

// Find looks for what a Create with an unknown outcome may have created in an earlier process. It returns nil if it
// created nothing, and an *AmbiguousError if it cannot be told.
func Find[T any](ctx context.Context, r *Registry, resource Resource[T], attempts []Attempt) (*Result[T], error) {
	if len(attempts) == 0 {
		return nil, nil
	}
	s := newSearch(r, resource)
	s.resume(attempts)
	started, end := time.Now(), attempts[len(attempts)-1].End
	found, err := s.look(ctx, func() bool {
		// The cloud may still be working on a request that was interrupted just now. Its clock is known once it answered the
		// first list.
		now := time.Now()
		return now.Sub(started) >= 2*searchTime || r.cloudTime(now).Sub(end) >= 2*searchTime
	})
	if err != nil || len(found)+len(s.pending) == 0 {
		return nil, err
	}
	lost := errors.New("an earlier apply was interrupted")
	if len(found) == 0 {
		return nil, ambiguous(s.pending, lost)
	}
	return s.judge(found, lost)
}

// attempt sends the request once. It may still be answered for a moment after an interruption.
func (res Resource[T]) attempt(ctx context.Context) (*T, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("not requested: %w", err)
	}
	call, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(interruptionGrace, cancel) })()
	return res.Post(call)
}
