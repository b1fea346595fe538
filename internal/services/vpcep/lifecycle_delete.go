package vpcep

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// catchUpTime is how long a deletion waits for an object that was created by an interrupted apply and is not visible yet.
const catchUpTime = 2 * time.Minute

// Delete implements resource.Resource.
func (l *lifecycle[M, T, P]) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	state := P(new(M))
	if resp.Diagnostics.Append(req.State.Get(ctx, state)...); resp.Diagnostics.HasError() {
		return
	}
	timeout, diags := state.common().timeouts.Delete(ctx, defaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	operation := "delete " + state.title()
	id, before := state.common().id.ValueString(), state.common().status.ValueString()
	if id == "" {
		result, diags := l.find(ctx, req.Private, state, operation)
		if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() || result == nil {
			return
		}
		overview := l.kind.Overview(result.Item)
		id, before = overview.ID, overview.Status
		state.fromAPI(result.Item)
	}
	err := l.delete(ctx, id, before)
	for attempt := 0; vpcep.InUse(err) && l.unblock != nil; attempt++ {
		again, advice, unblockErr := l.unblock(ctx, state, attempt)
		if unblockErr != nil {
			err = unblockErr
			break
		}
		if !again {
			resp.Diagnostics.Append(failure(operation, err, advice...))
			return
		}
		err = l.delete(ctx, id, before)
	}
	if err != nil {
		resp.Diagnostics.Append(failure(operation, err))
	}
}

// delete requests the deletion and waits until the object is gone; it may be gone already. before is the status that it
// was last seen with.
func (l *lifecycle[M, T, P]) delete(ctx context.Context, id, before string) error {
	err := l.kind.Delete(ctx, id)
	if vpcep.NotFound(err) && before == vpcep.StatusCreating {
		found, waitErr := l.caughtUp(ctx, id)
		if waitErr != nil || !found {
			return waitErr
		}
		err = l.kind.Delete(ctx, id)
	}
	if vpcep.ChangingNow(err) {
		// It is still being created or changed, or somebody else is deleting it.
		item, waitErr := l.kind.WaitIdle(ctx, id)
		if waitErr != nil || item == nil {
			return waitErr
		}
		if before = l.kind.Overview(item).Status; before == vpcep.StatusDeleting {
			err = nil
		} else {
			err = l.kind.Delete(ctx, id)
		}
	}
	switch {
	case err != nil && l.kind.Gone(ctx, id, err):
		return nil
	case err != nil:
		return err
	}
	return l.kind.WaitGone(ctx, id, before)
}

// caughtUp waits for an object that the API does not know yet, and reports whether it appeared.
func (l *lifecycle[M, T, P]) caughtUp(ctx context.Context, id string) (bool, error) {
	waiting, cancel := context.WithTimeout(ctx, catchUpTime)
	defer cancel()
	found, err := l.kind.WaitFound(waiting, id)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return found, err
}
