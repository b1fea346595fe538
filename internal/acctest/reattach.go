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

// serve serves a new provider from the test process. It returns the environment variable that makes the CLI use it, and the
// function that stops it, which can be called more than once.
func serve(t *testing.T) (env string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	attach, closed := make(chan *plugin.ReattachConfig), make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		failed <- tf6server.Serve("registry.terraform.io/hashicorp/opentelekomcloud", func() tfprotov6.ProviderServer {
			return provider.NewServer("test")
		}, tf6server.WithDebug(ctx, attach, closed), tf6server.WithLoggingSink(t), tf6server.WithGoPluginLogger(hclog.NewNullLogger()))
	}()
	var config *plugin.ReattachConfig
	select {
	case config = <-attach:
	case err := <-failed:
		t.Fatalf("serve the provider: %v", err)
	}
	encoded, err := json.Marshal(map[string]any{
		"hashicorp/opentelekomcloud": map[string]any{
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
