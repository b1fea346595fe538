package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
)

// nullArguments reads arguments of functions without a value as null. OpenTofu, at least up to 1.12, sends null arguments in
// this way, and the framework takes them for a mistake of its own.
type nullArguments struct{ setwire.Server }

// CallFunction implements tfprotov6.FunctionServer.
func (s nullArguments) CallFunction(
	ctx context.Context, req *tfprotov6.CallFunctionRequest,
) (*tfprotov6.CallFunctionResponse, error) {
	for i, argument := range req.Arguments {
		if argument == nil || len(argument.MsgPack) == 0 && len(argument.JSON) == 0 {
			req.Arguments[i] = &tfprotov6.DynamicValue{JSON: []byte("null")}
		}
	}
	return s.Server.CallFunction(ctx, req)
}
