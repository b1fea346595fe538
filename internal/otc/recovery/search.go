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
	attempts []Attempt // of this process, without those that were refused
	resumed  []Attempt // of an earlier process, by the cloud's clock
	refusal  error     // of the last attempt, nil if its outcome is unknown

	last time.Time // when the last list was sent that was answered
	// pending are the items of the last list that cannot be compared yet, because the list omits fields and there are no details.
	pending []candidate[T]
	seen    map[string]sighting
}

// sighting says between which lists an item appeared.
type sighting struct {
	absentAt time.Time // when the last list without it was sent; zero if there was none
	listedAt time.Time // when the first list with it was answered
	older    bool      // its own times show that it is older than the first attempt
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
	if last := len(attempts) - 1; last >= 0 && !s.last.IsZero() {
		attempts[last].Absent = s.registry.cloudTime(s.last).UTC()
	}
	return attempts
}

func (s *search[T]) unknown(err error) error {
	return &UnknownOutcomeError{Attempts: s.cloudAttempts(), Err: err}
}

// look lists what exists until there are candidates, until something excludes the item, or until over reports that it has
// taken long enough. It is asked after each list; nil means that only ctx ends the search.
func (s *search[T]) look(ctx context.Context, over func() bool) ([]candidate[T], error) {
	excluded := false
	return poll.Until(ctx, poll.Wait[[]candidate[T]]{
		Refresh: func(ctx context.Context) (found []candidate[T], err error) {
			found, excluded, err = s.list(ctx)
			return found, err
		},
		Done: func(found []candidate[T]) (bool, error) {
			return len(found) > 0 || excluded || over != nil && over(), nil
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
	var pending []candidate[T]
	answered := time.Now()
	for i := range items {
		item := &items[i]
		c := candidate[T]{item: item, Description: s.resource.Describe(item)}
		c.sighting = s.sight(c.Description, answered)
		result, err := s.compare(ctx, &c)
		if err != nil {
			return nil, false, err
		}
		// A list that changes between two of its pages contains the same item twice.
		if result == Equal && !slices.ContainsFunc(found, func(f candidate[T]) bool { return strings.EqualFold(f.ID, c.ID) }) {
			found = append(found, c)
		}
		if result == Incomplete {
			pending = append(pending, c)
		}
		if result == Different && s.refusal != nil && s.resource.Excludes != nil && s.resource.Excludes(s.refusal, item) {
			excluded = true
		}
	}
	s.last, s.pending = sent, pending
	return found, excluded, nil
}

// sight records that a list contained an item.
func (s *search[T]) sight(d Description, answered time.Time) sighting {
	id := strings.ToLower(d.ID)
	seen, ok := s.seen[id]
	if !ok {
		seen = sighting{absentAt: s.last, listedAt: answered}
	}
	// Once it is too old it stays so, although its age is no longer remarkable when the search has lasted as long.
	seen.older = seen.older || s.older(d, answered)
	s.seen[id] = seen
	return seen
}

// compare compares an item with the request. What a list leaves out is read in the details. The result is Incomplete only
// if there are none.
func (s *search[T]) compare(ctx context.Context, c *candidate[T]) (Comparison, error) {
	if s.registry.isClaimed(c.ID) || c.sighting.older || !s.possible(c.Description) {
		return Different, nil
	}
	result := s.resource.Compare(c.item)
	if result == Equal && c.CreatedAt == "" {
		result = Incomplete // the details may say when it was created
	}
	if result != Incomplete {
		return result, nil
	}
	details, err := s.resource.Get(ctx, c.ID)
	if err != nil && s.resource.Missing(err) {
		return Incomplete, nil // not there yet, or not there any more
	}
	if err != nil {
		return Different, err
	}
	c.item, c.Description = details, s.resource.Describe(details)
	if s.resource.Compare(details) == Different || !s.possible(c.Description) {
		return Different, nil
	}
	// What the details do not state either cannot be compared.
	return Equal, nil
}

// judge returns the one candidate if an attempt is shown to have created it.
func (s *search[T]) judge(found []candidate[T], lost error) (*Result[T], error) {
	if len(found) == 1 && s.created(found[0]) {
		s.registry.Claim(found[0].ID)
		return &Result[T]{Item: found[0].item, Lost: lost}, nil
	}
	return nil, ambiguous(found, lost)
}

func ambiguous[T any](found []candidate[T], lost error) *AmbiguousError {
	err := &AmbiguousError{Err: lost}
	for _, c := range found {
		err.Found = append(err.Found, c.Description)
	}
	return err
}
