package acctest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// Version is what `version -json` of the CLI prints.
type Version struct {
	Number   string `json:"terraform_version"` // of Terraform or of OpenTofu
	Platform string `json:"platform"`          // for example linux_amd64
	// Outdated is absent from the output of OpenTofu.
	Outdated *bool `json:"terraform_outdated"`
}

// OpenTofu reports whether the CLI is OpenTofu, not Terraform.
func (v Version) OpenTofu() bool { return v.Outdated == nil }

// String names the CLI and its version.
func (v Version) String() string {
	if v.OpenTofu() {
		return "OpenTofu " + v.Number
	}
	return "Terraform " + v.Number
}

// Supports reports whether the CLI has a feature. terraform and openTofu are the versions that introduced it, such as "1.14", or ""
// if it does not exist there.
func (v Version) Supports(terraform, openTofu string) (bool, error) {
	required := terraform
	if v.OpenTofu() {
		required = openTofu
	}
	if required == "" {
		return false, nil
	}
	var major, minor, requiredMajor, requiredMinor int
	if _, err := fmt.Sscanf(v.Number, "%d.%d", &major, &minor); err != nil {
		return false, fmt.Errorf("parse the version of %s: %w", v, err)
	}
	if _, err := fmt.Sscanf(required, "%d.%d", &requiredMajor, &requiredMinor); err != nil {
		return false, fmt.Errorf("parse the required version %q: %w", required, err)
	}
	return major > requiredMajor || major == requiredMajor && minor >= requiredMinor, nil
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

// RequireCLI skips the test unless the CLI has a feature, see Version.Supports.
func RequireCLI(t *testing.T, terraform, openTofu string) {
	t.Helper()
	version := CLIVersion(t)
	supported, err := version.Supports(terraform, openTofu)
	if err != nil {
		t.Fatal(err)
	}
	if !supported {
		t.Skipf("requires Terraform %s or OpenTofu %s, found %s", orNone(terraform), orNone(openTofu), version)
	}
}

func orNone(version string) string {
	if version == "" {
		return "(no version)"
	}
	return version
}
