package provider_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// requiredProviders is what the pages of resources and data sources tell to add to their examples.
const requiredProviders = `
terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}
`

// Each example of a resource or a data source can be applied by itself, on an emulated cloud with examples/initial-state.json.
func TestAccExamplesAlone(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	for _, pattern := range []string{"resources/*/resource*.tf", "data-sources/*/*.tf"} {
		files, err := filepath.Glob(filepath.Join(examples, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no examples: %v", err)
		}
		for _, file := range files {
			t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				content, err := os.ReadFile(file) //nolint:gosec // one of the repository
				if err != nil {
					t.Fatal(err)
				}
				cloud := acctest.NewFromFile(t, emulator.Options{}, filepath.Join(examples, "initial-state.json"))
				w := acctest.NewProcessWorkspace(t, requiredProviders+string(content), cloud.Environ(cloud.URL, cloud.Owner())...)
				applied(t, w)
				w.Must(t, "destroy", "-auto-approve")
			})
		}
	}
}
