package lifecycle

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
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
	d := deletion[M, T, P]{resource: r, id: id, before: before}
	if d.visible, diags = visible(ctx, req.Private); diags.HasError() {
		resp.Diagnostics.Append(diags...)
		return
	}
	err := d.run(ctx)
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
		err = d.run(ctx)
	}
	if err != nil {
		if d.requested {
			// The deletion may still succeed: a later 404 is not that of a create that is not visible yet.
			resp.Diagnostics.Append(recordSeen(ctx, resp.Private, async.Overview{})...)
		}
		resp.Diagnostics.Append(r.APIError(operation, err))
	}
}

// deletion is the deletion of one object.
type deletion[M, T any, P Model[M, T]] struct {
	resource  *Resource[M, T, P]
	id        string
	before    string // status that the object was last seen with
	visible   bool   // the details were read at some time
	requested bool   // the API accepted the deletion, or may have
}

// run requests the deletion and waits until the object is gone; it may be gone already.
func (d *deletion[M, T, P]) run(ctx context.Context) error {
	kind := d.resource.Kind
	err := d.request(ctx)
	if kind.Errors.Missing(err) && d.before == kind.Statuses.Creating && !d.visible {
		found, waitErr := d.caughtUp(ctx)
		switch {
		case waitErr != nil:
			return waitErr
		case found:
			err = d.request(ctx)
		case kind.Errors.NotFound(err):
			return nil
		}
	}
	if kind.Errors.Busy(err) {
		// It is still being created or changed, or somebody else is deleting it.
		item, waitErr := kind.WaitIdle(ctx, d.id)
		if waitErr != nil || item == nil {
			return waitErr
		}
		if d.before = kind.Overview(item).Status; d.before == kind.Statuses.Deleting {
			err = nil
		} else {
			err = d.request(ctx)
		}
	}
	switch {
	case err != nil && kind.Gone(ctx, d.id, err):
		return nil
	case err != nil:
		return err
	}
	return kind.WaitGone(ctx, d.id, d.before)
}

func (d *deletion[M, T, P]) request(ctx context.Context) error {
	err := d.resource.Kind.Delete(ctx, d.id)
	d.requested = d.requested || err == nil || otc.OutcomeUnknown(err)
	return err
}

// caughtUp waits for an object that the API does not know yet, and reports whether it appeared.
func (d *deletion[M, T, P]) caughtUp(ctx context.Context) (bool, error) {
	waiting, cancel := context.WithTimeout(ctx, catchUpTime)
	defer cancel()
	found, err := d.resource.Kind.WaitFound(waiting, d.id)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return found, err
}
