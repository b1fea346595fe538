package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
)

// detachedServer gives each of the frequent requests a fresh context, which is canceled with the context of the request but
// carries none of its values. The framework keeps the context of each request until the process exits, and adds loggers to it
// at every step. With logs off, these account for 6 of the 37 MiB that a refresh of 50 services takes.
type detachedServer struct{ setwire.Server }

func detached[Q, A any](ctx context.Context, req Q, handle func(context.Context, Q) (A, error)) (A, error) {
	own, end := context.WithCancel(context.Background())
	defer end()
	defer context.AfterFunc(ctx, end)()
	return handle(own, req) //nolint:contextcheck // only the cancellation is inherited
}

// ValidateResourceConfig implements tfprotov6.ResourceServer.
func (s detachedServer) ValidateResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return detached(ctx, req, s.Server.ValidateResourceConfig)
}

// UpgradeResourceState implements tfprotov6.ResourceServer.
func (s detachedServer) UpgradeResourceState(
	ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return detached(ctx, req, s.Server.UpgradeResourceState)
}

// ReadResource implements tfprotov6.ResourceServer.
func (s detachedServer) ReadResource(
	ctx context.Context, req *tfprotov6.ReadResourceRequest,
) (*tfprotov6.ReadResourceResponse, error) {
	return detached(ctx, req, s.Server.ReadResource)
}

// PlanResourceChange implements tfprotov6.ResourceServer.
func (s detachedServer) PlanResourceChange(
	ctx context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	return detached(ctx, req, s.Server.PlanResourceChange)
}

// ApplyResourceChange implements tfprotov6.ResourceServer.
func (s detachedServer) ApplyResourceChange(
	ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest,
) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return detached(ctx, req, s.Server.ApplyResourceChange)
}

// ImportResourceState implements tfprotov6.ResourceServer.
func (s detachedServer) ImportResourceState(
	ctx context.Context, req *tfprotov6.ImportResourceStateRequest,
) (*tfprotov6.ImportResourceStateResponse, error) {
	return detached(ctx, req, s.Server.ImportResourceState)
}

// ValidateDataResourceConfig implements tfprotov6.DataSourceServer.
func (s detachedServer) ValidateDataResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest,
) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return detached(ctx, req, s.Server.ValidateDataResourceConfig)
}

// ReadDataSource implements tfprotov6.DataSourceServer.
func (s detachedServer) ReadDataSource(
	ctx context.Context, req *tfprotov6.ReadDataSourceRequest,
) (*tfprotov6.ReadDataSourceResponse, error) {
	return detached(ctx, req, s.Server.ReadDataSource)
}
