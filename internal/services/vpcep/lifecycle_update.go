package vpcep

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// Update implements resource.Resource.
func (l *lifecycle[M, T, P]) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	prior, plan := P(new(M)), P(new(M))
	resp.Diagnostics.Append(req.State.Get(ctx, prior)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	timeout, diags := plan.common().timeouts.Update(ctx, defaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	to := store{&resp.State, resp.Private}
	if prior.common().id.IsNull() {
		resp.Diagnostics.Append(l.resume(ctx, to, prior, plan)...)
		return
	}
	resp.Diagnostics.Append(l.update(ctx, to, prior, plan)...)
}

// resume continues a create with an unknown outcome: what it created is taken over, and otherwise created now. This
// happens here if the plan was made without a refresh.
func (l *lifecycle[M, T, P]) resume(ctx context.Context, to store, prior, plan P) diag.Diagnostics {
	operation := "update " + prior.title()
	result, diags := l.find(ctx, to.private, prior, operation)
	if diags.HasError() {
		return diags
	}
	diags.Append(writeAttempts(ctx, to.private, nil)...)
	if result == nil {
		diags.Append(l.create(ctx, to, plan)...)
		return diags
	}
	diags.Append(foundDiagnostic(prior.title(), l.kind.Name, l.kind.Overview(result.Item).ID))
	found := *prior
	P(&found).fromAPI(result.Item)
	if framework.Changed(l.attributes.Configurable, plan, prior) {
		diags.Append(l.update(ctx, to, &found, plan)...)
		return diags
	}
	diags.Append(l.created(ctx, to, plan, result, operation)...)
	return diags
}

// update makes the changes, and saves how far it got if one of them fails.
func (l *lifecycle[M, T, P]) update(ctx context.Context, to store, prior, plan P) (diags diag.Diagnostics) {
	copied := *prior
	state := P(&copied)
	result := l.apply(ctx, to, state, plan)
	if result.item != nil {
		diags.Append(recordSeen(ctx, to.private, l.kind.Overview(result.item))...)
	}
	if result.err != nil {
		if result.item != nil {
			state.fromAPI(result.item)
		}
		diags.Append(to.save(ctx, state)...)
		id := state.common().id.ValueString()
		diags.Append(failure("update "+prior.title(), result.err,
			adviceNotReady(l.kind.Name, id, result.err), l.explanation(ctx, result.err, plan)))
		return diags
	}
	final := *plan
	framework.FillUnknown(&final, prior)
	state = &final
	if result.item != nil {
		state.fromAPI(result.item)
	}
	if l.complete != nil {
		if err := l.complete(ctx, prior, plan, state); err != nil {
			diags.Append(to.save(ctx, state)...)
			diags.Append(failure(l.completing+" "+state.title(), err))
			return diags
		}
	}
	diags.Append(l.finish(ctx, to, plan, state, result.item)...)
	return diags
}

// updated is the result of apply.
type updated[T any] struct {
	requested bool  // whether anything was requested of the object
	item      *T    // as last answered, nil if nothing was requested or an error came first
	err       error // of the call that failed; those before it succeeded
}

// apply makes the changes one after the other and waits until the details contain them. The state has what succeeded.
func (l *lifecycle[M, T, P]) apply(ctx context.Context, to store, state, plan P) (result updated[T]) {
	id, status := state.common().id.ValueString(), state.common().status.ValueString()
	if l.unready(state, plan) {
		// An interrupted create continues here: the API changes nothing before the object is ready.
		result.requested = true
		pending, target := l.ready(plan)
		ready := vpcep.Ready[T]{Pending: pending, Target: target, LastStatus: status}
		if result.item, result.err = l.kind.WaitReady(ctx, id, ready); result.err != nil {
			return result
		}
		state.fromAPI(result.item)
	}
	changes := l.changes(state, plan)
	for _, c := range changes {
		result.requested = true
		if result.item, result.err = c.send(ctx); result.err != nil {
			result.err = fmt.Errorf("%s: %w", c.name, result.err)
			return result
		}
		c.done(state)
		to.save(ctx, state) // a later failure reports what could not be saved
	}
	if len(changes) == 0 || l.answered(ctx, plan, result.item) {
		return result
	}
	status = state.common().status.ValueString()
	result.item, result.err = l.waitWritten(ctx, plan, id, status)
	return result
}

// answered reports whether the answer to a change already shows the object ready and as planned.
func (l *lifecycle[M, T, P]) answered(ctx context.Context, plan P, item *T) bool {
	if item == nil {
		return false
	}
	_, target := l.ready(plan)
	return slices.Contains(target, l.kind.Overview(item).Status) && len(l.differences(ctx, plan, item)) == 0
}

// unready reports whether the object is still on its way to what a plan wants.
func (l *lifecycle[M, T, P]) unready(prior, plan P) bool {
	pending, _ := l.ready(plan)
	return slices.Contains(pending, prior.common().status.ValueString())
}
