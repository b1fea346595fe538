package emulator_test

import (
	"slices"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestOperationsHaveConstants(t *testing.T) {
	t.Parallel()
	named := []string{
		emulator.OpCreateToken, emulator.OpShowToken, emulator.OpShowCatalog, emulator.OpListDomains, emulator.OpListProjects,
		emulator.OpListVersions, emulator.OpShowVersion,
		emulator.OpCreateService, emulator.OpListServices, emulator.OpListPublicServices, emulator.OpDescribeService,
		emulator.OpShowService, emulator.OpUpdateService, emulator.OpDeleteService,
		emulator.OpListPermissions, emulator.OpChangePermissions, emulator.OpListConnections, emulator.OpChangeConnection,
		emulator.OpCreateEndpoint, emulator.OpListEndpoints, emulator.OpShowEndpoint, emulator.OpDeleteEndpoint,
		emulator.OpListQuotas, emulator.OpListTags, emulator.OpFindByTags, emulator.OpChangeTags,
	}
	if got := emulator.Operations(); !slices.Equal(got, named) {
		t.Errorf("Operations: %v, want the constants %v", got, named)
	}
}
