package vpcep

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// Read implements resource.Resource.
func (l *lifecycle[M, T, P]) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	state := P(new(M))
	if resp.Diagnostics.Append(req.State.Get(ctx, state)...); resp.Diagnostics.HasError() {
		return
	}
	if state.common().id.IsNull() {
		result, diags := l.find(ctx, req.Private, state, "read "+state.title())
		if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
			return
		}
		if result == nil {
			resp.State.RemoveResource(ctx)
			return
		}
		id := l.kind.Overview(result.Item).ID
		*state.common().id = types.StringValue(id)
		resp.Diagnostics.Append(foundDiagnostic(state.title(), l.kind.Name, id))
		resp.Diagnostics.Append(writeAttempts(ctx, resp.Private, nil)...)
	}
	gone, diags := l.refresh(ctx, resp.Private, state)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	if gone {
		resp.State.RemoveResource(ctx)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
}

// refresh reads the object into the state. It reports whether the API says that the object is gone.
func (l *lifecycle[M, T, P]) refresh(ctx context.Context, private privateWriter, state P) (gone bool, diags diag.Diagnostics) {
	id, operation := state.common().id.ValueString(), "read "+state.title()
	l.kind.Claim(id)
	item, err := l.details(ctx, state)
	switch {
	case err != nil && state.common().status.ValueString() == vpcep.StatusCreating && vpcep.NotFound(err):
		// The cloud is still catching up with an interrupted create.
		diags.AddAttributeWarning(path.Root("status"), state.title()+" is not visible yet",
			"It was created by an earlier apply, and the API does not show it yet. The next apply waits for it.")
		return false, diags
	case err != nil && l.kind.Gone(ctx, id, err):
		return true, nil
	case err != nil:
		diags.Append(failure(operation, err))
		return false, diags
	}
	overview := l.kind.Overview(item)
	diags.Append(restoreOmitted(ctx, private, overview)...)
	diags.Append(recordSeen(ctx, private, overview)...)
	state.fromAPI(item)
	if l.read != nil {
		if err := l.read(ctx, state); vpcep.NotFound(err) {
			return true, nil
		} else if err != nil {
			diags.Append(failure(operation, err))
			return false, diags
		}
	}
	if l.warn != nil {
		diags.Append(l.warn(state, item)...)
	}
	return false, diags
}

// staleTime is how long a refresh waits for details that are older than the last write.
const staleTime = 10 * time.Second

// details reads the details. Those that differ from the state and are older than the last update in it are stale: they
// are read again for a while.
func (l *lifecycle[M, T, P]) details(ctx context.Context, state P) (*T, error) {
	id, updatedAt := state.common().id.ValueString(), state.common().updatedAt.ValueString()
	item, err := l.kind.Get(ctx, id)
	if err != nil || !l.kind.Stale(item, updatedAt) || len(l.differences(ctx, state, item)) == 0 {
		return item, err
	}
	ctx, cancel := context.WithTimeout(ctx, staleTime)
	defer cancel()
	if fresh, err := l.kind.WaitFresh(ctx, id, updatedAt); err == nil {
		return fresh, nil
	}
	return item, nil
}

// find looks for what a create with an unknown outcome created. It returns nil if that is nothing.
func (l *lifecycle[M, T, P]) find(ctx context.Context, private privateReader, state P, operation string) (*recovery.Result[T], diag.Diagnostics) {
	attempts, diags := readAttempts(ctx, private)
	if diags.HasError() {
		return nil, diags
	}
	result, err := l.kind.Find(ctx, l.request(state), attempts)
	if err != nil {
		diags.Append(notFoundDiagnostic(operation, err))
		return nil, diags
	}
	return result, diags
}
