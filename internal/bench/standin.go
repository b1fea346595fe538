//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// The environment variables with which this program, started as a provider, finds the real one and where to record its usage.
const (
	providerVariable  = "BENCH_PROVIDER"
	usageFileVariable = "BENCH_USAGE_FILE"
)

// usage is what one process of the provider used.
type usage struct {
	CPU     time.Duration `json:"cpu"`      // user and system time
	Memory  int64         `json:"memory"`   // peak resident memory, in bytes
	StandIn time.Duration `json:"stand_in"` // CPU time of this program in place of the provider
}

// standIn runs the provider with the streams and the signals of this process, and appends its usage to a file. It returns the
// provider's exit code.
func standIn(provider, usageFile string, args []string) (code int) {
	cmd := exec.Command(provider, args...) //nolint:gosec,noctx // the provider ends when the CLI tells it to
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		return 1
	}
	go func() {
		for s := range signals {
			_ = cmd.Process.Signal(s) // fails only if the provider has ended
		}
	}()
	err := cmd.Wait()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		return 1
	}
	if err := record(usageFile, cmd.ProcessState); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		return 1
	}
	if code := cmd.ProcessState.ExitCode(); code >= 0 {
		return code
	}
	return 1 // a signal ended it
}

// record appends the usage of a process that has ended. Several providers may write to the file at the same time.
func record(file string, state *os.ProcessState) error {
	var own syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &own); err != nil {
		return fmt.Errorf("measure the CPU time: %w", err)
	}
	line, err := json.Marshal(usage{
		CPU: cpuTime(state), Memory: peakMemory(state), StandIn: time.Duration(own.Utime.Nano() + own.Stime.Nano()),
	})
	if err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // named by the benchmark
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// cpuTime returns the CPU time of a process and of those of its child processes that it waited for.
func cpuTime(state *os.ProcessState) time.Duration { return state.UserTime() + state.SystemTime() }

// peakMemory returns the largest resident memory of a process in bytes.
func peakMemory(state *os.ProcessState) int64 {
	r, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return r.Maxrss
	}
	return r.Maxrss << 10
}
