package lifecycle

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// catchUpTime is how long a deletion waits for an object that was created by an interrupted apply and is not visible yet.
const catchUpTime = 2 * time.Minute

// Delete implements resource.Resource.
func (r *Resource[M, T, P]) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	state := P(new(M))
	if resp.Diagnostics.Append(req.State.Get(ctx, state)...); resp.Diagnostics.HasError() {
		return
	}
	timeout, diags := state.Common().Timeouts.Delete(ctx, DefaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	operation := "delete " + state.Title()
	id, before := state.Common().ID.ValueString(), state.Common().Status.ValueString()
	if id == "" {
		result, diags := r.find(ctx, req.Private, state, operation)
		if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() || result == nil {
			return
		}
		overview := r.Kind.Overview(result.Item)
		id, before = overview.ID, overview.Status
		state.FromAPI(result.Item)
	}
	err := r.delete(ctx, id, before)
	for attempt := 0; r.Kind.Errors.InUse(err) && r.Unblock != nil; attempt++ {
		again, advice, unblockErr := r.Unblock(ctx, state, attempt)
		if unblockErr != nil {
			err = unblockErr
			break
		}
		if !again {
			resp.Diagnostics.Append(r.APIError(operation, err, advice...))
			return
		}
		err = r.delete(ctx, id, before)
	}
	if err != nil {
		resp.Diagnostics.Append(r.APIError(operation, err))
	}
}

// delete requests the deletion and waits until the object is gone; it may be gone already. before is the status that it
// was last seen with.
func (r *Resource[M, T, P]) delete(ctx context.Context, id, before string) error {
	err := r.Kind.Delete(ctx, id)
	if r.Kind.Errors.NotFound(err) && before == r.Kind.Statuses.Creating {
		found, waitErr := r.caughtUp(ctx, id)
		if waitErr != nil || !found {
			return waitErr
		}
		err = r.Kind.Delete(ctx, id)
	}
	if r.Kind.Errors.Busy(err) {
		// It is still being created or changed, or somebody else is deleting it.
		item, waitErr := r.Kind.WaitIdle(ctx, id)
		if waitErr != nil || item == nil {
			return waitErr
		}
		if before = r.Kind.Overview(item).Status; before == r.Kind.Statuses.Deleting {
			err = nil
		} else {
			err = r.Kind.Delete(ctx, id)
		}
	}
	switch {
	case err != nil && r.Kind.Gone(ctx, id, err):
		return nil
	case err != nil:
		return err
	}
	return r.Kind.WaitGone(ctx, id, before)
}

// caughtUp waits for an object that the API does not know yet, and reports whether it appeared.
func (r *Resource[M, T, P]) caughtUp(ctx context.Context, id string) (bool, error) {
	waiting, cancel := context.WithTimeout(ctx, catchUpTime)
	defer cancel()
	found, err := r.Kind.WaitFound(waiting, id)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return found, err
}
