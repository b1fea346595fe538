package vpcep_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// nothingLeft checks the emulator for leftovers. In the real cloud the deletion itself is the check.
func nothingLeft(cloud *acctest.Cloud) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if cloud.Emulator == nil {
			return nil
		}
		if services, endpoints := len(cloud.Services()), len(cloud.Endpoints()); services+endpoints > 0 {
			return fmt.Errorf("%d services and %d endpoints are left behind", services, endpoints)
		}
		return nil
	}
}

// The whole life of a service, also in the real cloud: minimal, import, changed, full, import, cleared.
func TestAccServiceInAnyCloud(t *testing.T) {
	t.Parallel()
	cloud := acctest.Any(t, emulator.Options{})
	config := func(more ...string) string {
		return cloud.Provider() + fmt.Sprintf(`
resource "opentelekomcloud_vpcep_service" "test" {
  port_id     = %q
  vpc_id      = %q
  server_type = %q
  %s
}
`, acctest.FromEnv(t, "OTC_ACC_PORT_ID", acctest.PortID), acctest.FromEnv(t, "OTC_ACC_VPC_ID", acctest.VPCID),
			acctest.FromEnv(t, "OTC_ACC_SERVER_TYPE", "VM"), strings.Join(more, "\n  "))
	}
	const ports = `ports = [{ client_port = 18080, server_port = 80 }]`
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{
				Config: config(ports),
				ConfigStateChecks: []statecheck.StateCheck{
					value("status", "available"), value("approval_enabled", true), value("tcp_proxy", "close"), value("service_type", "interface"),
				},
			},
			{Config: config(ports)}, // saves updated_at, which may still change after a create
			{ResourceName: service, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"permissions"}},
			{
				Config: config(
					`ports = [{ client_port = 18081, server_port = 81 }, { client_port = 18080, server_port = 80 }]`,
					`service_name = "tf-acc"`,
					`approval_enabled = false`,
					`tags = { team = "shop" }`,
				),
				ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{
					value("service_name", "tf-acc"), value("approval_enabled", false), value("tags", map[string]string{"team": "shop"}),
					value("ports", knownvalue.SetExact([]knownvalue.Check{mapping(18080, 80, "TCP"), mapping(18081, 81, "TCP")})),
				},
			},
			{
				Config: config(
					ports,
					`service_name = "tf-acc2"`,
					`approval_enabled = false`,
					`permissions = ["*"]`,
					`description = "made by a test"`,
				),
				ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{
					value("service_name", "tf-acc2"),
					value("tags", nil),
					value("description", "made by a test"),
					permissionsAre("*"),
				},
			},
			{
				Config:            config(ports, `service_name = "tf-acc2"`, `permissions = []`),
				ConfigPlanChecks:  action(plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{value("description", nil), value("approval_enabled", true), permissionsAre()},
			},
		},
		CheckDestroy: nothingLeft(cloud),
	})
}

// Both sides of a connection in one account, also in the real cloud.
func TestAccConnectionInAnyCloud(t *testing.T) {
	t.Parallel()
	cloud := acctest.Any(t, emulator.Options{})
	config := func(status string) string {
		return cloud.Provider() + fmt.Sprintf(`
resource "opentelekomcloud_vpcep_service" "test" {
  service_name                 = "tf-acc-both"
  port_id                      = %q
  vpc_id                       = %q
  server_type                  = %q
  ports                        = [{ client_port = 18443, server_port = 8443 }]
  reject_connections_on_delete = true
}

resource "opentelekomcloud_vpcep_endpoint" "test" {
  endpoint_service_id = opentelekomcloud_vpcep_service.test.id
  vpc_id              = %q
  subnet_id           = %q
  tags                = { side = "consumer" }
}

resource "opentelekomcloud_vpcep_connection" "test" {
  service_id  = opentelekomcloud_vpcep_service.test.id
  endpoint_id = opentelekomcloud_vpcep_endpoint.test.id
  status      = %q
}

data "opentelekomcloud_vpcep_service" "test" {
  service_name = "tf-acc-both"
  depends_on   = [opentelekomcloud_vpcep_connection.test]
}
`, acctest.FromEnv(t, "OTC_ACC_PORT_ID", acctest.PortID), acctest.FromEnv(t, "OTC_ACC_VPC_ID", acctest.VPCID),
			acctest.FromEnv(t, "OTC_ACC_SERVER_TYPE", "VM"), acctest.FromEnv(t, "OTC_ACC_VPC_ID", acctest.VPCID),
			acctest.FromEnv(t, "OTC_ACC_SUBNET_ID", acctest.SubnetID), status)
	}
	const connection = "opentelekomcloud_vpcep_connection.test"
	is := func(address, attribute, want string) statecheck.StateCheck {
		return statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), knownvalue.StringExact(want))
	}
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{
				Config: config("accepted"),
				ConfigStateChecks: []statecheck.StateCheck{
					is(connection, "status", "accepted"),
					is("data.opentelekomcloud_vpcep_service.test", "status", "available"),
				},
			},
			{Config: config("rejected"), ConfigStateChecks: []statecheck.StateCheck{is(connection, "status", "rejected")}},
			{ResourceName: connection, ImportState: true, ImportStateVerify: true},
			{
				// Its status has changed since it was last read: the owner rejected it.
				ResourceName: "opentelekomcloud_vpcep_endpoint.test", ImportState: true, ImportStateVerify: true,
				ImportStateVerifyIgnore: []string{"status", "updated_at"},
			},
		},
		CheckDestroy: nothingLeft(cloud),
	})
}
