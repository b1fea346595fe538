package setwire

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Sets in requests are put in canonical order; paths in the diagnostics of responses are cut at sets. States of earlier versions
// and of other resources are JSON, in which sets and lists have the same encoding, too; their order does not matter.

// ValidateResourceConfig implements tfprotov6.ResourceServer.
func (s *server) ValidateResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	of, in := s.resource(req.TypeName), *req
	in.Config = of.ordered(req.Config, nil)
	resp, err := s.Server.ValidateResourceConfig(ctx, &in)
	if resp != nil {
		of.cutAll(resp.Diagnostics)
	}
	return resp, err
}

// UpgradeResourceState implements tfprotov6.ResourceServer.
func (s *server) UpgradeResourceState(
	ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	of := s.resource(req.TypeName)
	resp, err := s.Server.UpgradeResourceState(ctx, req)
	if resp != nil {
		of.cutAll(resp.Diagnostics)
	}
	return resp, err
}

// ReadResource implements tfprotov6.ResourceServer.
func (s *server) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	of, in := s.resource(req.TypeName), *req
	in.CurrentState = of.ordered(req.CurrentState, nil)
	resp, err := s.Server.ReadResource(ctx, &in)
	if resp != nil {
		of.cutAll(resp.Diagnostics)
	}
	return resp, err
}

// PlanResourceChange implements tfprotov6.ResourceServer.
func (s *server) PlanResourceChange(
	ctx context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	of, in := s.resource(req.TypeName), *req
	in.PriorState = of.ordered(req.PriorState, nil)
	in.Config = of.ordered(req.Config, nil)
	in.ProposedNewState = of.ordered(req.ProposedNewState, req.Config)
	resp, err := s.Server.PlanResourceChange(ctx, &in)
	if resp != nil {
		of.cutAll(resp.Diagnostics)
		for i, path := range resp.RequiresReplace {
			resp.RequiresReplace[i] = of.cut(path)
		}
	}
	return resp, err
}

// ApplyResourceChange implements tfprotov6.ResourceServer.
func (s *server) ApplyResourceChange(
	ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest,
) (*tfprotov6.ApplyResourceChangeResponse, error) {
	of, in := s.resource(req.TypeName), *req
	in.PriorState = of.ordered(req.PriorState, nil)
	in.Config = of.ordered(req.Config, nil)
	in.PlannedState = of.ordered(req.PlannedState, nil)
	resp, err := s.Server.ApplyResourceChange(ctx, &in)
	if resp != nil {
		of.cutAll(resp.Diagnostics)
	}
	return resp, err
}

// ImportResourceState implements tfprotov6.ResourceServer.
func (s *server) ImportResourceState(
	ctx context.Context, req *tfprotov6.ImportResourceStateRequest,
) (*tfprotov6.ImportResourceStateResponse, error) {
	of := s.resource(req.TypeName)
	resp, err := s.Server.ImportResourceState(ctx, req)
	if resp != nil {
		of.cutAll(resp.Diagnostics)
	}
	return resp, err
}

// MoveResourceState implements tfprotov6.ResourceServer.
func (s *server) MoveResourceState(
	ctx context.Context, req *tfprotov6.MoveResourceStateRequest,
) (*tfprotov6.MoveResourceStateResponse, error) {
	of := s.resource(req.TargetTypeName)
	resp, err := s.Server.MoveResourceState(ctx, req)
	if resp != nil {
		of.cutAll(resp.Diagnostics)
	}
	return resp, err
}

// GenerateResourceConfig implements tfprotov6.ResourceServer.
func (s *server) GenerateResourceConfig(
	ctx context.Context, req *tfprotov6.GenerateResourceConfigRequest,
) (*tfprotov6.GenerateResourceConfigResponse, error) {
	of, in := s.resource(req.TypeName), *req
	in.State = of.ordered(req.State, nil)
	resp, err := s.Server.GenerateResourceConfig(ctx, &in)
	if resp != nil {
		of.cutAll(resp.Diagnostics)
	}
	return resp, err
}

// ListResource implements tfprotov6.ListResourceServer.
func (s *server) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	of := s.resource(req.TypeName)
	stream, err := s.Server.ListResource(ctx, req)
	if stream == nil || of == nil {
		return stream, err
	}
	results := stream.Results
	return &tfprotov6.ListResourceServerStream{Results: func(yield func(tfprotov6.ListResourceResult) bool) {
		for result := range results {
			of.cutAll(result.Diagnostics)
			if !yield(result) {
				return
			}
		}
	}}, err
}
