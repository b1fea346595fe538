package acctest

import (
	"os"
	"os/exec"
	"sync"
	"testing"
)

// cli returns the path of terraform or, if it is not installed, of tofu. It also configures terraform-plugin-testing, and the
// garbage collector of the CLI: a test runs it many times for a fraction of a second each, and without collections it takes half
// the CPU time.
var cli = sync.OnceValue(func() string {
	// This process has read them already, so that its own collector is not affected.
	if !setDefaults(map[string]string{"GOGC": "off", "GOMEMLIMIT": "512MiB"}) {
		return ""
	}
	if path := os.Getenv("TF_ACC_TERRAFORM_PATH"); path != "" {
		return path
	}
	for _, name := range []string{"terraform", "tofu"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		settings := map[string]string{"TF_ACC_TERRAFORM_PATH": path}
		if name == "tofu" {
			settings["TF_ACC_PROVIDER_HOST"] = "registry.opentofu.org"
			settings["TF_ACC_PROVIDER_NAMESPACE"] = "hashicorp"
		}
		if !setDefaults(settings) {
			return ""
		}
		return path
	}
	return ""
})

// setDefaults sets the environment variables that are not set. It reports whether this succeeded.
func setDefaults(variables map[string]string) bool {
	for key, value := range variables {
		if os.Getenv(key) == "" && os.Setenv(key, value) != nil {
			return false
		}
	}
	return true
}

// CLI returns the path of the Terraform CLI. It skips the test if there is none.
func CLI(t *testing.T) string {
	t.Helper()
	path := cli()
	if path == "" {
		t.Skip("no terraform or tofu on the PATH")
	}
	return path
}
