package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// command is a program to run.
type command struct {
	name string
	args []string
	dir  string
	env  []string // added to the environment
	code int      // the expected exit code
}

// execute runs a command and prints it together with its output.
func execute(ctx context.Context, c command) error {
	fmt.Printf("$ %s %s\n", filepath.Base(c.name), strings.Join(c.args, " "))
	return c.run(ctx, os.Stdout, os.Stderr)
}

// output runs a command and returns its output. What it says on standard error is part of an error.
func output(ctx context.Context, c command) (string, error) {
	var stdout, stderr bytes.Buffer
	if err := c.run(ctx, &stdout, &stderr); err != nil {
		return "", fmt.Errorf("%w\n%s%s", err, &stdout, &stderr)
	}
	return stdout.String(), nil
}

func (c command) run(ctx context.Context, stdout, stderr io.Writer) error {
	cmd := exec.CommandContext(ctx, c.name, c.args...) //nolint:gosec // a tool of this repository, or the CLI that was asked for
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = c.dir, append(neutral(os.Environ()), c.env...), stdout, stderr
	// A program that is interrupted tidies up.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 30 * time.Second
	err := cmd.Run()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if cmd.ProcessState == nil {
		return err
	}
	if code := cmd.ProcessState.ExitCode(); code != c.code {
		return fmt.Errorf("%s %s ended with exit code %d, want %d", filepath.Base(c.name), strings.Join(c.args, " "), code, c.code)
	}
	return nil
}

// neutral returns the environment without the settings of a person for the CLI and for a real cloud.
func neutral(environ []string) []string {
	var kept []string
	for _, entry := range environ {
		if !strings.HasPrefix(entry, "TF_") && !strings.HasPrefix(entry, "OS_") {
			kept = append(kept, entry)
		}
	}
	return kept
}
