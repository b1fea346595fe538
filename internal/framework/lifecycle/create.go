package lifecycle

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// Create implements resource.Resource.
func (r *Resource[M, T, P]) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan := P(new(M))
	resp.Diagnostics.Append(req.Plan.Get(ctx, plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	timeout, diags := plan.Common().Timeouts.Create(ctx, DefaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	resp.Diagnostics.Append(r.create(ctx, store[M, T, P]{r, &resp.State, resp.Identity, resp.Private}, plan)...)
}

// create requests the object and waits until it is ready.
func (r *Resource[M, T, P]) create(ctx context.Context, to store[M, T, P], plan P) (diags diag.Diagnostics) {
	operation := "create " + plan.Title()
	result, err := r.Kind.Create(ctx, r.Request(plan))
	if err != nil {
		return r.notCreated(ctx, to, plan, operation, err)
	}
	if result.Lost != nil {
		diags.Append(adopted(plan.Title(), r.Kind.Name, r.Kind.Overview(result.Item).ID, result.Lost))
	}
	diags.Append(r.created(ctx, to, plan, result, operation)...)
	return diags
}

// created saves the id before anything else can fail, and waits until the object is ready.
func (r *Resource[M, T, P]) created(
	ctx context.Context,
	to store[M, T, P],
	plan P,
	result *recovery.Result[T],
	operation string,
) (diags diag.Diagnostics) {
	copied := *plan
	state := P(&copied)
	state.FromAPI(result.Item)
	r.clearIncomplete(state)
	if diags.Append(to.save(ctx, state)...); diags.HasError() {
		return diags
	}
	overview := r.Kind.Overview(result.Item)
	requested := plan
	if r.Requested != nil {
		requested = r.Requested(plan)
	}
	item, err := r.waitWritten(ctx, requested, overview.ID, overview.Status)
	if item != nil {
		state.FromAPI(item)
		diags.Append(recordSeen(ctx, to.private, r.Kind.Overview(item))...)
	}
	advice := r.adviceNotReady(overview.ID, err)
	if err == nil {
		var changed *T
		if changed, err = r.changeNew(ctx, requested, plan, state); changed != nil {
			item = changed
			state.FromAPI(item)
		}
		if err != nil {
			advice = r.adviceNotChanged(overview.ID)
		}
	}
	if err == nil && r.Complete != nil {
		err = r.Complete(ctx, to.private, nil, plan, state)
		operation, advice = r.Completing+" "+state.Title(), r.Incomplete(overview.ID)
	}
	switch {
	case err == nil:
		diags.Append(r.finish(ctx, to, plan, state, item)...)
	case framework.Interrupted(ctx, err):
		// A warning, so that Terraform does not taint the object. It then requires a state that is as planned; the next
		// refresh sees what is missing.
		diags.Append(interruptedDiagnostic(state.Title(), overview.ID, err))
		framework.KeepPlanned(ctx, plan, state)
		diags.Append(to.save(ctx, state)...)
	default:
		diags.Append(to.save(ctx, state)...)
		diags.Append(r.APIError(operation, err, advice))
	}
	return diags
}

// changeNew makes the changes of a new object that the request of the create could not contain, and waits until the details
// contain them. It returns nil if there are none.
func (r *Resource[M, T, P]) changeNew(ctx context.Context, requested, plan, state P) (item *T, err error) {
	prior := *requested
	*P(&prior).Common().ID = *state.Common().ID
	changes := r.Changes(&prior, plan)
	for _, c := range changes {
		if item, err = c.Send(ctx); err != nil {
			if framework.Interrupted(ctx, err) {
				// The next apply continues as if the object were not ready yet.
				*state.Common().Status = types.StringValue(r.Kind.Statuses.Creating)
			}
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	if len(changes) == 0 || r.answered(ctx, plan, item) {
		return item, nil
	}
	return r.waitWritten(ctx, plan, state.Common().ID.ValueString(), state.Common().Status.ValueString())
}

// clearIncomplete makes the attributes null that only complete brings about.
func (r *Resource[M, T, P]) clearIncomplete(state P) {
	if s, ok := any(state).(interface{ ClearIncomplete() }); ok {
		s.ClearIncomplete()
	}
}

// notCreated keeps what the next run needs to know about a create that ended without an id.
func (r *Resource[M, T, P]) notCreated(
	ctx context.Context,
	to store[M, T, P],
	plan P,
	operation string,
	err error,
) (diags diag.Diagnostics) {
	if attempts := attemptsOf(err); attempts != nil {
		copied := *plan
		state := P(&copied)
		r.clearIncomplete(state)
		state.FromAPI(new(T)) // computed attributes become null
		diags.Append(to.save(ctx, state)...)
		diags.Append(writeAttempts(ctx, to.private, attempts)...)
		if framework.Interrupted(ctx, err) {
			// The state of a warning has to be as planned.
			framework.KeepPlanned(ctx, plan, state)
			diags.Append(to.save(ctx, state)...)
		}
		diags.Append(r.unknownOutcome(plan.Title(), r.Kind.Name, operation, err, framework.Interrupted(ctx, err)))
		return diags
	}
	diags.Append(r.notCreatedDiagnostic(operation, err, r.explanation(ctx, err, plan)))
	return diags
}

func (r *Resource[M, T, P]) explanation(ctx context.Context, err error, plan P) string {
	if r.Explain == nil {
		return ""
	}
	return r.Explain(ctx, err, plan)
}
