package fastpath

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
)

// Provider is a provider that can tell what its resources are configured with.
type Provider interface {
	provider.Provider
	// ResourceData returns the ResourceData of the response of Configure, or nil.
	ResourceData() any
}

// NewServer returns the server of a provider.
func NewServer(p Provider) setwire.Server {
	s := &server{Server: newFrameworkServer(p)}
	s.short = sync.OnceValue(func() *shortProvider { return newShortProvider(context.Background(), p) })
	s.inner = sync.OnceValue(func() setwire.Server { return newFrameworkServer(s.short()) })
	return s
}

func newFrameworkServer(p provider.Provider) setwire.Server {
	return providerserver.NewProtocol6(p)().(setwire.Server) //nolint:errcheck // it panics if the framework changes
}

// server overrides the RPCs that it serves faster.
type server struct {
	setwire.Server
	short func() *shortProvider
	inner func() setwire.Server // of short
}

// The values of objects without attributes.
var (
	present = &tfprotov6.DynamicValue{MsgPack: []byte{0x80}}
	absent  = &tfprotov6.DynamicValue{MsgPack: []byte{0xc0}}
)

// StopProvider implements tfprotov6.ProviderServer.
func (s *server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	if resp, err := s.inner().StopProvider(ctx, req); err != nil {
		return resp, err
	}
	return s.Server.StopProvider(ctx, req)
}

// UpgradeResourceState implements tfprotov6.ResourceServer. A state of the current version is only encoded in another way.
func (s *server) UpgradeResourceState(
	ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	r := s.short().resources[req.TypeName]
	if r == nil || req.RawState == nil || req.Version != r.schema.Version {
		return s.Server.UpgradeResourceState(ctx, req)
	}
	ignore := tfprotov6.UnmarshalOpts{ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true}}
	state, err := req.RawState.UnmarshalWithOpts(r.object, ignore)
	if err != nil {
		return s.Server.UpgradeResourceState(ctx, req) // it reports the error
	}
	upgraded, err := r.encode(state)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: upgraded}, err
}

// ReadResource implements tfprotov6.ResourceServer.
func (s *server) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	r := s.short().resources[req.TypeName]
	if r == nil {
		return s.Server.ReadResource(ctx, req)
	}
	state, ok := r.decode(req.CurrentState)
	if !ok || state.IsNull() {
		return s.Server.ReadResource(ctx, req)
	}
	of, in := &values{result: state}, *req
	defer of.clear()
	in.CurrentState = present
	resp, err := s.inner().ReadResource(of.in(ctx), &in)
	if err != nil || resp == nil || resp.NewState == nil {
		return resp, err
	}
	resp.NewState, err = r.encode(of.result)
	return resp, err
}

// PlanResourceChange implements tfprotov6.ResourceServer.
func (s *server) PlanResourceChange(
	ctx context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	r := s.short().resources[req.TypeName]
	if r == nil {
		return s.Server.PlanResourceChange(ctx, req)
	}
	of, ok := r.plan(req)
	if !ok {
		return s.Server.PlanResourceChange(ctx, req)
	}
	defer of.clear()
	in := *req
	in.Config, in.ProposedNewState, in.PriorState = present, present, present
	if of.prior.IsNull() {
		in.PriorState = absent
	}
	resp, err := s.inner().PlanResourceChange(of.in(ctx), &in)
	if err != nil || resp == nil || resp.PlannedState == nil {
		return resp, err
	}
	resp.PlannedState, err = r.encode(of.result)
	return resp, err
}
