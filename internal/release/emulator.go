package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// emulator is a running emulated cloud.
type emulator struct {
	cmd    *exec.Cmd
	exited chan error
	env    []string // signs the provider in
}

// startEmulator starts a program that emulates the cloud, and waits until it is ready. Its files are in dir.
func startEmulator(ctx context.Context, program, dir string) (*emulator, error) {
	clouds := filepath.Join(dir, "clouds.yaml")
	cmd := exec.CommandContext(ctx, program, //nolint:gosec // from an archive of this repository
		"-quiet", "-create-delay=1s", "-delete-delay=1s", "-clouds-file="+clouds)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	e := &emulator{cmd: cmd, exited: make(chan error, 1), env: []string{"OS_CLIENT_CONFIG_FILE=" + clouds, "OS_CLOUD=owner"}}
	go func() { e.exited <- cmd.Wait() }()
	deadline := time.After(10 * time.Second)
	for {
		if _, err := os.Stat(clouds); err == nil {
			return e, nil
		}
		select {
		case err := <-e.exited:
			return nil, fmt.Errorf("%s: %w", program, errors.Join(err, context.Cause(ctx)))
		case <-deadline:
			return nil, errors.Join(fmt.Errorf("%s is not ready after 10 seconds", program), e.stop())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// stop ends the emulator, which then has nothing to report.
func (e *emulator) stop() error {
	err := e.cmd.Process.Kill()
	<-e.exited //nolint:errcheck // killed
	if errors.Is(err, os.ErrProcessDone) {
		return nil
	}
	return err
}
