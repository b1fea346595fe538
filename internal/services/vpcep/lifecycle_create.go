package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// Create implements resource.Resource.
func (l *lifecycle[M, T, P]) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan := P(new(M))
	resp.Diagnostics.Append(req.Plan.Get(ctx, plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	timeout, diags := plan.common().timeouts.Create(ctx, defaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	resp.Diagnostics.Append(l.create(ctx, store{&resp.State, resp.Private}, plan)...)
}

// create requests the object and waits until it is ready.
func (l *lifecycle[M, T, P]) create(ctx context.Context, to store, plan P) (diags diag.Diagnostics) {
	operation := "create " + plan.title()
	result, err := l.kind.Create(ctx, l.request(plan))
	if err != nil {
		return l.notCreated(ctx, to, plan, operation, err)
	}
	if result.Lost != nil {
		diags.Append(adopted(plan.title(), l.kind.Name, l.kind.Overview(result.Item).ID, result.Lost))
	}
	diags.Append(l.created(ctx, to, plan, result, operation)...)
	return diags
}

// created saves the id before anything else can fail, and waits until the object is ready.
func (l *lifecycle[M, T, P]) created(ctx context.Context, to store, plan P, result *recovery.Result[T], operation string) (diags diag.Diagnostics) {
	copied := *plan
	state := P(&copied)
	state.fromAPI(result.Item)
	l.clearIncomplete(state)
	if diags.Append(to.save(ctx, state)...); diags.HasError() {
		return diags
	}
	overview := l.kind.Overview(result.Item)
	item, err := l.waitWritten(ctx, plan, overview.ID, overview.Status)
	if item != nil {
		state.fromAPI(item)
	}
	advice := adviceNotReady(l.kind.Name, overview.ID, err)
	if err == nil && l.complete != nil {
		err = l.complete(ctx, nil, plan, state)
		operation, advice = l.completing+" "+state.title(), l.incomplete(overview.ID)
	}
	switch {
	case err == nil:
		diags.Append(l.finish(ctx, to, plan, state, item)...)
	case interrupted(ctx, err):
		// A warning, so that Terraform does not taint the object. It then requires a state that is as planned; the next
		// refresh sees what is missing.
		diags.Append(interruptedDiagnostic(state.title(), overview.ID, err))
		framework.KeepPlanned(ctx, plan, state)
		diags.Append(to.save(ctx, state)...)
	default:
		diags.Append(to.save(ctx, state)...)
		diags.Append(failure(operation, err, advice))
	}
	return diags
}

// clearIncomplete makes the attributes null that only complete brings about.
func (l *lifecycle[M, T, P]) clearIncomplete(state P) {
	if s, ok := any(state).(interface{ clearIncomplete() }); ok {
		s.clearIncomplete()
	}
}

// notCreated keeps what the next run needs to know about a create that ended without an id.
func (l *lifecycle[M, T, P]) notCreated(ctx context.Context, to store, plan P, operation string, err error) (diags diag.Diagnostics) {
	if attempts := attemptsOf(err); attempts != nil {
		copied := *plan
		state := P(&copied)
		l.clearIncomplete(state)
		state.fromAPI(new(T)) // computed attributes become null
		diags.Append(to.save(ctx, state)...)
		diags.Append(writeAttempts(ctx, to.private, attempts)...)
		if interrupted(ctx, err) {
			// The state of a warning has to be as planned.
			framework.KeepPlanned(ctx, plan, state)
			diags.Append(to.save(ctx, state)...)
		}
		diags.Append(unknownOutcome(plan.title(), l.kind.Name, operation, err, interrupted(ctx, err)))
		return diags
	}
	diags.Append(notCreatedDiagnostic(operation, err, l.explanation(ctx, err, plan)))
	return diags
}

func (l *lifecycle[M, T, P]) explanation(ctx context.Context, err error, plan P) string {
	if l.explain == nil {
		return ""
	}
	return l.explain(ctx, err, plan)
}
