package async

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// DeletionStart is how long the status may stay as it was after an accepted DELETE.
const DeletionStart = 2 * time.Minute

// goneInterval is the time between two lists that objects share which are being deleted.
const goneInterval = 300 * time.Millisecond

// CameBackError is returned if the cloud cancelled a deletion.
type CameBackError struct {
	ID     string
	Status string
}

// Error says what became of the deletion.
func (e *CameBackError) Error() string {
	return fmt.Sprintf("%s is %s again after its deletion had begun: the cloud cancelled the deletion without giving a reason", e.ID, e.Status)
}

// NotDeletedError is returned if an accepted deletion had no visible effect.
type NotDeletedError struct {
	ID     string
	Status string
	Waited time.Duration
}

// Error says how long the status has been the same.
func (e *NotDeletedError) Error() string {
	return fmt.Sprintf("the cloud accepted the deletion of %s, but %s later its status is still %q: "+
		"the cloud did not begin the deletion, or cancelled it",
		e.ID, e.Waited.Round(time.Second), e.Status)
}

// WaitGone reads the details after an accepted DELETE until there are none. before is the status that it had. The error
// is a *FailedError if the deletion failed, a *CameBackError if it was given up, and a *NotDeletedError if it did not
// begin within two minutes.
func (k Kind[T]) WaitGone(ctx context.Context, id, before string) error {
	deletion := deletion{id: id, before: before, statuses: k.Statuses, started: time.Now()}
	watch, end := k.Reader.Watch(id, goneInterval)
	defer end()
	var listed bool // the last answer is from a list
	last, err := poll.Until(ctx, poll.Wait[*T]{
		Paced: true,
		Refresh: func(ctx context.Context) (*T, error) {
			listed = false
			item, err := watch.Look(ctx, func(item *T) bool {
				listed = deletion.pending(k.Overview(item))
				return listed
			})
			if err != nil && k.Gone(ctx, id, err) {
				return nil, nil
			}
			return item, err
		},
		Done: func(item *T) (bool, error) {
			switch {
			case item == nil:
				return true, nil
			case listed:
				return false, nil
			default:
				return false, deletion.check(k.Overview(item))
			}
		},
		Status:    k.statusOf,
		Goal:      "the deletion",
		Retryable: k.retryable,
	})
	return k.statusError(err, last)
}

// deletion is what a series of details says about an accepted deletion.
type deletion struct {
	id       string
	before   string // status before the deletion
	statuses Statuses
	started  time.Time
	begun    bool      // according to the details
	listed   time.Time // when a list first said so, zero if none did
}

// pending reports whether an item of a list says that the deletion is not over. The details decide on anything else, because
// lists and details may lag behind independently.
func (d *deletion) pending(now Overview) bool {
	if now.Status == d.statuses.Deleting {
		if d.listed.IsZero() {
			d.listed = time.Now()
		}
		return true
	}
	return now.Status == d.before && !d.begun && d.listed.IsZero() && time.Since(d.started) < DeletionStart
}

// check returns an error if the deletion failed, was given up or does not begin.
func (d *deletion) check(now Overview) error {
	switch {
	case now.Status == d.statuses.Deleting:
		d.begun = true
		return nil
	case now.Status == d.statuses.Failed:
		if d.begun || d.before != d.statuses.Failed {
			return &poll.UnexpectedStatusError{Status: now.Status, Target: []string{d.statuses.Deleting}}
		}
	case now.Status == d.statuses.Creating || slices.Contains(d.statuses.Stable, now.Status):
		// Details may be older than a list.
		if d.begun || !d.listed.IsZero() && time.Since(d.listed) >= SettleTime {
			return &CameBackError{ID: d.id, Status: now.Status}
		}
	default:
		return &poll.UnexpectedStatusError{Status: now.Status, Target: []string{d.statuses.Deleting}}
	}
	// Before the deletion begins the status stays as it was. One that comes and goes between two reads is not seen.
	if waited := time.Since(d.started); waited >= DeletionStart {
		return &NotDeletedError{ID: d.id, Status: now.Status, Waited: waited}
	}
	return nil
}
