//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

var (
	plan      = command{args: []string{"plan", "-detailed-exitcode"}, code: 2}
	apply     = command{args: []string{"apply", "-auto-approve", fmt.Sprintf("-parallelism=%d", parallelism)}}
	applyFast = command{args: []string{"apply", "-auto-approve", "-parallelism=50"}} // of what is not measured
	refresh   = command{args: []string{"plan", "-detailed-exitcode"}}                // fails if there are changes
	traced    = command{args: refresh.args, env: []string{"TF_LOG=TRACE", "TF_LOG_PATH=" + os.DevNull}}
	destroy   = command{args: []string{"destroy", "-auto-approve", fmt.Sprintf("-parallelism=%d", parallelism)}}
)

// workspace is a directory with a configuration and a state, and a cloud of its own.
type workspace struct {
	dir      string
	launcher *launcher
	cloud    *cloud
}

// newWorkspace starts a cloud. The caller has to close the workspace.
func newWorkspace(ctx context.Context, l *launcher, dir string, options emulator.Options) (*workspace, error) {
	c, err := startCloud(ctx, options)
	if err != nil {
		return nil, err
	}
	return &workspace{dir: dir, launcher: l, cloud: c}, nil
}

func (w *workspace) close() error { return w.cloud.server.Close() }

func (w *workspace) configure(configuration string) error {
	return os.WriteFile(filepath.Join(w.dir, "main.tf"), []byte(configuration), 0o600)
}

// step is a command, and where to add what it took; nil if that does not matter.
type step struct {
	command command
	into    *executions
}

// run runs commands one after the other, and counts the requests of each.
func (w *workspace) run(ctx context.Context, steps ...step) error {
	for _, s := range steps {
		w.cloud.ResetRequests()
		e, err := w.launcher.run(ctx, w.dir, w.cloud.env, s.command)
		if err != nil {
			return err
		}
		if s.into != nil {
			e.requests, e.signIns = countRequests(w.cloud.Requests())
			*s.into = append(*s.into, e)
		}
	}
	return nil
}

// creation returns what the last command waited for, an apply of new services.
func (w *workspace) creation() (creation, error) {
	services := w.cloud.Services()
	durations := make([]time.Duration, len(services))
	for i, s := range services {
		durations[i] = s.UpdatedAt.Sub(s.CreatedAt)
	}
	delays, err := noticed(services, w.cloud.Requests())
	if err != nil {
		return creation{}, err
	}
	return creation{floor: shortestTime(durations, parallelism), noticed: delays}, nil
}
