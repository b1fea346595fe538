package acctest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Workspace is a directory with a configuration, in which tests run the CLI as users do. It ignores the CLI and provider
// settings in the user's environment.
type Workspace struct {
	Dir       string
	cli       string
	env       []string
	inProcess bool
}

// NewWorkspace creates a workspace with a single configuration file. Each run of the CLI uses a new provider in the test process,
// which costs much less time than a process of its own, and which the race detector and the coverage include.
func NewWorkspace(t *testing.T, configuration string) *Workspace {
	t.Helper()
	w := newWorkspace(t, configuration, "")
	w.inProcess = true
	return w
}

// NewProcessWorkspace creates a workspace in which the CLI starts the provider as a process of its own, as it does for users: for
// tests that interrupt it, or that set environment variables.
func NewProcessWorkspace(t *testing.T, configuration string, env ...string) *Workspace {
	t.Helper()
	installation := fmt.Sprintf(`provider_installation {
  dev_overrides {
    "hashicorp/opentelekomcloud" = %[1]q
    "otc-vpcep/opentelekomcloud" = %[1]q
  }
  direct {}
}
`, Binary(t))
	return newWorkspace(t, configuration, installation, env...)
}

func newWorkspace(t *testing.T, configuration, settings string, env ...string) *Workspace {
	t.Helper()
	w := &Workspace{Dir: t.TempDir(), cli: CLI(t)}
	w.write(t, "cli.tfrc", "disable_checkpoint = true\n"+settings)
	w.Configure(t, configuration)
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "TF_") && !strings.HasPrefix(entry, "OS_") {
			w.env = append(w.env, entry)
		}
	}
	w.env = append(w.env, "TF_CLI_CONFIG_FILE="+filepath.Join(w.Dir, "cli.tfrc"), "TF_IN_AUTOMATION=1", "TF_CLI_ARGS=-no-color",
		"CHECKPOINT_DISABLE=1")
	w.env = append(w.env, env...)
	return w
}

// Configure replaces the configuration.
func (w *Workspace) Configure(t *testing.T, configuration string) {
	t.Helper()
	w.write(t, "main.tf", configuration)
}

func (w *Workspace) write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(w.Dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Run is a run of the CLI.
type Run struct {
	cmd    *exec.Cmd
	output lockedBuffer
	stop   func()        // the provider in the test process
	exited chan struct{} // closed when the CLI has exited
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// Start starts the CLI in the background.
func (w *Workspace) Start(t *testing.T, args ...string) *Run {
	t.Helper()
	run := &Run{cmd: exec.CommandContext(t.Context(), w.cli, args...)} //nolint:gosec // the path of the CLI
	run.cmd.Dir, run.cmd.Env, run.stop = w.Dir, w.env, func() {}
	if w.inProcess {
		attach, stop := serve(t, testedSource, tested)
		run.cmd.Env, run.stop = append(slices.Clip(w.env), attach), stop
		t.Cleanup(stop)
	}
	run.cmd.Stdout, run.cmd.Stderr = &run.output, &run.output
	if err := run.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	run.exited = make(chan struct{})
	go func() {
		defer close(run.exited)
		_ = run.cmd.Wait() // the exit code is more specific
	}()
	return run
}

// Signal sends a signal to the CLI only, not to its child processes, as CI systems do to cancel a job. A CLI that has just
// exited is not an error.
func (r *Run) Signal(t *testing.T, signal os.Signal) {
	t.Helper()
	if err := r.cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
}

// Exited returns a channel that is closed when the CLI has exited.
func (r *Run) Exited() <-chan struct{} { return r.exited }

// Wait waits until the CLI exits and returns its output and exit code.
func (r *Run) Wait() (output string, code int) {
	<-r.exited
	r.stop()
	return r.output.String(), r.cmd.ProcessState.ExitCode()
}

// CLI runs the CLI and returns its output and exit code.
func (w *Workspace) CLI(t *testing.T, args ...string) (output string, code int) {
	t.Helper()
	return w.Start(t, args...).Wait()
}

// Script runs a shell script of the workspace with the environment of the CLI, whose path is in TF, and with more variables. It
// returns its standard output and its exit code.
func (w *Workspace) Script(t *testing.T, name string, env ...string) (output string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", name) //nolint:gosec // a script of the repository
	cmd.Dir, cmd.Env, cmd.Stderr = w.Dir, slices.Concat(w.env, []string{"TF=" + w.cli}, env), t.Output()
	stdout, err := cmd.Output()
	if failed := new(exec.ExitError); err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return string(stdout), cmd.ProcessState.ExitCode()
}

// Must runs the CLI and returns its output. It fails the test unless the exit code is 0.
func (w *Workspace) Must(t *testing.T, args ...string) string {
	t.Helper()
	output, code := w.CLI(t, args...)
	if code != 0 {
		t.Fatalf("%s: exit code %d:\n%s", strings.Join(args, " "), code, output)
	}
	return output
}

// StateInstance is a resource instance in the state.
type StateInstance struct {
	Address string
	Status  string // "tainted" or ""
	Values  map[string]any
}

// State returns the managed resources in the state file. It returns nil if there is no state file.
func (w *Workspace) State(t *testing.T) []StateInstance {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(w.Dir, "terraform.tfstate"))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	var state struct {
		Resources []struct {
			Mode, Type, Name string
			Instances        []struct {
				IndexKey   json.RawMessage `json:"index_key"` // of count or for_each
				Status     string
				Attributes map[string]any
			}
		}
	}
	if err := json.Unmarshal(raw, &state); err != nil {
		t.Fatalf("parse the state: %v", err)
	}
	var instances []StateInstance
	for _, resource := range state.Resources {
		if resource.Mode != "managed" {
			continue
		}
		for _, instance := range resource.Instances {
			address := resource.Type + "." + resource.Name
			if len(instance.IndexKey) > 0 {
				address += "[" + string(instance.IndexKey) + "]"
			}
			instances = append(instances, StateInstance{Address: address, Status: instance.Status, Values: instance.Attributes})
		}
	}
	return instances
}

// Unwrap returns the output without the line breaks that the CLI inserts into long lines.
func Unwrap(output string) string { return strings.Join(strings.Fields(output), " ") }
