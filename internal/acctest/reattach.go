package acctest

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// testedSource is the source address of the tested provider in configurations that do not set it, without the host.
const testedSource = "hashicorp/opentelekomcloud"

// tested returns a new instance of the tested provider.
func tested() tfprotov6.ProviderServer { return provider.NewServer("test") }

// serve serves a provider from the test process. source is its address without the host. It returns the environment variable that
// makes the CLI use it, and the function that stops it, which can be called more than once.
func serve(t *testing.T, source string, server func() tfprotov6.ProviderServer) (env string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	attach, closed := make(chan *plugin.ReattachConfig), make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		failed <- tf6server.Serve("registry.terraform.io/"+source, server,
			tf6server.WithDebug(ctx, attach, closed), tf6server.WithLoggingSink(t), tf6server.WithGoPluginLogger(hclog.NewNullLogger()))
	}()
	var config *plugin.ReattachConfig
	select {
	case config = <-attach:
	case err := <-failed:
		t.Fatalf("serve the provider: %v", err)
	}
	encoded, err := json.Marshal(map[string]any{
		source: map[string]any{
			"Protocol": string(config.Protocol), "ProtocolVersion": config.ProtocolVersion, "Pid": config.Pid, "Test": config.Test,
			"Addr": map[string]string{"Network": config.Addr.Network(), "String": config.Addr.String()},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return "TF_REATTACH_PROVIDERS=" + string(encoded), func() {
		cancel()
		<-closed
	}
}
