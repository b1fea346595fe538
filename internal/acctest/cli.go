package acctest

import (
	"os"
	"os/exec"
	"sync"
	"testing"
)

// cli returns the path of terraform or, if it is not installed, of tofu. It also configures terraform-plugin-testing.
var cli = sync.OnceValue(func() string {
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
		for key, value := range settings {
			if os.Getenv(key) == "" && os.Setenv(key, value) != nil {
				return ""
			}
		}
		return path
	}
	return ""
})

// CLI returns the path of the Terraform CLI. It skips the test if there is none.
func CLI(t *testing.T) string {
	t.Helper()
	path := cli()
	if path == "" {
		t.Skip("no terraform or tofu on the PATH")
	}
	return path
}
