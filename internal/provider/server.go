package provider

import (
	"context"
	"os"
	"os/signal"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/fastpath"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/plugin"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
)

// address is the provider's address in the registry.
const address = "registry.terraform.io/otc-vpcep/opentelekomcloud"

// NewServer returns the provider's server.
func NewServer(version string) tfprotov6.ProviderServer {
	server := newServer(version)
	if silent() {
		return detachedServer{server}
	}
	return server
}

func newServer(version string) setwire.Server {
	p := &openTelekomCloud{version: version}
	return nullArguments{setwire.NewServer(p, fastpath.NewServer(p))}
}

// Serve serves the Terraform process that started this one. With debug, it serves any process that attaches to it, until it is
// interrupted.
func Serve(version string, debug bool) error {
	collectLate()
	server := func() tfprotov6.ProviderServer { return NewServer(version) }
	if debug {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		return plugin.Debug(ctx, address, server, os.Stdout)
	}
	if !LogsShown(os.Environ()) {
		if err := SilenceLogs(); err != nil {
			return err
		}
	}
	return plugin.Serve(address, server)
}
