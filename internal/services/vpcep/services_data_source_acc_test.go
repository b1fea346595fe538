package vpcep_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// lookup is a data source with its arguments and its expected attributes.
type lookup struct {
	source, arguments string
	want              map[string]any
}

// lookups returns a step that reads data sources.
func lookups(cloud *acctest.Cloud, all ...lookup) resource.TestStep {
	step := resource.TestStep{Config: cloud.Provider()}
	for i, l := range all {
		name := fmt.Sprintf("test%d", i)
		step.Config += dataBlock(l.source, name, l.arguments)
		for attribute, check := range l.want {
			step.ConfigStateChecks = append(step.ConfigStateChecks, valueOf("data.opentelekomcloud_vpcep_"+l.source+"."+name, attribute, check))
		}
	}
	return step
}

// lookupFails returns a step in which reading the data source fails with the messages.
func lookupFails(cloud *acctest.Cloud, source, arguments string, says ...string) resource.TestStep {
	var patterns []string
	for _, text := range says {
		patterns = append(patterns, strings.ReplaceAll(regexp.QuoteMeta(text), " ", `\s+(│\s+)?`))
	}
	return resource.TestStep{
		Config: cloud.Provider() + dataBlock(source, "test", arguments), ExpectError: regexp.MustCompile(`(?s)` + strings.Join(patterns, `.*`)),
	}
}

func dataBlock(source, name, arguments string) string {
	return fmt.Sprintf("data \"opentelekomcloud_vpcep_%s\" %q {\n%s\n}\n", source, name, arguments)
}

// each checks the given attributes of every item of a list, in order.
func each(items ...map[string]any) knownvalue.Check {
	checks := make([]knownvalue.Check, len(items))
	for i, item := range items {
		attributes := map[string]knownvalue.Check{}
		for name, want := range item {
			attributes[name] = known(want)
		}
		checks[i] = knownvalue.ObjectPartial(attributes)
	}
	return knownvalue.ListExact(checks)
}

// similar adds services with similar names and ages.
func similar(cloud *acctest.Cloud) (db, db2, other string) {
	at := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	db2 = cloud.AddService(emulator.Service{
		Name:      "db2",
		CreatedAt: at,
		UpdatedAt: at.Add(time.Hour),
		Tags:      []emulator.Tag{{Key: "team", Value: "data"}, {Key: "stage", Value: "test"}},
	})
	other = cloud.AddService(emulator.Service{
		Name:      "xdb",
		CreatedAt: at,
		UpdatedAt: at,
		Status:    emulator.StatusFailed,
		Errors:    []emulator.ErrorDetail{{Code: "EndPoint.3008", Message: "no port"}},
	})
	db = cloud.AddService(emulator.Service{
		Name: "db", CreatedAt: at.Add(time.Minute), UpdatedAt: at.Add(time.Minute), ApprovalEnabled: true, Description: "orders",
		Tags: []emulator.Tag{{Key: "team", Value: "data"}}, PortID: acctest.PortID, VPCID: acctest.VPCID,
		Ports: []emulator.Port{{ClientPort: 443, ServerPort: 8443, Protocol: "TCP"}, {ClientPort: 443, ServerPort: 8443, Protocol: "UDP"}},
	})
	return db, db2, other
}

func TestAccServiceDataSource(t *testing.T) {
	t.Parallel()
	for name, form := range map[string]emulator.NameForm{"full names": emulator.NameFull, "short names": emulator.NameShort} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{NameForm: form})
			db, db2, other := similar(cloud)
			cloud.AddEndpoint(emulator.Endpoint{ServiceID: db})
			twin := ""
			cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
				lookupFails(
					cloud,
					"service",
					`service_name = "d"`,
					`There is no service with service_name = "d".`,
					"These services contain it in their names:",
					db,
					db2,
					other,
				),
				lookupFails(cloud, "service", `service_name = "web"`, `There is no service with service_name = "web".`),
				lookupFails(cloud, "service", `status = "available"`, "There are 2 services", db, db2),
				lookupFails(cloud, "service", fmt.Sprintf(`id = %q`, acctest.VPCID), "There is no service with id"),
				lookupFails(cloud, "service", fmt.Sprintf("id = %q\nservice_name = \"db2\"", db), "There is no service with service_name"),
				lookupFails(cloud, "service", `service_name = ""`, "string length must be at least 1"),
				lookupFails(cloud, "service", `id = "db"`, "is not a UUID"),
				{PreConfig: func() { twin = cloud.AddService(emulator.Service{Name: "db"}) }, Config: "# a twin is added\n"},
				lookupFails(cloud, "service", `service_name = "db"`, "There are 2 services with service_name = \"db\"", db),
				{PreConfig: func() { cloud.RemoveService(twin) }, Config: "# the twin is removed\n"},
				lookups(cloud,
					lookup{
						"service",
						`service_name = "db"`,
						map[string]any{
							"id":               db,
							"service_name":     "db",
							"status":           "available",
							"approval_enabled": true,
							"description":      "orders",
							"port_id":          acctest.PortID,
							"vpc_id":           acctest.VPCID,
							"tags":             map[string]string{"team": "data"},
							"project_id":       cloud.Owner().ProjectID,
							"domain_id":        cloud.Owner().DomainID,
							"connection_count": knownvalue.Int64Exact(1),
							"vip_port_id":      nil,
							"errors":           each(),
							"ports":            knownvalue.SetExact([]knownvalue.Check{mapping(443, 8443, "TCP"), mapping(443, 8443, "UDP")}),
							"created_at":       "2024-05-01T12:01:00Z",
							"updated_at":       "2024-05-01T12:01:00Z",
						},
					},
					lookup{"service", `service_name = "db2"`, map[string]any{"id": db2, "description": nil}},
					lookup{"service", fmt.Sprintf(`service_name = "eu-de.db.%s"`, db), map[string]any{"id": db, "service_name": "eu-de.db." + db}},
					lookup{"service", fmt.Sprintf(`id = %q`, other), map[string]any{
						"service_name": "xdb", "tags": map[string]string{}, "errors": each(map[string]any{"code": "EndPoint.3008", "message": "no port"}),
					}},
					lookup{"service", `status = "failed"`, map[string]any{"id": other}},
					lookup{"service", fmt.Sprintf("id = %q\nservice_name = \"db2\"\nstatus = \"available\"", db2), map[string]any{"id": db2}},
				),
			}})
		})
	}
}

func TestAccServicesDataSource(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	db, db2, other := similar(cloud)
	foreign := cloud.AddService(emulator.Service{Name: "db", ProjectID: cloud.Consumer().ProjectID})
	list := func(arguments string, ids ...string) lookup {
		return lookup{"services", arguments, listed("services", ids)}
	}
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		lookupFails(cloud, "services", `status = "pendingAcceptance"`, "value must be one of"),
		lookupFails(cloud, "services", `sort_key = "name"`, "value must be one of"),
		lookups(cloud,
			list("", db, db2, other),
			list(`service_name = "DB2"`, db2),
			list(`service_name = "nothing"`),
			list(`status = "failed"`, other),
			list(fmt.Sprintf(`id = %q`, db2), db2),
			list(fmt.Sprintf(`id = %q`, foreign)),
			list(`tags = { team = "data" }`, db, db2),
			list(`tags = { team = "data", stage = "test" }`, db2),
			list("sort_key = \"updated_at\"\nsort_dir = \"asc\"", other, db, db2),
			list(`sort_key = "created_at"`, append([]string{db}, sortedIDs(db2, other)...)...),
		),
	}})
}

// listed checks that a list has exactly these items, in order.
func listed(attribute string, ids []string) map[string]any {
	var items []map[string]any
	for _, id := range ids {
		items = append(items, map[string]any{"id": id})
	}
	return map[string]any{attribute: each(items...)}
}

func sortedIDs(ids ...string) []string {
	slices.Sort(ids)
	return ids
}

// The second page contains the remaining items, and lists are read without planned changes.
func TestAccServicesDataSourcePages(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	for range 1005 {
		cloud.AddService(emulator.Service{Name: "many"})
	}
	config := cloud.Provider() + dataBlock("services", "test", `service_name = "many"`) + `
output "found" {
  value = [length(data.opentelekomcloud_vpcep_services.test.services), length(distinct(data.opentelekomcloud_vpcep_services.test.services[*].id))]
}
`
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		{Config: config, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownOutputValue(
				"found",
				knownvalue.ListExact([]knownvalue.Check{knownvalue.Int64Exact(1005), knownvalue.Int64Exact(1005)}),
			),
		}},
	}})
}

func TestAccPublicServiceDataSources(t *testing.T) {
	t.Parallel()
	for _, asText := range []bool{false, true} {
		t.Run(fmt.Sprint("is_charge as text: ", asText), func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{IsChargeString: asText})
			public := map[string]string{}
			for _, s := range cloud.PublicServices() {
				public[s.Name] = s.ID
			}
			private := cloud.AddService(emulator.Service{Name: "db", ProjectID: cloud.Consumer().ProjectID})
			all := func(arguments string, names ...string) lookup {
				ids := make([]string, len(names))
				for i, name := range names {
					ids[i] = public[name]
				}
				return lookup{"public_services", arguments, listed("services", ids)}
			}
			one := func(arguments string, want map[string]any) lookup { return lookup{"public_service", arguments, want} }
			const dns, obs, obsInternet = "com.t-systems.otc.eu-de.dns", "com.t-systems.otc.eu-de.obs", "com.t-systems.otc.eu-de.obs-internet"
			cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
				lookupFails(cloud, "public_service", `service_name = "ob"`, `There is no service with service_name = "ob"`, obs, obsInternet),
				lookupFails(cloud, "public_service", `service_name = "db"`, `There is no service with service_name = "db"`),
				lookupFails(cloud, "public_service", fmt.Sprintf(`id = %q`, acctest.VPCID), "There is no service with id"),
				lookupFails(cloud, "public_service", "", "At least one attribute out of"),
				lookups(cloud,
					all("", dns, obs, obsInternet),
					all(`service_name = "obs"`, obs, obsInternet),
					all(fmt.Sprintf(`id = %q`, public[dns]), dns),
					all(`sort_dir = "asc"`, obs, obsInternet, dns),
					all(`sort_key = "updated_at"`, dns, obsInternet, obs),
					one(fmt.Sprintf(`service_name = %q`, obs), map[string]any{
						"id": public[obs], "service_type": "gateway", "owner": "operations", "is_charge": false, "full_service_name": obs,
					}),
					one(fmt.Sprintf(`service_name = %q`, strings.ToUpper(obs)), map[string]any{
						"id": public[obs], "service_name": strings.ToUpper(obs),
					}),
					one(fmt.Sprintf(`id = %q`, public[dns]), map[string]any{"service_name": dns, "is_charge": true}),
					// A service of another account.
					one(fmt.Sprintf(`id = %q`, private), map[string]any{"service_name": "db", "service_type": "interface", "owner": nil}),
					one(fmt.Sprintf(`service_name = "eu-de.db.%s"`, private), map[string]any{"id": private}),
				),
			}})
		})
	}
}

// Another order of the API's response plans no change.
func TestAccDataSourcesAreStable(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	at := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	for range 5 {
		cloud.AddService(emulator.Service{Name: "same", CreatedAt: at})
	}
	config := cloud.Provider() + dataBlock(
		"services",
		"test",
		"",
	) + "output \"ids\" { value = data.opentelekomcloud_vpcep_services.test.services[*].id }\n"
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		{Config: config},
		{
			PreConfig: func() { // Taking away and putting back makes the cloud list it elsewhere.
				first := cloud.Services()[0]
				cloud.RemoveService(first.ID)
				cloud.AddService(first)
			},
			Config: config, ConfigPlanChecks: noPlan(),
		},
	}})
}
