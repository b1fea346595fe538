package lifecycle

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// Read implements resource.Resource.
func (r *Resource[M, T, P]) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	state := P(new(M))
	if resp.Diagnostics.Append(r.Attributes.Get(ctx, req.State.Raw, state)...); resp.Diagnostics.HasError() {
		return
	}
	to := store[M, T, P]{r, &resp.State, resp.Identity, resp.Private}
	if state.Common().ID.IsNull() {
		result, diags := r.find(ctx, req.Private, state, "read "+state.Title())
		if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
			return
		}
		if result == nil {
			resp.Diagnostics.Append(to.remove(ctx, state)...)
			return
		}
		id := r.Kind.Overview(result.Item).ID
		*state.Common().ID = types.StringValue(id)
		*state.Common().Status = types.StringValue(r.Kind.Statuses.Creating) // until its details say otherwise
		resp.Diagnostics.Append(foundDiagnostic(state.Title(), r.Kind.Name, id))
		resp.Diagnostics.Append(writeAttempts(ctx, resp.Private, nil)...)
	}
	gone, diags := r.refresh(ctx, resp.Private, state)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	if gone {
		resp.Diagnostics.Append(to.remove(ctx, state)...)
		return
	}
	resp.Diagnostics.Append(to.save(ctx, state)...)
}

// refresh reads the object into the state. It reports whether the API says that the object is gone.
func (r *Resource[M, T, P]) refresh(ctx context.Context, private Private, state P) (gone bool, diags diag.Diagnostics) {
	id, operation := state.Common().ID.ValueString(), "read "+state.Title()
	r.Kind.Claim(id)
	creating := state.Common().Status.ValueString() == r.Kind.Statuses.Creating
	item, err := r.read(ctx, private, state)
	wasVisible, diags := visible(ctx, private)
	if diags.HasError() {
		return false, diags
	}
	switch {
	case err != nil && !wasVisible && creating && r.Kind.Errors.Missing(err):
		// The cloud is still catching up with an interrupted create.
		diags.Append(notVisible(state.Title()))
		return false, diags
	case err != nil && r.Kind.Gone(ctx, id, err):
		return true, nil
	case err != nil:
		diags.Append(r.APIError(operation, err))
		return false, diags
	}
	overview := r.Kind.Overview(item)
	diags.Append(restoreOmitted(ctx, private, overview)...)
	diags.Append(recordSeen(ctx, private, overview)...)
	own, tags := *state.Common().Tags, state.Common().Tags
	state.FromAPI(item)
	*tags = r.Tags.WithoutDefaults(*tags, own)
	if r.ReadMore != nil {
		switch err := r.ReadMore(ctx, state); {
		case err == nil:
		case r.Kind.Errors.NotFound(err) && creating:
			*state.Common().Status = types.StringValue(r.Kind.Statuses.Creating) // the next apply completes it
			diags.Append(notVisible(state.Title()))
		case r.Kind.Errors.NotFound(err):
			return true, nil
		default:
			diags.Append(r.APIError(operation, err))
			return false, diags
		}
	}
	if overview.Status == r.Kind.Statuses.Failed {
		diags.Append(failedWarning(state.Title(), overview.Reasons))
	}
	if r.Warn != nil {
		diags.Append(r.Warn(state, item)...)
	}
	return false, diags
}

// staleTime is how long a refresh waits for details that are older than the last write.
const staleTime = 10 * time.Second

// read returns what a list says if it confirms the state, and otherwise the details: a list may omit fields, lag behind, or
// lack the object.
func (r *Resource[M, T, P]) read(ctx context.Context, private PrivateReader, state P) (*T, error) {
	answer := r.Kind.Reader.Read(ctx, state.Common().ID.ValueString())
	switch {
	case answer.Details != nil:
		return r.fresh(ctx, state, answer.Details), nil
	case answer.Item != nil && r.unchanged(ctx, private, state, answer.Item):
		return answer.Item, nil
	}
	item, err := r.Kind.Reader.Get(ctx, state.Common().ID.ValueString())
	if err != nil {
		return nil, err
	}
	return r.fresh(ctx, state, item), nil
}

// unchanged reports whether an item of a list confirms the state, with every field that was seen before.
func (r *Resource[M, T, P]) unchanged(ctx context.Context, private PrivateReader, state P, item *T) bool {
	overview := r.Kind.Overview(item)
	updated := *state
	P(&updated).FromAPI(item)
	return slices.Contains(r.Kind.Statuses.Stable, overview.Status) && framework.Same(&updated, state) && r.states(item, state) &&
		statesSeen(ctx, private, overview)
}

// states reports whether an item of a list, which may omit fields, has all those that a model has values of.
func (r *Resource[M, T, P]) states(item *T, model P) bool {
	answered := P(new(M))
	answered.FromAPI(item)
	return r.Attributes.Stated(model, answered)
}

// fresh returns details that were read. Those that differ from the state and are older than the last update in it are stale:
// they are read again for a while.
func (r *Resource[M, T, P]) fresh(ctx context.Context, state P, item *T) *T {
	id, updatedAt := state.Common().ID.ValueString(), state.Common().UpdatedAt.ValueString()
	if !r.Kind.Stale(item, updatedAt) || len(r.differences(ctx, state, item)) == 0 {
		return item
	}
	ctx, cancel := context.WithTimeout(ctx, staleTime)
	defer cancel()
	if fresh, err := r.Kind.WaitFresh(ctx, id, updatedAt); err == nil {
		return fresh
	}
	return item
}

// find looks for what a create with an unknown outcome created. It returns nil if that is nothing.
func (r *Resource[M, T, P]) find(
	ctx context.Context,
	private PrivateReader,
	state P,
	operation string,
) (*recovery.Result[T], diag.Diagnostics) {
	attempts, diags := readAttempts(ctx, private)
	if diags.HasError() {
		return nil, diags
	}
	result, err := r.Kind.Find(ctx, r.Request(state), attempts)
	if err != nil {
		diags.Append(r.notFoundDiagnostic(operation, err))
		return nil, diags
	}
	return result, diags
}
