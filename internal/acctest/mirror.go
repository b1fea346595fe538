package acctest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// mirrorVersion is the version of the provider in the mirror.
const mirrorVersion = "0.1.0"

// Mirror creates a filesystem mirror with the provider. It returns the environment variable that makes the CLI install
// providers from the mirror only. standIns are further source addresses, without a host: a provider whose resources are moved
// must be installed as long as the state contains them, but nothing is asked of it, so this provider can take its place.
func Mirror(t *testing.T, standIns ...string) string {
	t.Helper()
	dir, on := t.TempDir(), CLIVersion(t).Platform
	for _, source := range append(standIns, "otc-vpcep/opentelekomcloud") {
		for _, registry := range []string{"registry.terraform.io", "registry.opentofu.org"} {
			platform := filepath.Join(dir, registry, source, mirrorVersion, on)
			if err := os.MkdirAll(platform, 0o750); err != nil {
				t.Fatal(err)
			}
			executable := filepath.Join(platform, "terraform-provider-"+filepath.Base(source)+"_v"+mirrorVersion)
			if err := os.Link(filepath.Join(Binary(t), providerName), executable); err != nil {
				t.Fatal(err)
			}
		}
	}
	rc := filepath.Join(t.TempDir(), "mirror.tfrc")
	settings := fmt.Sprintf("disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", dir)
	if err := os.WriteFile(rc, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	return "TF_CLI_CONFIG_FILE=" + rc
}
