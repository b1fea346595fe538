package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const askQuotas = "\ndata \"opentelekomcloud_vpcep_quotas\" \"test\" {}\n"

// whatItWrote runs a plan and returns what the provider itself wrote to its standard error, most of which Terraform hides.
func whatItWrote(t *testing.T, env string) string {
	t.Helper()
	cloud := acctest.New(t, emulator.Options{})
	dir := t.TempDir()
	log := filepath.Join(dir, "stderr")
	program, err := filepath.Glob(filepath.Join(acctest.Binary(t), "terraform-provider-*"))
	if err != nil || len(program) != 1 {
		t.Fatalf("the provider: %q, %v", program, err)
	}
	script := fmt.Sprintf("#!/bin/sh\nexec '%s' \"$@\" 2>>'%s'\n", program[0], log)
	if err := os.WriteFile(filepath.Join(dir, filepath.Base(program[0])), []byte(script), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	rc := filepath.Join(dir, "cli.tfrc")
	settings := fmt.Sprintf(`
disable_checkpoint = true
provider_installation {
  dev_overrides {
    "hashicorp/opentelekomcloud" = %q
  }
  direct {}
}
`, dir)
	put(t, rc, settings)
	w := acctest.NewProcessWorkspace(t, cloud.Provider()+askQuotas, "TF_CLI_CONFIG_FILE="+rc, env)
	w.Must(t, "plan")
	written, err := os.ReadFile(log) //nolint:gosec // of this test
	if err != nil {
		t.Fatal(err)
	}
	return string(written)
}

func TestAccLogsAreWrittenWhereTheyAreShown(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	file := filepath.Join(t.TempDir(), "log")
	for _, env := range []string{
		"TF_LOG=TRACE", "TF_LOG=JSON", "TF_LOG_PROVIDER=TRACE", "TF_LOG_PROVIDER_OPENTELEKOMCLOUD=TRACE", "TF_LOG_SDK=TRACE",
		"TF_LOG_SDK_PROTO=TRACE", "TF_LOG_SDK_FRAMEWORK=TRACE", "TF_LOG_PATH_MASK=" + file + "%s", "TF_ACC_LOG=TRACE", "TF_ACC_LOG_PATH=" + file,
	} {
		t.Run(env, func(t *testing.T) {
			t.Parallel()
			written := whatItWrote(t, env)
			for _, logger := range []string{"sdk.proto", "sdk.framework", "opentelekomcloud"} {
				if !strings.Contains(written, fmt.Sprintf(`"@module":"%s"`, logger)) {
					t.Errorf("nothing of %s in:\n%s", logger, written)
				}
			}
			if !strings.Contains(written, "API call: ") {
				t.Error("the calls are not told")
			}
		})
	}
	for _, env := range []string{"TF_LOG=", "TF_LOG=off", "TF_LOG_CORE=TRACE", "TF_LOG_PATH=" + file} {
		t.Run(env, func(t *testing.T) {
			t.Parallel()
			if written := whatItWrote(t, env); written != "" {
				t.Errorf("written although nobody reads it:\n%s", written)
			}
		})
	}
}

// What the provider writes is what the person sees.
func TestAccLogsAreShown(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	for _, env := range []string{"TF_LOG=TRACE", "TF_LOG_PROVIDER=DEBUG"} {
		w := acctest.NewProcessWorkspace(t, cloud.Provider()+askQuotas, env)
		if shown := w.Must(t, "plan"); !strings.Contains(shown, "API call: ") {
			t.Errorf("%s: the calls are not shown", env)
		}
	}
	w := acctest.NewProcessWorkspace(t, cloud.Provider()+askQuotas)
	if shown := w.Must(t, "plan"); strings.Contains(shown, "API call: ") {
		t.Errorf("shown although not asked for:\n%s", shown)
	}
}
