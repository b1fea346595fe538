package plugin_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/plugin"
)

const (
	address      = "registry.terraform.io/example/example"
	serveForTest = "SERVE_FOR_TEST" // makes the test's executable a provider
)

func TestMain(m *testing.M) {
	if os.Getenv(serveForTest) == "" {
		os.Exit(m.Run())
	}
	if err := plugin.Serve(address, newProvider); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// printing is a provider that prints something, which is a mistake.
type printing struct{ tfprotov6.ProviderServer }

func newProvider() tfprotov6.ProviderServer { return printing{} }

func (printing) GetMetadata(context.Context, *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	fmt.Println("printed")
	return &tfprotov6.GetMetadataResponse{}, nil
}

// lines is a writer that passes on what is written.
type lines chan string

func (l lines) Write(text []byte) (int, error) {
	l <- string(text)
	return len(text), nil
}

// connecting returns the connection to the provider.
type connecting struct {
	goplugin.NetRPCUnsupportedPlugin
}

func (connecting) GRPCServer(*goplugin.GRPCBroker, *grpc.Server) error {
	return errors.New("is a client")
}

func (connecting) GRPCClient(_ context.Context, _ *goplugin.GRPCBroker, c *grpc.ClientConn) (any, error) {
	return c, nil
}

// newClient returns a client with the settings of Terraform.
func newClient(change func(*goplugin.ClientConfig)) *goplugin.Client {
	config := &goplugin.ClientConfig{
		HandshakeConfig: goplugin.HandshakeConfig{
			MagicCookieKey:   "TF_PLUGIN_MAGIC_COOKIE",
			MagicCookieValue: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
		},
		VersionedPlugins: map[int]goplugin.PluginSet{5: {"provider": connecting{}}, 6: {"provider": connecting{}}},
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
		Logger:           hclog.NewNullLogger(),
	}
	change(config)
	return goplugin.NewClient(config)
}

// call makes a request to the provider.
func call(t *testing.T, client *goplugin.Client) {
	t.Helper()
	protocol, err := client.Client()
	if err != nil {
		t.Fatal(err)
	}
	if err := protocol.Ping(); err != nil {
		t.Error(err)
	}
	dispensed, err := protocol.Dispense("provider")
	if err != nil {
		t.Fatal(err)
	}
	connection, _ := dispensed.(*grpc.ClientConn)
	err = connection.Invoke(t.Context(), "/tfplugin6.Provider/GetMetadata", new(emptypb.Empty), new(emptypb.Empty))
	if err != nil {
		t.Error(err)
	}
}

func TestServe(t *testing.T) {
	t.Parallel()
	for name, encrypted := range map[string]bool{"TLS": true, "no TLS": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, err := os.MkdirTemp("", "s") //nolint:usetesting // the path of a socket is limited
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.RemoveAll(dir) })
			cmd := exec.Command(os.Args[0]) //nolint:gosec,noctx // this executable; the client ends it
			cmd.Env = append(os.Environ(), serveForTest+"=1", "TMPDIR="+dir)
			printed := make(lines, 1)
			client := newClient(func(c *goplugin.ClientConfig) {
				c.Cmd, c.AutoMTLS, c.SyncStdout = cmd, encrypted, printed
			})
			defer client.Kill()
			call(t, client)
			if client.NegotiatedVersion() != 6 {
				t.Errorf("negotiated version %d, want 6", client.NegotiatedVersion())
			}
			select {
			case line := <-printed:
				if line != "printed\n" {
					t.Errorf("the client got %q", line)
				}
			case <-time.After(10 * time.Second):
				t.Error("the client did not get what the provider printed")
			}
			client.Kill()
			if code := cmd.ProcessState.ExitCode(); code != 0 {
				t.Errorf("ended with exit code %d", code)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

func TestServeOtherClient(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this executable
	cmd.Env = append(os.Environ(), serveForTest+"=1",
		"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2", "PLUGIN_CLIENT_CERT=no certificate")
	if said, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(said), "PLUGIN_CLIENT_CERT") {
		t.Errorf("said %q, %v", said, err)
	}
}

func TestServeStartedByHand(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this executable
	cmd.Env = append(os.Environ(), serveForTest+"=1", "TF_PLUGIN_MAGIC_COOKIE=")
	if said, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(said), "only Terraform and OpenTofu can run") {
		t.Errorf("said %q, %v", said, err)
	}
}

func TestDebug(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	served := make(chan error, 1)
	go func() { served <- errors.Join(plugin.Debug(ctx, address, newProvider, w), w.Close()) }()
	said := make([]byte, 4096)
	n, err := r.Read(said)
	if err != nil {
		t.Fatal(err, <-served)
	}
	_, value, _ := bytes.Cut(said[:n], []byte("TF_REATTACH_PROVIDERS='"))
	value, _, _ = bytes.Cut(value, []byte("'"))
	var attach map[string]struct {
		Protocol        string
		ProtocolVersion int
		Pid             int
		Test            bool
		Addr            struct{ Network, String string }
	}
	if err := json.Unmarshal(value, &attach); err != nil {
		t.Fatalf("%v: %s", err, said[:n])
	}
	to := attach[address]
	var addr net.Addr = &net.UnixAddr{Net: to.Addr.Network, Name: to.Addr.String}
	if to.Addr.Network == "tcp" {
		if addr, err = net.ResolveTCPAddr(to.Addr.Network, to.Addr.String); err != nil {
			t.Fatal(err)
		}
	}
	call(t, newClient(func(c *goplugin.ClientConfig) {
		c.Plugins = c.VersionedPlugins[to.ProtocolVersion]
		c.Reattach = &goplugin.ReattachConfig{
			Protocol: goplugin.Protocol(to.Protocol), ProtocolVersion: to.ProtocolVersion, Pid: to.Pid, Test: to.Test, Addr: addr,
		}
	}))
	cancel()
	if err := <-served; err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(to.Addr.String); err == nil {
		t.Error("the socket is left behind")
	}
}
