//go:build unix

// Command bench measures what the provider costs: CPU time, memory, requests, and how soon it notices that a service is available.
// It runs Terraform or OpenTofu against the emulated cloud and prints tables in Markdown:
//
//	go run ./internal/bench -runs 3 -provider bin/terraform-provider-opentelekomcloud
//
// With -official it compares the official provider with this one.
//
// The CLI starts this program in place of the provider. It then runs the provider and records the resources that this process
// used, apart from those of the CLI.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() {
	if provider := os.Getenv(providerVariable); provider != "" {
		os.Exit(standIn(provider, os.Getenv(usageFileVariable), os.Args[1:]))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	runs := flags.Int("runs", 3, "how often each command runs; the tables show medians")
	provider := flags.String("provider", "bin/terraform-provider-opentelekomcloud", "`executable` of the provider")
	official := flags.String("official", "", "`executable` of the official provider, to compare requests, CPU time and memory only")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if *runs < 1 {
		return fmt.Errorf("-runs is %d, want at least 1", *runs)
	}
	cli, err := findCLI()
	if err != nil {
		return err
	}
	system, err := describe(ctx, cli, *provider)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	launcher, err := newLauncher(cli, *provider, filepath.Join(dir, "cli"))
	if err != nil {
		return err
	}
	b := benchmark{launcher: launcher, dir: dir, runs: *runs, sizes: standardSizes, progress: stderr}
	if *official != "" {
		other, err := newLauncher(cli, *official, filepath.Join(dir, "official"))
		if err != nil {
			return err
		}
		compared, err := b.compare(ctx, sides(other, launcher))
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(stdout, "%s\nThe figures are medians. Runs of each command: %d.\n\n%s", system, *runs, comparisonTable(compared))
		return err
	}
	results, err := b.measure(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%s\nThe figures are medians. Runs of each command: %d.\n\n%s", system, *runs, report(b.sizes, results))
	return err
}
