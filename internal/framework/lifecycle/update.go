package lifecycle

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
)

// Update implements resource.Resource.
func (r *Resource[M, T, P]) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	prior, plan := P(new(M)), P(new(M))
	resp.Diagnostics.Append(req.State.Get(ctx, prior)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	timeout, diags := plan.Common().Timeouts.Update(ctx, DefaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	to := store[M, T, P]{r, &resp.State, resp.Identity, resp.Private}
	if prior.Common().ID.IsNull() {
		resp.Diagnostics.Append(r.resume(ctx, to, prior, plan)...)
		return
	}
	resp.Diagnostics.Append(r.update(ctx, to, prior, plan)...)
}

// resume continues a create with an unknown outcome: what it created is taken over, and otherwise created now. This
// happens here if the plan was made without a refresh.
func (r *Resource[M, T, P]) resume(ctx context.Context, to store[M, T, P], prior, plan P) diag.Diagnostics {
	operation := "update " + prior.Title()
	result, diags := r.find(ctx, to.private, prior, operation)
	if diags.HasError() {
		return diags
	}
	diags.Append(writeAttempts(ctx, to.private, nil)...)
	if result == nil {
		diags.Append(r.create(ctx, to, plan)...)
		return diags
	}
	diags.Append(foundDiagnostic(prior.Title(), r.Kind.Name, r.Kind.Overview(result.Item).ID))
	found := *prior
	P(&found).FromAPI(result.Item)
	r.clearIncomplete(&found)
	hasFailed := r.Kind.Overview(result.Item).Status == r.Kind.Statuses.Failed
	if !hasFailed && framework.Changed(r.Attributes.Configurable, plan, prior) {
		diags.Append(r.update(ctx, to, &found, plan)...)
		return diags
	}
	diags.Append(r.created(ctx, to, plan, result, operation)...)
	return diags
}

// update makes the changes, and saves how far it got if one of them fails.
func (r *Resource[M, T, P]) update(ctx context.Context, to store[M, T, P], prior, plan P) (diags diag.Diagnostics) {
	copied := *prior
	state := P(&copied)
	result := r.apply(ctx, to, state, plan)
	if result.item != nil {
		diags.Append(recordSeen(ctx, to.private, r.Kind.Overview(result.item))...)
	}
	if result.outcome == failed {
		if result.item != nil {
			state.FromAPI(result.item)
		}
		diags.Append(to.save(ctx, state)...)
		id := state.Common().ID.ValueString()
		diags.Append(r.APIError("update "+prior.Title(), result.err,
			r.adviceNotReady(id, result.err), r.explanation(ctx, result.err, plan)))
		return diags
	}
	final := *plan
	framework.FillUnknown(&final, prior)
	state = &final
	if result.item != nil {
		state.FromAPI(result.item)
	}
	if r.Complete != nil {
		if err := r.Complete(ctx, to.private, prior, plan, state); err != nil {
			diags.Append(to.save(ctx, state)...)
			diags.Append(r.APIError(r.Completing+" "+state.Title(), err))
			return diags
		}
	}
	diags.Append(r.finish(ctx, to, plan, state, result.item)...)
	return diags
}

// outcome is how far the changes got.
type outcome int

const (
	unchanged outcome = iota // nothing had to be requested
	changed                  // everything succeeded
	failed                   // a call failed; the state has what succeeded before
)

// result is the result of apply.
type result[T any] struct {
	outcome outcome
	item    *T    // as last answered, nil if it is unchanged or was never answered
	err     error // if it failed
}

// apply makes the changes one after the other and waits until the details contain them. The state has what succeeded.
func (r *Resource[M, T, P]) apply(ctx context.Context, to store[M, T, P], state, plan P) result[T] {
	done := result[T]{outcome: unchanged}
	id := state.Common().ID.ValueString()
	if r.unready(state, plan) {
		// An interrupted create continues here: the API changes nothing before the object is ready.
		pending, target := r.Ready(plan)
		ready := async.Ready[T]{Pending: pending, Target: target, LastStatus: state.Common().Status.ValueString()}
		item, err := r.Kind.WaitReady(ctx, id, ready)
		if err != nil {
			return result[T]{failed, item, err}
		}
		state.FromAPI(item)
		done = result[T]{outcome: changed, item: item}
	}
	changes := r.Changes(state, plan)
	for _, c := range changes {
		item, err := c.Send(ctx)
		if err != nil {
			return result[T]{failed, item, fmt.Errorf("%s: %w", c.Name, err)}
		}
		c.Done(state)
		to.save(ctx, state) // a later failure reports what could not be saved
		done = result[T]{outcome: changed, item: item}
	}
	if len(changes) == 0 || r.answered(ctx, plan, done.item) {
		return done
	}
	item, err := r.waitWritten(ctx, plan, id, state.Common().Status.ValueString())
	if err != nil {
		return result[T]{failed, item, err}
	}
	return result[T]{outcome: changed, item: item}
}

// answered reports whether the answer to a change already shows the object ready and as planned.
func (r *Resource[M, T, P]) answered(ctx context.Context, plan P, item *T) bool {
	if item == nil {
		return false
	}
	_, target := r.Ready(plan)
	return slices.Contains(target, r.Kind.Overview(item).Status) && len(r.differences(ctx, plan, item)) == 0
}

// unready reports whether the object is still on its way to what a plan wants.
func (r *Resource[M, T, P]) unready(prior, plan P) bool {
	pending, _ := r.Ready(plan)
	return slices.Contains(pending, prior.Common().Status.ValueString())
}
