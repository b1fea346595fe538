package provider_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
)

// emulatorProgram builds the emulator and returns a function that starts it in a directory. That function returns when the
// emulator is listening, and returns a function that stops it.
func emulatorProgram(t *testing.T) func(dir string, args ...string) (stop func()) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "otc-emulator")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", path, "../emulator/cmd/otc-emulator") //nolint:gosec // constant arguments
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the emulator: %v\n%s", err, output)
	}
	return func(dir string, args ...string) func() {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), path, args...) //nolint:gosec // the program above
		cmd.Dir = dir
		printed, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if !bufio.NewScanner(printed).Scan() { // it prints the environment once it is listening and has written the files
			t.Fatalf("the emulator has ended: %v", cmd.Wait())
		}
		return func() {
			t.Helper()
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("the emulator ends with %v", err)
			}
		}
	}
}

// The configuration of the guide works with the files that the program writes and reads, with passwords and with access
// keys, and also after a restart.
func TestAccEmulatorProgram(t *testing.T) {
	t.Parallel()
	guide := filepath.Join(examples, "guides", "emulator")
	configuration, err := os.ReadFile(filepath.Join(guide, "main.tf")) //nolint:gosec // one of the repository
	if err != nil {
		t.Fatal(err)
	}
	initial, err := filepath.Abs(filepath.Join(guide, "initial-state.json"))
	if err != nil {
		t.Fatal(err)
	}
	w := acctest.NewProcessWorkspace(t, string(configuration), acctest.Mirror(t))
	start := emulatorProgram(t)
	arguments := []string{
		"-quiet", "-create-delay=0s", "-delete-delay=0s", "-clouds-file=clouds.yaml", "-state=state.json", "-initial-state=" + initial,
	}
	unchanged := func(when string) {
		t.Helper()
		if output, code := w.CLI(t, "plan", "-detailed-exitcode"); code != 0 {
			t.Errorf("%s, the plan ends with %d:\n%s", when, code, output)
		}
	}

	stop := start(w.Dir, arguments...)
	w.Must(t, "init")
	w.Must(t, "apply", "-auto-approve")
	unchanged("after the apply")
	stop()
	stop = start(w.Dir, arguments...)
	unchanged("after a restart")
	withKeys := strings.NewReplacer(`cloud = "owner"`, `cloud = "owner-key"`, `cloud = "consumer"`, `cloud = "consumer-key"`)
	w.Configure(t, withKeys.Replace(string(configuration)))
	unchanged("with access keys")
	w.Must(t, "destroy", "-auto-approve")
	stop()
}
