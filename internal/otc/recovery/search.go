package recovery

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// search lists what exists until a candidate appears. Times are of the local clock.
type search[T any] struct {
	registry *Registry
	resource Resource[T]
	attempts []Attempt
	resumed  []Attempt // of an earlier process, by the cloud's clock
	refusal  error     // of the last attempt, nil if its outcome is unknown

	last time.Time // when the last list was sent that was answered
	seen map[string]sighting
}

// sighting says between which lists an item appeared.
type sighting struct {
	absentAt time.Time // when the last list without it was sent; zero if there was none
	listedAt time.Time // when the first list with it was sent
}

// candidate is an item that may be what the request created.
type candidate[T any] struct {
	item     *T
	sighting sighting
	Description
}

func newSearch[T any](r *Registry, resource Resource[T]) *search[T] {
	return &search[T]{registry: r, resource: resource, seen: map[string]sighting{}}
}

// tried records an attempt.
func (s *search[T]) tried(start, end time.Time) {
	s.attempts = append(s.attempts, Attempt{Start: start, End: end})
}

// resume records attempts of an earlier process.
func (s *search[T]) resume(attempts []Attempt) { s.resumed = attempts }

// cloudAttempts returns all attempts by the cloud's clock.
func (s *search[T]) cloudAttempts() []Attempt {
	attempts := slices.Clone(s.resumed)
	for _, a := range s.attempts {
		attempts = append(attempts, Attempt{Start: s.registry.cloudTime(a.Start).UTC(), End: s.registry.cloudTime(a.End).UTC()})
	}
	return attempts
}

func (s *search[T]) unknown(err error) error {
	return &UnknownOutcomeError{Attempts: s.cloudAttempts(), Err: err}
}

// look lists what exists until there are candidates, until something excludes the item, or until a deadline, which is
// that of ctx if until is zero.
func (s *search[T]) look(ctx context.Context, until time.Time) ([]candidate[T], error) {
	excluded := false
	return poll.Until(ctx, poll.Wait[[]candidate[T]]{
		Refresh: func(ctx context.Context) (found []candidate[T], err error) {
			found, excluded, err = s.list(ctx)
			return found, err
		},
		Done: func(found []candidate[T]) (bool, error) {
			over := !until.IsZero() && !time.Now().Before(until)
			return len(found) > 0 || excluded || over, nil
		},
		Goal:      "what was requested to be listed",
		Retryable: otc.Transient,
	})
}

// list makes one list, and reports whether something in it excludes the item.
func (s *search[T]) list(ctx context.Context) (found []candidate[T], excluded bool, err error) {
	sent := time.Now()
	items, err := s.resource.List(ctx)
	if err != nil {
		return nil, false, err
	}
	for i := range items {
		item := &items[i]
		description := s.resource.Describe(item)
		id := strings.ToLower(description.ID)
		if _, ok := s.seen[id]; !ok {
			s.seen[id] = sighting{absentAt: s.last, listedAt: sent}
		}
		c := candidate[T]{item: item, sighting: s.seen[id], Description: description}
		equal, err := s.equal(ctx, &c)
		if err != nil {
			return nil, false, err
		}
		// A list that changes between two of its pages contains the same item twice.
		if equal && !slices.ContainsFunc(found, func(f candidate[T]) bool { return strings.EqualFold(f.ID, c.ID) }) {
			found = append(found, c)
		}
		if !equal && s.refusal != nil && s.resource.Excludes != nil && s.resource.Excludes(s.refusal, item) {
			excluded = true
		}
	}
	s.last = sent
	return found, excluded, nil
}

// equal reports whether an item is a candidate. What a list leaves out is looked up in the details.
func (s *search[T]) equal(ctx context.Context, c *candidate[T]) (bool, error) {
	if s.registry.isClaimed(c.ID) || !s.possible(*c) {
		return false, nil
	}
	switch s.resource.Compare(c.item) {
	case Equal:
		return true, nil
	case Incomplete:
		details, err := s.resource.Get(ctx, c.ID)
		if err != nil && s.resource.Missing(err) {
			return false, nil // not there yet, or not there any more
		}
		if err != nil {
			return false, err
		}
		c.item = details
		// What the details do not state either cannot be compared.
		return s.resource.Compare(details) != Different, nil
	default:
		return false, nil
	}
}

// judge returns the one candidate if an attempt is shown to have created it.
func (s *search[T]) judge(found []candidate[T], lost error) (*Result[T], error) {
	if len(found) == 1 && s.created(found[0]) {
		s.registry.Claim(found[0].ID)
		return &Result[T]{Item: found[0].item, Lost: lost}, nil
	}
	ambiguous := &AmbiguousError{Err: lost}
	for _, c := range found {
		ambiguous.Found = append(ambiguous.Found, c.Description)
	}
	return nil, ambiguous
}
