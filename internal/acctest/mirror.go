package acctest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// mirrorVersion is the version of the provider in the mirror.
const mirrorVersion = "0.1.0"

// Mirror creates a filesystem mirror with the provider. It returns the environment variable that makes the CLI install
// providers from the mirror only.
func Mirror(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, registry := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		platform := filepath.Join(dir, registry, "otc-vpcep", "opentelekomcloud", mirrorVersion, CLIVersion(t).Platform)
		if err := os.MkdirAll(platform, 0o750); err != nil {
			t.Fatal(err)
		}
		executable := filepath.Join(platform, providerName+"_v"+mirrorVersion)
		if err := os.Link(filepath.Join(Binary(t), providerName), executable); err != nil {
			t.Fatal(err)
		}
	}
	rc := filepath.Join(t.TempDir(), "mirror.tfrc")
	settings := fmt.Sprintf("disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", dir)
	if err := os.WriteFile(rc, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	return "TF_CLI_CONFIG_FILE=" + rc
}

// Version is the version and platform of the CLI.
type Version struct {
	Number   string `json:"terraform_version"`
	Platform string `json:"platform"` // for example linux_amd64
}

// CLIVersion returns the version of the CLI.
func CLIVersion(t *testing.T) Version {
	t.Helper()
	version := exec.CommandContext(t.Context(), CLI(t), "version", "-json") //nolint:gosec // the path of the CLI
	version.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	output, err := version.Output()
	if err != nil {
		t.Fatalf("get the version of the CLI: %v", err)
	}
	var v Version
	if err := json.Unmarshal(output, &v); err != nil {
		t.Fatalf("parse the version of the CLI: %v: %s", err, output)
	}
	return v
}

// NeedCLI skips the test if the CLI is older than a version.
func NeedCLI(t *testing.T, major, minor int) {
	t.Helper()
	version := CLIVersion(t)
	var gotMajor, gotMinor int
	if _, err := fmt.Sscanf(version.Number, "%d.%d", &gotMajor, &gotMinor); err != nil {
		t.Fatalf("parse the version %q of the CLI: %v", version.Number, err)
	}
	if gotMajor < major || gotMajor == major && gotMinor < minor {
		t.Skipf("requires Terraform or OpenTofu %d.%d, found %s", major, minor, strings.TrimSpace(version.Number))
	}
}
