//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// launcher runs the CLI so that it starts this program in place of the provider.
type launcher struct {
	cli       string
	env       []string
	usageFile string
}

// execution is what one run of the CLI took.
type execution struct {
	wall     time.Duration
	cli      time.Duration // CPU time of the CLI alone
	provider time.Duration // CPU time of all processes of the provider
	memory   int64         // peak resident memory of the largest process of the provider, in bytes
	requests int           // to the VPC Endpoint API
	signIns  int           // requests to IAM
}

// newLauncher creates the directory with what the CLI needs. Settings of the user for the CLI, for the cloud and for the garbage
// collector are ignored.
func newLauncher(cli, provider, dir string) (*launcher, error) {
	provider, err := filepath.Abs(provider)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	override := filepath.Join(dir, "override")
	if err := os.MkdirAll(override, 0o750); err != nil {
		return nil, err
	}
	if err := os.Symlink(self, filepath.Join(override, "terraform-provider-opentelekomcloud")); err != nil {
		return nil, err
	}
	settings := filepath.Join(dir, "cli.tfrc")
	if err := os.WriteFile(settings, fmt.Appendf(nil, `disable_checkpoint = true
provider_installation {
  dev_overrides {
    "hashicorp/opentelekomcloud" = %q
  }
  direct {}
}
`, override), 0o600); err != nil {
		return nil, err
	}
	l := &launcher{cli: cli, usageFile: filepath.Join(dir, "usage")}
	// Processes that are killed leave their sockets behind.
	l.env = append(neutral(os.Environ()), "TMPDIR="+dir, "TF_CLI_CONFIG_FILE="+settings, "TF_IN_AUTOMATION=1",
		"TF_CLI_ARGS=-no-color", "CHECKPOINT_DISABLE=1", providerVariable+"="+provider, usageFileVariable+"="+l.usageFile)
	return l, nil
}

// neutral returns the environment without the settings that would change what is measured.
func neutral(environ []string) []string {
	return slices.DeleteFunc(environ, func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return strings.HasPrefix(name, "TF_") || strings.HasPrefix(name, "OS_") ||
			slices.Contains([]string{"GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GODEBUG"}, name)
	})
}

// command is a command of the CLI.
type command struct {
	args []string
	env  []string
	code int // the expected exit code
}

// run runs a command in a directory. env is added to the environment.
func (l *launcher) run(ctx context.Context, dir string, env []string, c command) (execution, error) {
	if err := os.Remove(l.usageFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return execution{}, err
	}
	var output bytes.Buffer
	cmd := exec.CommandContext(ctx, l.cli, c.args...) //nolint:gosec // the path of the CLI
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, slices.Concat(l.env, env, c.env), &output, &output
	// An interrupt ends the providers together with the CLI: nothing of theirs is worth keeping.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	started := time.Now()
	err := cmd.Run()
	wall := time.Since(started)
	if ctx.Err() != nil {
		return execution{}, context.Cause(ctx)
	}
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		return execution{}, err
	}
	if code := cmd.ProcessState.ExitCode(); code != c.code {
		return execution{}, fmt.Errorf("%s ended with exit code %d, want %d:\n%s", strings.Join(cmd.Args, " "), code, c.code, &output)
	}
	file, err := os.ReadFile(l.usageFile)
	if err != nil {
		return execution{}, fmt.Errorf("%s has started no provider: %w", strings.Join(cmd.Args, " "), err)
	}
	processes, err := parseUsages(file)
	if err != nil {
		return execution{}, err
	}
	return newExecution(wall, cpuTime(cmd.ProcessState), processes)
}

func parseUsages(file []byte) ([]usage, error) {
	var list []usage
	decoder := json.NewDecoder(bytes.NewReader(file))
	for {
		var u usage
		err := decoder.Decode(&u)
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, fmt.Errorf("parse the recorded usage: %w", err)
		}
		list = append(list, u)
	}
}

// newExecution divides the CPU time of the CLI and its child processes.
func newExecution(wall, total time.Duration, processes []usage) (execution, error) {
	e := execution{wall: wall, cli: total}
	for _, p := range processes {
		e.provider += p.CPU
		e.memory = max(e.memory, p.Memory)
		e.cli -= p.CPU + p.StandIn
	}
	if e.cli <= 0 {
		return execution{}, fmt.Errorf("the providers took %v, the CLI together with them only %v: it has not waited for them", e.provider, total)
	}
	return e, nil
}
