package vpcep_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// The examples of the documentation work unchanged if there is a service named "shop".
func TestAccExamplesOfDataSources(t *testing.T) {
	t.Parallel()
	const examples = "../../../examples/"
	files, err := filepath.Glob(examples + "data-sources/*/data-source.tf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	cloud := acctest.New(t, emulator.Options{})
	cloud.AddService(emulator.Service{Name: "shop2"})
	cloud.AddEndpoint(emulator.Endpoint{ServiceID: cloud.AddService(emulator.Service{Name: "shop"}), Status: emulator.StatusPendingAcceptance})
	more, err := filepath.Glob(examples + "resources/opentelekomcloud_vpcep_service_permission/resource*.tf")
	if err != nil || len(more) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var steps []resource.TestStep
	for _, file := range append(append(files, more...), examples+"resources/opentelekomcloud_vpcep_service/resource_permissions.tf") {
		example, err := os.ReadFile(file) //nolint:gosec // one of the repository
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, resource.TestStep{Config: cloud.Provider() + string(example)})
	}
	cloud.Test(t, resource.TestCase{Steps: steps})
}
