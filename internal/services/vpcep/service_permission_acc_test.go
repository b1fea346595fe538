package vpcep_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const permission = "opentelekomcloud_vpcep_service_permission.test"

func valueOf(address, attribute string, want any) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), known(want))
}

func permissionConfig(serviceID, entry string) string {
	return permissionBlock("test", serviceID, quoted(entry))
}

// permissionBlock is a permission with a name; entry is an expression.
func permissionBlock(name, serviceID, entry string, more ...string) string {
	return fmt.Sprintf(`
resource "opentelekomcloud_vpcep_service_permission" %q {
  service_id = %q
  permission = %s
  %s
}
`, name, serviceID, entry, strings.Join(more, "\n  "))
}

func TestAccServicePermission(t *testing.T) {
	t.Parallel()
	for name, written := range map[string]string{"domain id": accountA, "with the prefix": domain + accountA, "everyone": everyone} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			// Others are there that a search finds too.
			others := []string{domain + accountA + "0", domain + accountB}
			id := cloud.AddService(emulator.Service{})
			setPermissions(t, cloud, others...)()
			entry := written
			if written == accountA {
				entry = domain + accountA
			}
			config := cloud.Provider() + permissionConfig(id, written)
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{
						Config: config,
						ConfigStateChecks: []statecheck.StateCheck{
							valueOf(
								permission,
								"permission",
								written,
							),
							valueOf(permission, "service_id", id),
							valueOf(permission, "permission_type", "domainId"),
							valueOf(permission, "id", knownvalue.NotNull()),
							valueOf(permission, "created_at", knownvalue.NotNull()),
						},
						Check: permitted(t, cloud, append(others, entry)...),
					},
					{ResourceName: permission, ImportState: true, ImportStateId: id + "/" + written, ImportStateVerify: true},
					{Config: cloud.Provider() + permissionConfig(strings.ToUpper(id), entry), PlanOnly: true}, // another form
					{ // Revoked elsewhere.
						PreConfig: setPermissions(t, cloud, others...),
						Config:    config,
						ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
							plancheck.ExpectResourceAction(permission, plancheck.ResourceActionCreate),
						}},
						Check: permitted(t, cloud, append(others, entry)...),
					},
					{
						Config: cloud.Provider() + permissionConfig(id, strings.Repeat("b", 64)),
						ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
							plancheck.ExpectResourceAction(permission, plancheck.ResourceActionDestroyBeforeCreate),
						}},
						Check: permitted(t, cloud, append(others, domain+strings.Repeat("b", 64))...),
					},
				},
				CheckDestroy: permitted(t, cloud, others...),
			})
		})
	}
}

// Another team adds to a service: what was there before is taken over, and two at once do not disturb each other.
func TestAccServicePermissionsOfTeams(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{})
	setPermissions(t, cloud, accounts(3)...)()
	config := func(n int) string {
		return cloud.Provider() + fmt.Sprintf(`
resource "opentelekomcloud_vpcep_service_permission" "test" {
  count      = %d
  service_id = %q
  permission = format("%%032x", count.index)
}
`, n, id)
	}
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config(20), Check: permitted(t, cloud, accounts(20)...)},
			{Config: config(10), Check: permitted(t, cloud, accounts(10)...)},
			{ // The service is gone, and its permissions with it.
				PreConfig: func() { cloud.RemoveService(id) }, Config: config(1), ExpectError: regexp.MustCompile(`EndPoint\.0005`),
			},
		},
	})
}

func TestAccServicePermissionGone(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{})
	config := cloud.Provider() + permissionConfig(id, accountA)
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config},
			{ // Between the refresh and the destroy: 404 counts as gone.
				PreConfig: func() { cloud.AddFaults(t, "change-permissions EndPoint.0005 times=1") },
				Config:    config, Destroy: true,
			},
		},
	})
}

func TestAccServicePermissionRules(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{PermissionQuota: 1})
	id := cloud.AddService(emulator.Service{})
	step := func(config, says string) resource.TestStep {
		return resource.TestStep{Config: cloud.Provider() + config, ExpectError: regexp.MustCompile(strings.ReplaceAll(says, " ", `\s+`))}
	}
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			step(permissionConfig("web", accountA), `is not a UUID`),
			step(permissionConfig(id, domain+everyone), `write "\*" to permit everyone`),
			step(permissionConfig(id, "a b"), `other characters than letters and digits`),
			step(serviceConfig(permissions(accountA, domain+accountA)), `are the same account`),
			{Config: cloud.Provider() + permissionConfig(id, accountA)},
			step(
				permissionConfig(id, accountA)+permissionBlock("other", id, quoted(accountB)),
				`The list of permissions is full`,
			),
			{
				ResourceName: permission, ImportState: true, ImportStateId: id + "/" + accountB,
				ExpectError: regexp.MustCompile(`Cannot import non-existent remote object`),
			},
			{ResourceName: permission, ImportState: true, ImportStateId: id, ExpectError: regexp.MustCompile(`has no slash`)},
		},
	})
}
