package vpcep

import (
	"context"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// privateMoved has, in a state that was moved and not read since, the type of resource that it was moved from.
const privateMoved = "moved_from"

func markMoved(ctx context.Context, typeName string, resp *resource.MoveStateResponse) {
	resp.Diagnostics.Append(resp.TargetPrivate.SetKey(ctx, privateMoved, []byte(strconv.Quote(typeName)))...)
}

// requireMoved makes it an error if the first read after a move does not find the object. Otherwise Terraform would plan to
// create it again, although the likely cause is that the provider is signed in to another project or region than the one that
// the resource was moved from.
func requireMoved(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	quoted, diags := req.Private.GetKey(ctx, privateMoved)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() || len(quoted) == 0 {
		return
	}
	from, err := strconv.Unquote(string(quoted))
	if err != nil {
		from = "TYPE"
	}
	if !resp.State.Raw.IsNull() {
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, privateMoved, nil)...)
		return
	}
	resp.State.Raw = req.State.Raw
	var id types.String
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("id"), &id)...)
	resp.Diagnostics.AddError("Unable to find the object of the moved block: "+id.ValueString(), "The API does not know "+
		"the id in the project that this provider is signed in to, so nothing was changed. Check the project and the region: the other "+
		"provider may have had other credentials, or set region in the provider block.\n\nIf the object was deleted, remove it from the state; "+
		"it is created again if it is configured:\n\n  terraform state rm "+from+".NAME")
}
