// Command release rehearses a release. It builds a snapshot with GoReleaser, signs it with a temporary key, checks what the
// registry will read, and installs and applies the provider from the archives with Terraform and OpenTofu on the emulated cloud:
//
//	go run ./internal/release -targets=linux_amd64,darwin_arm64
//
// The archives stay in dist. Everything else is temporary, and is removed also if the command is interrupted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := run(ctx, os.Args[1:])
	interrupted := ctx.Err() != nil
	stop()
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case interrupted:
		fmt.Fprintln(os.Stderr, "release: interrupted")
		os.Exit(130)
	default:
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) (err error) {
	o, err := parseOptions(args)
	if err != nil {
		return err
	}
	clis, err := findCLIs(ctx, o)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "release") // short: the key's agent listens on a socket below it, whose path is limited
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	started := time.Now()
	step("Creating a temporary key to sign with")
	k, err := newKey(ctx, filepath.Join(dir, "gpg"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.stop(ctx)) }()

	s, err := build(ctx, o, k, dir)
	if err != nil {
		return err
	}
	step("Checking the archives of version %s", s.Version)
	if err := s.check(ctx, k, o.maxSize); err != nil {
		return err
	}
	if err := installAll(ctx, s, clis, dir); err != nil {
		return err
	}
	step("Done in %s: version %s installs from its archives, and creates, plans and destroys a service with %s.",
		time.Since(started).Round(time.Second), s.Version, strings.Join(versions(clis), " and "))
	return nil
}

// step prints what is done next.
func step(format string, args ...any) {
	fmt.Printf("\n==> "+format+"\n", args...)
}
