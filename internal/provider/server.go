package provider

import (
	"os"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/fastpath"
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

// Serve serves the Terraform process that started this one. With debug, it serves any process that attaches to it.
func Serve(version string, debug bool) error {
	collectLate()
	var options []tf6server.ServeOpt
	switch {
	case debug:
		options = append(options, tf6server.WithManagedDebug())
	case !LogsShown(os.Environ()):
		if err := SilenceLogs(); err != nil {
			return err
		}
		options = append(options, tf6server.WithGoPluginLogger(hclog.NewNullLogger()))
	}
	return tf6server.Serve(address, func() tfprotov6.ProviderServer { return NewServer(version) }, options...)
}
