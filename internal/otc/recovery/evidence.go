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
	// prompt is how soon after an attempt a list has to be answered to show that what it lists was created by then.
	prompt = 2 * time.Second
	// lag is how much older than a list without it a candidate has to be, by its created_at, to show that lists lag.
	lag = time.Second
	// lagBeyondPrecision is the least of lag that is beyond the precision of created_at.
	lagBeyondPrecision = 250 * time.Millisecond
	// lateness is how long the cloud may take to execute a request that it no longer answers.
	lateness = 2 * time.Minute
)

// possible reports whether an item may have been created by one of the attempts, as far as created_at tells.
func (s *search[T]) possible(d Description) bool {
	created, ok := otc.ParseTime(d.CreatedAt)
	if !ok {
		return true
	}
	attempts := s.cloudAttempts()
	first, last := attempts[0].Start, attempts[len(attempts)-1].End
	return !created.Latest().Before(first.Add(-clockDifference-agreement)) && !created.Earliest().After(last.Add(lateness))
}

// older reports whether an item was complete before the first attempt: it was last updated before that, and took longer
// to become what it is than had passed since then when it was listed.
func (s *search[T]) older(d Description, listed time.Time) bool {
	created, ok := otc.ParseTime(d.CreatedAt)
	updated, updatedOK := otc.ParseTime(d.UpdatedAt)
	if !ok || !updatedOK {
		return false
	}
	first := s.cloudAttempts()[0].Start
	took := updated.Earliest().Sub(created.Latest())
	return updated.Latest().Before(first.Add(-agreement)) && took > s.registry.cloudTime(listed).Sub(first)
}

// created reports whether one of the attempts is shown to have created a candidate.
func (s *search[T]) created(c candidate[T]) bool {
	created, ok := otc.ParseTime(c.CreatedAt)
	absentAt, listedAt := c.sighting.absentAt, c.sighting.listedAt
	for i, a := range s.attempts {
		// No list is made before the first attempt. There created_at, which is possible, is what tells that the candidate is
		// not much older.
		appeared := absentAt.IsZero() && i == 0 && ok || !absentAt.IsZero() && !absentAt.After(a.Start)
		if appeared && !listedAt.After(a.End.Add(prompt)) {
			return true // created between two lists that enclose the attempt
		}
	}
	if !ok {
		return false
	}
	// What is left is created_at. A stranger's item that was created right after the attempt must not pass for ours, so
	// there is no tolerance at the end of the attempt, unless lists are shown to lag: then a list says nothing about when
	// the candidate was created.
	attempts := s.cloudAttempts()
	absent := s.registry.cloudTime(absentAt)
	if absentAt.IsZero() && len(s.resumed) > 0 {
		absent = s.resumed[len(s.resumed)-1].Absent
	} else if absentAt.IsZero() {
		absent = time.Time{}
	}
	var tolerance time.Duration
	if !absent.IsZero() {
		if created.Earliest().Add(max(lag, created.Precision+lagBeyondPrecision)).After(absent) {
			return false
		}
		tolerance = agreement
	}
	// A second that is only partly within the attempt counts if the first list was merely delayed. A later process cannot
	// know what happened in between.
	end := created.Earliest()
	if len(s.resumed) > 0 && tolerance == 0 {
		end = created.Latest()
	}
	for _, a := range attempts {
		if !created.Latest().Before(a.Start.Add(-agreement)) && !end.After(a.End.Add(tolerance)) {
			return true
		}
	}
	return false
}
