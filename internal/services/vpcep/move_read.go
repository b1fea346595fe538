package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// privateMoved marks a state that was moved and not read since.
const privateMoved = "moved"

func markMoved(ctx context.Context, source map[string]any, resp *resource.MoveStateResponse) {
	if idIn(source) != "" {
		resp.Diagnostics.Append(resp.TargetPrivate.SetKey(ctx, privateMoved, []byte("true"))...)
	}
}

// requireMoved makes it an error if the first read after a move does not find the object. Otherwise Terraform would plan to
// create it again, although the likely cause is that the provider is signed in to another project or region than the one that
// the resource was moved from.
func requireMoved(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	moved, diags := req.Private.GetKey(ctx, privateMoved)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() || len(moved) == 0 {
		return
	}
	if !resp.State.Raw.IsNull() {
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, privateMoved, nil)...)
		return
	}
	resp.State.Raw = req.State.Raw
	var id types.String
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("id"), &id)...)
	resp.Diagnostics.AddError("Unable to find what the moved block moves: "+id.ValueString(), "The API does not know "+
		"the id in the project that this provider is signed in to, so nothing was changed. Check the project and the region: the other "+
		"provider may have had other credentials, or set region for this resource.\n\nIf the object was deleted, remove it from the state; "+
		"it is created again if it is configured:\n\n  terraform state rm ADDRESS_BEFORE_THE_MOVE")
}
