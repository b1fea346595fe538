package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Debug serves a provider to every Terraform process that has the variable TF_REATTACH_PROVIDERS in its environment, until ctx
// is canceled. It prints the variable to w. address is the provider's address in the registry.
func Debug(ctx context.Context, address string, provider func() tfprotov6.ProviderServer, w io.Writer) (err error) {
	// Nothing is sent to Terraform: what the provider prints stays in the terminal of the debugger.
	silence, _ := io.Pipe()
	server, err := newServer(address, provider, nil, silence, silence)
	if err != nil {
		return err
	}
	listener, err := listen(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, listener.remove()) }()
	attach, err := json.Marshal(map[string]any{address: map[string]any{
		"Protocol":        "grpc",
		"ProtocolVersion": protocolVersion,
		"Pid":             os.Getpid(),
		"Test":            true, // Terraform does not stop the process
		"Addr":            map[string]string{"Network": listener.Addr().Network(), "String": listener.Addr().String()},
	}})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "Set this in the shell that runs Terraform. Ctrl-C stops the provider.\n\n%s\n", assignment(string(attach)))
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, server.Stop)()
	return server.Serve(listener)
}

// assignment sets TF_REATTACH_PROVIDERS in a POSIX shell or, on Windows, in PowerShell.
func assignment(value string) string {
	if runtime.GOOS == "windows" {
		return "$env:TF_REATTACH_PROVIDERS='" + strings.ReplaceAll(value, "'", "''") + "'"
	}
	return "export TF_REATTACH_PROVIDERS='" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}
