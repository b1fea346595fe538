//go:build unix

package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// The CLI starts the test's executable in place of the provider, as it starts the program.
func TestMain(m *testing.M) {
	if os.Getenv(providerVariable) != "" {
		main()
	}
	os.Exit(m.Run())
}

// startStandIn starts this program in place of a provider that is a shell script.
func startStandIn(t *testing.T, script string) (cmd *exec.Cmd, stdin io.WriteCloser, stdout *bufio.Reader, usageFile string) {
	t.Helper()
	usageFile = filepath.Join(t.TempDir(), "usage")
	cmd = exec.CommandContext(t.Context(), os.Args[0], "-c", script, "provider", "argument") //nolint:gosec // the test's own executable
	cmd.Env = append(os.Environ(), providerVariable+"=/bin/sh", usageFileVariable+"="+usageFile, "TEST_VALUE=value")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// The end of the input ends the script, should the signal not arrive.
	deadline := time.AfterFunc(30*time.Second, func() { _ = stdin.Close() })
	t.Cleanup(func() { deadline.Stop() })
	return cmd, stdin, bufio.NewReader(pipe), usageFile
}

func TestStandIn(t *testing.T) {
	t.Parallel()
	cmd, stdin, stdout, usageFile := startStandIn(t, `read line; echo "$line $1 $TEST_VALUE"; exit 3`)
	if _, err := io.WriteString(stdin, "input\n"); err != nil {
		t.Fatal(err)
	}
	line, err := stdout.ReadString('\n')
	if want := "input argument value\n"; err != nil || line != want {
		t.Errorf("output %q, %v; want %q", line, err, want)
	}
	_ = cmd.Wait() // the exit code is more specific
	if code := cmd.ProcessState.ExitCode(); code != 3 {
		t.Errorf("exit code %d, want 3", code)
	}
	recorded, err := os.ReadFile(usageFile) //nolint:gosec // of this test
	if err != nil {
		t.Fatal(err)
	}
	usages, err := parseUsages(recorded)
	if err != nil || len(usages) != 1 || usages[0].Memory < 1<<10 || usages[0].CPU < 0 || usages[0].StandIn <= 0 {
		t.Errorf("recorded %s, %v; want the usage of one process", recorded, err)
	}
}

func TestStandInForwardsSignals(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]syscall.Signal{"INT": syscall.SIGINT, "TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd, _, stdout, _ := startStandIn(t, `trap 'echo caught; exit 4' `+name+`; echo ready; read line; exit 5`)
			if line, err := stdout.ReadString('\n'); err != nil || line != "ready\n" {
				t.Fatalf("output %q, %v", line, err)
			}
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if line, err := stdout.ReadString('\n'); err != nil || line != "caught\n" {
				t.Errorf("output %q, %v; want the provider to catch the signal", line, err)
			}
			_ = cmd.Wait() // the exit code is more specific
			if code := cmd.ProcessState.ExitCode(); code != 4 {
				t.Errorf("exit code %d, want 4", code)
			}
		})
	}
}

// The whole benchmark with small sizes: it counts the requests, measures all commands, and leaves nothing behind.
func TestAccBenchmark(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	launcher, err := newLauncher(acctest.CLI(t), filepath.Join(acctest.Binary(t), "terraform-provider-opentelekomcloud"), filepath.Join(dir, "cli"))
	if err != nil {
		t.Fatal(err)
	}
	workspaces := t.TempDir()
	b := benchmark{launcher: launcher, dir: workspaces, runs: 1, progress: t.Output(), sizes: sizes{
		services: 2, many: 3, mappings: 2, permissions: 2,
		delays: emulator.Delays{Create: 10 * time.Millisecond, CreateSpread: 10 * time.Millisecond},
	}}
	r, err := b.measure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(workspaces); err != nil || len(left) > 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
	for name, runs := range map[string]executions{
		"plan": r.several.plan, "apply": r.several.apply, "refresh": r.several.refresh, "destroy": r.several.destroy, "traced": r.traced,
		"mappings": r.mappings, "permissions": r.permissions, "many": r.many, "one": r.one.refresh,
	} {
		if len(runs) != 1 || runs[0].provider <= 0 || runs[0].cli <= 0 || runs[0].memory <= 0 {
			t.Errorf("%s: measured %+v", name, runs)
		}
	}
	if n := r.several.plan[0].requests; n != 2 {
		t.Errorf("%d requests for a plan of new services, want a list and the quotas", n)
	}
	if n := r.several.apply[0].requests; n < 4 {
		t.Errorf("%d requests for an apply of two services, want at least a create and a read of each", n)
	}
	for _, o := range r.others {
		if len(o.one.refresh) != 1 || o.one.refresh[0].requests != 1 || len(o.several.destroy) != 1 {
			t.Errorf("%s: measured %+v", o.resource, o)
		}
	}
	if len(r.creations) != 1 || len(r.creations[0].noticed) != 2 || r.creations[0].floor < 10*time.Millisecond {
		t.Errorf("creations: %+v", r.creations)
	}
	text := report(b.sizes, r)
	for _, want := range []string{"plan of 2 new services", "Requests to the VPC Endpoint API", "available to noticed", "with 2 port mappings"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report has no %q:\n%s", want, text)
		}
	}
}
