package vpcep_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// The responses of regions differ. A service can be created and changed in each of them.
func TestAccServiceInEachVariantOfTheCloud(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]emulator.Options{
		"other statuses of success":          {CreateStatus: http.StatusCreated, DeleteStatus: http.StatusNoContent, TagStatus: http.StatusOK},
		"changes take a while":               {Delays: emulator.Delays{Create: time.Second, Update: time.Second, Delete: time.Second}},
		"catalogue without version":          {BareCatalogue: true},
		"short names, times with no zone":    {NameForm: emulator.NameShort, TimestampForm: emulator.TimestampMillis},
		"fields unknown to an older version": {Omit: []string{"tcp_proxy", "cidr_type", "description", "enable_policy", "updated_at", "project_id"}},
		"tokens that soon run out": {
			TokenLifetime: 2 * time.Second, Delays: emulator.Delays{Create: 3 * time.Second, Delete: 3 * time.Second},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, options)
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{Config: cloud.Provider() + serviceConfig(`service_name = "web"`, `tags = { a = "1" }`, `description = "x"`)},
					{
						Config: cloud.Provider() + serviceConfig(
							`service_name = "shop"`,
							`tags = { a = "2", b = "" }`,
							`tcp_proxy = "open"`,
							`description = "y"`,
						),
						ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
						ConfigStateChecks: []statecheck.StateCheck{
							value("service_name", "shop"),
							value("status", "available"),
							value("tcp_proxy", "open"),
							value("description", "y"),
						},
					},
				},
				CheckDestroy: noServices(cloud),
			})
		})
	}
}
