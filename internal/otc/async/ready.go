package async

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// SettleTime is how long the details may differ from what was written before that is taken for the API's final answer.
const SettleTime = 30 * time.Second

// readyInterval is the time between two lists that new and changed objects share.
const readyInterval = 250 * time.Millisecond

// MissingTime is how long an object that was read already may be missing before it counts as deleted.
const MissingTime = 2 * time.Minute

// Ready describes when an object that was created or changed is ready.
type Ready[T any] struct {
	Pending []string
	Target  []string
	// Settled reports whether the details contain what was written; nil if nothing was.
	Settled func(*T) bool
	// LastStatus is the status in an earlier answer, "" if none.
	LastStatus string
}

// WaitReady reads the details until the status is one of the targets and they contain what was written, or have
// contained something else for 30 seconds. It returns the details as last read, nil if they never were, also with an
// error: a *FailedError, what StatusError returns, a *poll.UnexpectedStatusError or a *poll.EndedError.
//
// A new object may not be known everywhere yet, so a 404 is waited out like a pending status, and for two minutes after it
// was read once.
func (k Kind[T]) WaitReady(ctx context.Context, id string, ready Ready[T]) (*T, error) {
	var (
		last         *T
		reachedAt    time.Time
		missingSince time.Time
	)
	watch, end := k.Reader.Watch(id, readyInterval)
	defer end()
	_, err := poll.Until(ctx, poll.Wait[*T]{
		Paced: true,
		Refresh: func(ctx context.Context) (*T, error) {
			item, err := watch.Look(ctx, func(item *T) bool { return slices.Contains(ready.Pending, k.Overview(item).Status) })
			if !k.Errors.NotFound(err) {
				missingSince = time.Time{}
				if err == nil {
					last = item
				}
				return item, err
			}
			if missingSince.IsZero() {
				missingSince = time.Now()
			}
			if last != nil && time.Since(missingSince) >= MissingTime {
				return nil, err // it was deleted meanwhile
			}
			return nil, nil
		},
		Done: func(item *T) (bool, error) {
			if item == nil {
				return false, nil
			}
			done, err := poll.Reached(k.Overview(item).Status, ready.Pending, ready.Target)
			if !done || err != nil || ready.Settled == nil || ready.Settled(item) {
				return done, err
			}
			if reachedAt.IsZero() {
				reachedAt = time.Now()
			}
			return time.Since(reachedAt) >= SettleTime, nil
		},
		Status:     k.statusOf,
		LastStatus: ready.LastStatus,
		Goal:       "the status " + poll.Quoted(ready.Target),
		Retryable:  k.retryable,
	})
	return last, k.statusError(err, last)
}

// statusError turns the statuses that end a wait into errors that say why.
func (k Kind[T]) statusError(err error, item *T) error {
	var unexpected *poll.UnexpectedStatusError
	if item == nil || !errors.As(err, &unexpected) {
		return err
	}
	overview := k.Overview(item)
	if k.StatusError != nil {
		if special := k.StatusError(overview); special != nil {
			return special
		}
	}
	switch unexpected.Status {
	case k.Statuses.Failed:
		return &FailedError{ID: overview.ID, Status: overview.Status, Reasons: overview.Reasons}
	case k.Statuses.Deleting:
		return fmt.Errorf("%s is being deleted: %w", overview.ID, err)
	default:
		return err
	}
}
