package provider_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// The example of the documentation works when it is pasted, and leaves the tags of other systems alone.
func TestAccExampleOfTags(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile(filepath.Join(examples, "provider", "provider_tags.tf"))
	if err != nil {
		t.Fatal(err)
	}
	cloud := acctest.New(t, emulator.Options{})
	w := acctest.NewProcessWorkspace(t, string(example), append(cloud.Environ(cloud.URL, cloud.Owner()), acctest.Mirror(t))...)
	w.Must(t, "init")
	w.Must(t, "apply", "-auto-approve")
	var got map[string]string
	if err := json.Unmarshal([]byte(w.Must(t, "output", "-json", "tags_of_the_shop")), &got); err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"env": "production", "team": "shop"}; !maps.Equal(got, want) {
		t.Errorf("got the tags %v, want %v", got, want)
	}
	if err := cloud.EditService(cloud.Services()[0].ID, func(s *emulator.Service) {
		s.Tags = append(s.Tags, emulator.Tag{Key: "cost-center", Value: "7"}, emulator.Tag{Key: "inventory_id", Value: "9"})
	}); err != nil {
		t.Fatal(err)
	}
	w.Must(t, "plan", "-detailed-exitcode")
}

// Who writes blocks, as for AWS, is told how to write attributes.
func TestAccTagsAsBlocks(t *testing.T) {
	t.Parallel()
	w := acctest.NewProcessWorkspace(t, `
provider "opentelekomcloud" {
  default_tags {
    tags = { a = "1" }
  }
}
data "opentelekomcloud_vpcep_quotas" "all" {}
`)
	output, code := w.CLI(t, "validate")
	if said := "use the equals sign"; code == 0 || !strings.Contains(strings.Join(strings.Fields(output), " "), said) {
		t.Errorf("validate ends with %d, and %q is not said in:\n%s", code, said, output)
	}
}
