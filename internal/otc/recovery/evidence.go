package recovery

import (
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

const (
	// clockDifference is how far the clock behind created_at and the one of the Date header may be apart.
	clockDifference = 30 * time.Second
	// agreement is how far apart two clocks may be that agree: the Date header has whole seconds and takes a moment to
	// arrive.
	agreement = 2 * time.Second
	// prompt is how soon after an attempt a list has to be made to show that what it lists was created by then.
	prompt = 2 * time.Second
	// lateness is how long the cloud may take to execute a request that it no longer answers.
	lateness = 2 * time.Minute
)

// possible reports whether a candidate may have been created by one of the attempts, as far as its own times tell.
func (s *search[T]) possible(c candidate[T]) bool {
	created, ok := otc.ParseTime(c.CreatedAt)
	if !ok {
		return true
	}
	attempts := s.cloudAttempts()
	first, last := attempts[0].Start, attempts[len(attempts)-1].End
	if created.Latest().Before(first.Add(-clockDifference-agreement)) || created.Earliest().After(last.Add(lateness)) {
		return false
	}
	// Both times are of the same clock. What took longer to become what it is than has passed since the first attempt is
	// older than that.
	updated, ok := otc.ParseTime(c.UpdatedAt)
	if !ok {
		return true
	}
	age := updated.Earliest().Sub(created.Latest())
	return age <= s.registry.cloudTime(time.Now()).Sub(first)
}

// created reports whether one of the attempts is shown to have created a candidate.
func (s *search[T]) created(c candidate[T]) bool {
	for i, a := range s.attempts {
		appeared := c.sighting.absentAt.IsZero() && i == 0 || !c.sighting.absentAt.IsZero() && !c.sighting.absentAt.After(a.Start)
		if appeared && !c.sighting.listedAt.After(a.End.Add(prompt)) {
			return true // created between two lists that enclose the attempt
		}
	}
	created, ok := otc.ParseTime(c.CreatedAt)
	if !ok {
		return false
	}
	// If lists do not lag, the candidate was created after the last list without it.
	absentAt := c.sighting.absentAt
	if !absentAt.IsZero() && created.Latest().After(s.registry.cloudTime(absentAt)) {
		return false
	}
	for _, a := range s.cloudAttempts() {
		if !created.Latest().Before(a.Start.Add(-agreement)) && !created.Earliest().After(a.End.Add(agreement)) {
			return true
		}
	}
	return false
}
