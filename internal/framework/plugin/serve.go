package plugin

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	goplugin "github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"google.golang.org/grpc"
)

const (
	handshakeVersion = 1 // of go-plugin
	protocolVersion  = 6 // of Terraform's provider protocol

	// Terraform sets this variable when it starts a provider.
	cookieKey   = "TF_PLUGIN_MAGIC_COOKIE"
	cookieValue = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"

	// maxMessage is the size, in bytes, of the largest message that Terraform sends or accepts.
	maxMessage = 256 << 20
)

// Serve serves a provider to the Terraform process that started this one, until Terraform stops it. address is the provider's
// address in the registry.
func Serve(address string, provider func() tfprotov6.ProviderServer) (err error) {
	if os.Getenv(cookieKey) != cookieValue {
		return errors.New("this is a provider, which only Terraform and OpenTofu can run; to debug it, start it with -debug")
	}
	config, certificate, err := mutualTLS(os.Getenv("PLUGIN_CLIENT_CERT"))
	if err != nil {
		return err
	}
	// What is printed by mistake must not reach the real standard output, which Terraform reads the handshake from.
	stdout, stdoutWriter, err := os.Pipe()
	if err != nil {
		return err
	}
	stderr, stderrWriter, err := os.Pipe()
	if err != nil {
		return err
	}
	server, err := newServer(address, provider, config, stdout, stderr)
	if err != nil {
		return err
	}
	listener, err := listen(context.Background())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, listener.remove()) }()
	// Ctrl-C reaches every process of the terminal. What it stops is up to Terraform.
	signal.Ignore(os.Interrupt)
	if _, err := fmt.Printf("%d|%d|%s|%s|grpc|%s\n", handshakeVersion, protocolVersion,
		listener.Addr().Network(), listener.Addr(), base64.RawStdEncoding.EncodeToString(certificate)); err != nil {
		return err
	}
	os.Stdout, os.Stderr = stdoutWriter, stderrWriter
	return server.Serve(listener)
}

// newServer returns a server with the provider and the services of go-plugin, one of which sends stdout and stderr to Terraform.
// Without config there is no TLS.
func newServer(
	address string, provider func() tfprotov6.ProviderServer, config *tls.Config, stdout, stderr io.Reader,
) (*grpc.Server, error) {
	var server *grpc.Server
	services := goplugin.GRPCServer{
		Plugins: map[string]goplugin.Plugin{"provider": &tf6server.GRPCProviderPlugin{Name: address, GRPCProvider: provider}},
		TLS:     config,
		Stdout:  stdout,
		Stderr:  stderr,
		Server: func(options []grpc.ServerOption) *grpc.Server {
			server = grpc.NewServer(append(options, grpc.MaxRecvMsgSize(maxMessage), grpc.MaxSendMsgSize(maxMessage))...)
			return server
		},
	}
	err := services.Init()
	return server, err
}
