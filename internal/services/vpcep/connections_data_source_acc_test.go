package vpcep_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// marker is larger than a float64 can represent exactly.
const marker = 1<<53 + 12345

func TestAccConnectionsDataSource(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{})
	at := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	add := func(minute int, status string, marker int64) string {
		return cloud.AddEndpoint(
			emulator.Endpoint{ServiceID: id, Status: status, MarkerID: marker, CreatedAt: at.Add(time.Duration(minute) * time.Minute)},
		)
	}
	accepted, pending := add(0, emulator.StatusAccepted, marker), add(1, emulator.StatusPendingAcceptance, marker+2)
	mine := cloud.AddEndpoint(
		emulator.Endpoint{ServiceID: id, Status: emulator.StatusRejected, ProjectID: cloud.Owner().ProjectID, CreatedAt: at.Add(time.Hour)},
	)
	cloud.AddEndpoint(emulator.Endpoint{ServiceID: cloud.AddService(emulator.Service{})})
	of := fmt.Sprintf("service_id = %q\n", id)
	list := func(more string, ids ...string) lookup {
		return lookup{"connections", of + more, listed("connections", ids)}
	}
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		lookupFails(
			cloud,
			"connections",
			fmt.Sprintf(`service_id = %q`, acctest.VPCID),
			"Unable to list the connections",
			"Check service_id",
			"EndPoint.0005",
		),
		lookupFails(cloud, "connections", of+`status = "available"`, "value must be one of"),
		lookupFails(cloud, "connections", `service_id = "web"`, "is not a UUID"),
		lookups(cloud,
			lookup{"connections", of + `status = "accepted"`, map[string]any{"connections": each(map[string]any{
				"id": accepted, "marker_id": knownvalue.Int64Exact(marker), "domain_id": cloud.Consumer().DomainID, "status": "accepted",
				"created_at": "2024-05-01T12:00:00Z", "updated_at": knownvalue.NotNull(), "errors": each(),
			})}},
			list("", accepted, pending, mine),
			list(`sort_dir = "desc"`, mine, pending, accepted),
			list(`status = "rejected"`, mine),
			list(`status = "failed"`),
			list(fmt.Sprintf(`id = %q`, pending), pending),
			list(fmt.Sprintf(`marker_id = %d`, marker+2), pending),
			list(fmt.Sprintf(`marker_id = %d`, marker+1)),
		),
	}})
}

func TestAccConnectionsDataSourcePages(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{})
	for range 1200 {
		cloud.AddEndpoint(emulator.Endpoint{ServiceID: id})
	}
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{{
		Config: cloud.Provider() + dataBlock("connections", "test", fmt.Sprintf(`service_id = %q`, id)) +
			"output \"found\" { value = length(distinct(data.opentelekomcloud_vpcep_connections.test.connections[*].marker_id)) }\n",
		ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("found", knownvalue.Int64Exact(1200))},
	}}})
}

func TestAccPermissionsDataSource(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{})
	setPermissions(t, cloud, append([]string{everyone, domain + accountB, domain + accountA}, accounts(600)...)...)()
	filtered := func(more string, entries ...map[string]any) lookup {
		return lookup{"permissions", fmt.Sprintf("service_id = %q\n%s", id, more), map[string]any{"permissions": each(entries...)}}
	}
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		{
			Config: cloud.Provider() + dataBlock("permissions", "test", fmt.Sprintf(`service_id = %q`, id)) + `
output "found" {
  value = length(distinct(data.opentelekomcloud_vpcep_permissions.test.permissions[*].permission))
}
output "first" {
  value = data.opentelekomcloud_vpcep_permissions.test.permissions[0].permission
}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownOutputValue("found", knownvalue.Int64Exact(603)), statecheck.ExpectKnownOutputValue("first", known(everyone)),
			},
		},
		lookupFails(cloud, "permissions", fmt.Sprintf(`service_id = %q`, acctest.VPCID), "Unable to list the permissions", "Check service_id"),
		lookups(cloud,
			filtered(fmt.Sprintf(`permission = %q`, accountB), map[string]any{"permission": domain + accountB}),
			filtered(fmt.Sprintf(`permission = %q`, accountB[:9]), map[string]any{
				"permission":      domain + accountB,
				"permission_type": "domainId",
				"id":              knownvalue.NotNull(),
				"created_at":      knownvalue.NotNull(),
				"description":     nil,
			}),
			filtered(`permission = "nobody"`),
			filtered("permission = \"*\"\nsort_key = \"created_at\"\nsort_dir = \"asc\"", map[string]any{"permission": everyone}),
		),
	}})
}

// The consumer's side: the services that it may use, and its endpoints, which the owner cannot see.
func TestAccEndpointsDataSource(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{Name: "db"})
	first := cloud.AddEndpoint(emulator.Endpoint{
		ServiceID: id, VPCID: acctest.VPCID, SubnetID: acctest.SubnetID, MarkerID: marker, EnableDNS: true,
		Description: "to the database", Tags: []emulator.Tag{{Key: "team", Value: "data"}},
	})
	second := cloud.AddEndpoint(
		emulator.Endpoint{ServiceID: cloud.AddService(emulator.Service{Name: "db2"}), Status: emulator.StatusPendingAcceptance},
	)
	gateway := ""
	for _, s := range cloud.PublicServices() {
		if s.Name == "com.t-systems.otc.eu-de.obs" {
			gateway = cloud.AddEndpoint(emulator.Endpoint{ServiceID: s.ID})
		}
	}
	const consumer = "provider = opentelekomcloud.consumer\n"
	list := func(arguments string, ids ...string) lookup {
		return lookup{"endpoints", consumer + arguments, listed("endpoints", ids)}
	}
	step := lookups(cloud,
		list("", gateway, first, second),
		list(`endpoint_service_name = "DB"`, first, second),
		list(fmt.Sprintf(`vpc_id = %q`, acctest.VPCID), first),
		list(fmt.Sprintf(`id = %q`, second), second),
		list(`tags = { team = "data" }`, first),
		lookup{"endpoints", consumer + `endpoint_service_name = "eu-de.db."`, map[string]any{"endpoints": each(map[string]any{
			"id":                    first,
			"endpoint_service_id":   id,
			"endpoint_service_name": "eu-de.db." + id,
			"service_type":          "interface",
			"vpc_id":                acctest.VPCID,
			"subnet_id":             acctest.SubnetID,
			"status":                "accepted",
			"marker_id":             knownvalue.Int64Exact(marker),
			"enable_dns":            true,
			"ip":                    knownvalue.NotNull(),
			"description":           "to the database",
			"tags":                  map[string]string{"team": "data"},
			"project_id":            cloud.Consumer().ProjectID,
			"errors":                each(),
			"whitelist":             each(),
			"enable_whitelist":      false,
			"specification_name":    "default",
			"policy_statement":      each(),
		})}},
	)
	// In one process there is one provider: the second account replaces the first.
	step.Config = cloud.ConsumerProvider() + strings.TrimPrefix(step.Config, cloud.Provider())
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		lookups(cloud, lookup{"endpoints", "", listed("endpoints", nil)}),
		step,
	}})
}

func TestAccQuotasDataSource(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{ServiceQuota: 7})
	cloud.AddService(emulator.Service{})
	row := func(name string, used, quota int64) map[string]any {
		return map[string]any{"type": name, "used": knownvalue.Int64Exact(used), "quota": knownvalue.Int64Exact(quota)}
	}
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		lookupFails(cloud, "quotas", `type = "permission"`, "value must be one of"),
		lookups(cloud,
			lookup{"quotas", "", map[string]any{"quotas": each(row("endpoint", 0, 50), row("endpoint_service", 1, 7))}},
			lookup{"quotas", `type = "endpoint_service"`, map[string]any{"quotas": each(row("endpoint_service", 1, 7))}},
		),
	}})
}
