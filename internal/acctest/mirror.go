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

// mirrorVersion is the version that the provider has in a mirror.
const mirrorVersion = "0.1.0"

// Mirror lays the provider out as a registry does, under its own address, and returns the variable of the environment
// that makes the CLI install it from there, and nothing from anywhere else.
func Mirror(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, registry := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		of := filepath.Join(dir, registry, "otc-vpcep", "opentelekomcloud", mirrorVersion, CLIVersion(t).Platform)
		if err := os.MkdirAll(of, 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.Link(filepath.Join(Binary(t), providerName), filepath.Join(of, providerName+"_v"+mirrorVersion)); err != nil {
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

// Version is what the CLI says of itself.
type Version struct {
	Number   string `json:"terraform_version"`
	Platform string `json:"platform"` // such as linux_amd64
}

// CLIVersion asks the CLI for its version.
func CLIVersion(t *testing.T) Version {
	t.Helper()
	version := exec.CommandContext(t.Context(), CLI(t), "version", "-json") //nolint:gosec // the CLI that was found
	version.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	output, err := version.Output()
	if err != nil {
		t.Fatalf("ask the CLI for its version: %v", err)
	}
	var v Version
	if err := json.Unmarshal(output, &v); err != nil {
		t.Fatalf("the CLI's version: %v: %s", err, output)
	}
	return v
}

// NeedCLI skips the test where the CLI is older than a version.
func NeedCLI(t *testing.T, major, minor int) {
	t.Helper()
	version := CLIVersion(t)
	var is, and int
	if _, err := fmt.Sscanf(version.Number, "%d.%d", &is, &and); err != nil {
		t.Fatalf("the CLI's version %q: %v", version.Number, err)
	}
	if is < major || is == major && and < minor {
		t.Skipf("needs Terraform or OpenTofu %d.%d, this is %s", major, minor, strings.TrimSpace(version.Number))
	}
}
