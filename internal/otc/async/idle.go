package async

import (
	"context"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// WaitIdle reads the details until the cloud is not working on a creation or a change, whatever the result. It returns
// nil if there are none any more. A deletion under way counts as idle: see the status.
func (k Kind[T]) WaitIdle(ctx context.Context, id string) (*T, error) {
	watch, end := k.Reader.Watch(id, readyInterval)
	defer end()
	return poll.Until(ctx, poll.Wait[*T]{
		Paced: true,
		Refresh: func(ctx context.Context) (*T, error) {
			item, err := watch.Look(ctx, func(item *T) bool { return k.Overview(item).Status == k.Statuses.Creating })
			if err != nil && k.Gone(ctx, id, err) {
				return nil, nil
			}
			return item, err
		},
		Done:      func(item *T) (bool, error) { return item == nil || k.Overview(item).Status != k.Statuses.Creating, nil },
		Status:    k.statusOf,
		Goal:      "the cloud to finish what it is doing",
		Retryable: k.retryable,
	})
}

// WaitFound reads the details until there are some, and reports whether there were before ctx ended.
func (k Kind[T]) WaitFound(ctx context.Context, id string) (bool, error) {
	item, err := poll.Until(ctx, poll.Wait[*T]{
		Refresh: func(ctx context.Context) (*T, error) {
			item, err := k.Reader.Get(ctx, id)
			if k.Errors.NotFound(err) {
				return nil, nil
			}
			return item, err
		},
		Done:      func(item *T) (bool, error) { return item != nil, nil },
		Goal:      "it to be found",
		Retryable: k.retryable,
	})
	if ctx.Err() != nil {
		err = nil
	}
	return item != nil, err
}

// WaitFresh reads the details until they are not older than an update that is known, as the API writes its time.
func (k Kind[T]) WaitFresh(ctx context.Context, id, updatedAt string) (*T, error) {
	return poll.Until(ctx, poll.Wait[*T]{
		Refresh:   func(ctx context.Context) (*T, error) { return k.Reader.Get(ctx, id) },
		Done:      func(item *T) (bool, error) { return !k.Stale(item, updatedAt), nil },
		Status:    k.statusOf,
		Goal:      "details that contain the last update",
		Retryable: otc.Transient,
	})
}

// Stale reports whether details are older than an update that is known: the part of the cloud that answered has not seen
// it yet.
func (k Kind[T]) Stale(item *T, updatedAt string) bool {
	known, ok := otc.ParseTime(updatedAt)
	if !ok {
		return false
	}
	answered, ok := otc.ParseTime(k.Overview(item).UpdatedAt)
	return ok && answered.Before(known.Time)
}
