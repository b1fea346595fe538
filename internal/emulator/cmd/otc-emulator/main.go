// Command otc-emulator runs the emulated cloud of package emulator.
//
// It prints the environment variables for the provider as shell commands, and then one line per request:
//
//	go run ./internal/emulator/cmd/otc-emulator -env-file /tmp/otc.env &
//	. /tmp/otc.env
//
// It stops on SIGINT or SIGTERM. Flag -h and docs/guides/emulator.md describe it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator/dashboard"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "otc-emulator:", err)
		os.Exit(1)
	}
}

// run serves the emulator until ctx is canceled.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	c, err := parseFlags(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return printUsage(stdout)
	case err != nil:
		return fmt.Errorf("%w; otc-emulator -h lists the flags", err)
	case c.version:
		_, err := fmt.Fprintln(stdout, "otc-emulator", programVersion())
		return err
	}
	if !c.quiet {
		c.options.OnRequest = func(r emulator.Request) { _, _ = fmt.Fprintln(stderr, requestLine(r)) }
	}
	cloud, state, err := open(c)
	if err != nil {
		return err
	}
	if err := state.save(); err != nil {
		return err
	}

	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", withPort(c.listen))
	if err != nil {
		return err
	}
	address := c.url
	if address == "" {
		address = "http://" + reachable(ctx, listener.Addr())
	}
	handler := state.keep(protect(dashboard.New(cloud, programVersion()), address), stderr)
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()

	if err := announce(c, cloud, address, stdout); err != nil {
		return errors.Join(err, server.Close())
	}
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
		return errors.Join(server.Close(), state.save())
	}
}

// announce prints the environment, and writes the files that clients need.
func announce(c config, cloud *emulator.Emulator, address string, stdout io.Writer) error {
	if c.cloudsFile != "" {
		if err := writeFile(c.cloudsFile, cloudsYAML(cloud, address)); err != nil {
			return err
		}
	}
	account := cloud.Owner()
	if c.account == "consumer" {
		account = cloud.Consumer()
	}
	lines := environment(cloud, account, address)
	if _, err := stdout.Write(lines); err != nil {
		return err
	}
	if c.envFile != "" {
		return writeFile(c.envFile, lines)
	}
	return nil
}
