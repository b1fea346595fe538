package lifecycle

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// store is where a step saves its progress.
type store[M, T any, P Model[M, T]] struct {
	resource *Resource[M, T, P]
	state    *tfsdk.State
	identity *tfsdk.ResourceIdentity
	private  Private
}

func (s store[M, T, P]) save(ctx context.Context, state P) diag.Diagnostics {
	diags := s.identity.Set(ctx, NewIdentity(state.Common(), s.resource.Location))
	diags.Append(s.resource.Attributes.Set(ctx, &s.state.Raw, state)...)
	return diags
}

// remove removes a resource that is gone. The framework requires its identity nevertheless, which an older state lacks.
func (s store[M, T, P]) remove(ctx context.Context, state P) diag.Diagnostics {
	diags := s.identity.Set(ctx, NewIdentity(state.Common(), s.resource.Location))
	s.state.RemoveResource(ctx)
	return diags
}
