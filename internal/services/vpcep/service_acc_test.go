package vpcep_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const service = "opentelekomcloud_vpcep_service.test"

// onlyService returns the one service of the owner.
func onlyService(t *testing.T, cloud *acctest.Cloud) emulator.Service {
	t.Helper()
	services := cloud.Services()
	if len(services) != 1 {
		t.Fatalf("the cloud has %d services, want 1", len(services))
	}
	return services[0]
}

// serviceConfig returns a service with the required and the given arguments.
func serviceConfig(more ...string) string { return serviceWith(nil, more...) }

// otherVPC is a VPC that serviceConfig does not use.
const otherVPC = "4189d3c2-8882-4871-a3c2-d380272eed99"

// serviceWith is serviceConfig with other values of arguments.
func serviceWith(values arguments, more ...string) string {
	return fmt.Sprintf("\nresource \"opentelekomcloud_vpcep_service\" \"test\" {\n%s  %s\n}\n", values, strings.Join(more, "\n  "))
}

func value(attribute string, want any) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(service, tfjsonpath.New(attribute), known(want))
}

func known(want any) knownvalue.Check {
	switch want := want.(type) {
	case nil:
		return knownvalue.Null()
	case string:
		return knownvalue.StringExact(want)
	case bool:
		return knownvalue.Bool(want)
	case map[string]string:
		checks := map[string]knownvalue.Check{}
		for k, v := range want {
			checks[k] = knownvalue.StringExact(v)
		}
		return knownvalue.MapExact(checks)
	case knownvalue.Check:
		return want
	default:
		panic(fmt.Sprintf("no check for %T", want))
	}
}

func mapping(client, server int64, protocol string) knownvalue.Check {
	return knownvalue.ObjectExact(map[string]knownvalue.Check{
		"client_port": knownvalue.Int64Exact(client), "server_port": knownvalue.Int64Exact(server), "protocol": knownvalue.StringExact(protocol),
	})
}

func action(want plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(service, want)}}
}

func TestAccServiceMinimal(t *testing.T) {
	t.Parallel()
	for name, form := range map[string]emulator.NameForm{"full names": emulator.NameFull, "short names": emulator.NameShort} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{NameForm: form, Delays: emulator.Delays{Create: time.Second, Delete: time.Second}})
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{
						Config: cloud.Provider() + serviceConfig(),
						ConfigStateChecks: []statecheck.StateCheck{
							value("approval_enabled", true), value("service_type", "interface"), value("tcp_proxy", "close"),
							value("service_name", nil), value("description", nil), value("tags", nil), value("vip_port_id", nil),
							value("status", "available"), value("project_id", cloud.Owner().ProjectID),
							value("id", knownvalue.NotNull()), value("created_at", knownvalue.NotNull()),
							value("ports", knownvalue.SetExact([]knownvalue.Check{mapping(8080, 80, "TCP")})),
						},
					},
					{ResourceName: service, ImportState: true, ImportStateVerify: true},
				},
				CheckDestroy: noServices(cloud),
			})
		})
	}
}

const fullArguments = `
  service_name     = "web"
  approval_enabled = false
  service_type     = "interface"
  pool_id          = "5289d3c2-8882-4871-a3c2-d380272eed80"
  tcp_proxy        = "proxy_open"
  description      = "the shop"
  tags             = { team = "shop", größe = "" }
  timeouts         = { create = "5m", update = "5m", delete = "5m" }
`

func TestAccServiceFull(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{
				Config: cloud.Provider() + serviceConfig(fullArguments),
				ConfigStateChecks: []statecheck.StateCheck{
					value("service_name", "web"), value("approval_enabled", false), value("tcp_proxy", "proxy_open"),
					value("pool_id", "5289d3c2-8882-4871-a3c2-d380272eed80"), value("description", "the shop"),
					value("tags", map[string]string{"team": "shop", "größe": ""}),
					value("full_service_name", knownvalue.StringFunc(func(name string) error {
						if id := onlyService(t, cloud).ID; name != "eu-de.web."+id {
							return fmt.Errorf("full name is %q", name)
						}
						return nil
					})),
				},
			},
			{
				ResourceName: service, ImportState: true, ImportStateVerify: true,
				ImportStateVerifyIgnore: []string{"timeouts"},
			},
		},
		CheckDestroy: noServices(cloud),
	})
}

func TestAccServiceChangesInPlace(t *testing.T) {
	t.Parallel()
	rows := map[string]inPlace{
		"service_name":        {`service_name = "a"`, `service_name = "b"`, []string{`{"service_name":"b"}`}},
		"approval_enabled":    {``, `approval_enabled = false`, []string{`{"approval_enabled":false}`}},
		"tcp_proxy":           {``, `tcp_proxy = "open"`, []string{`{"tcp_proxy":"open"}`}},
		"description set":     {``, `description = "a & b"`, []string{`{"description":"a & b"}`}},
		"description cleared": {`description = "a"`, ``, []string{`{"description":""}`}},
		"several at once":     {``, "service_name = \"x\"\n  tcp_proxy = \"open\"", []string{`{"service_name":"x","tcp_proxy":"open"}`}},
		"tags":                {`tags = { a = "1", b = "2" }`, `tags = { b = "3", c = "4" }`, nil},
		"tags cleared":        {`tags = { a = "1" }`, ``, nil},
		"only the timeouts":   {``, `timeouts = { create = "7m" }`, nil},
	}
	cloud := acctest.New(t, emulator.Options{})
	changeInPlace(t, cloud, service, emulator.OpUpdateService, rows, func(argsOf func(inPlace) string) string {
		return cloud.Provider() + serviceBlocks(rows, func(_ string, row inPlace) (arguments, string) { return nil, argsOf(row) })
	}, noServices(cloud))
}

func TestAccServiceChangesPorts(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	ports := func(mappings string) string { return serviceWith(arguments{"ports": mappings}) }
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{
				Config: cloud.Provider() + ports(
					`[{ client_port = 1, server_port = 10 }, { client_port = 2, server_port = 20 }, { client_port = 1, server_port = 10, protocol = "UDP" }]`,
				),
			},
			{
				Config: cloud.Provider() + ports(
					`[{ client_port = 1, server_port = 10, protocol = "UDP" }, { client_port = 2, server_port = 20, protocol = "TCP" }, { client_port = 1, server_port = 10 }]`,
				),
				ConfigPlanChecks: action(plancheck.ResourceActionNoop),
			},
			{
				Config:           cloud.Provider() + ports(`[{ client_port = 2, server_port = 21 }, { client_port = 3, server_port = 30 }]`),
				ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{
					value("ports", knownvalue.SetExact([]knownvalue.Check{mapping(2, 21, "TCP"), mapping(3, 30, "TCP")})),
				},
			},
			{
				Config: cloud.Provider() + serviceWith(arguments{
					"ports":   `[{ client_port = 2, server_port = 21 }, { client_port = 3, server_port = 30 }]`,
					"port_id": quoted(acctest.OtherPort),
				}),
				ConfigPlanChecks:  action(plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{value("port_id", acctest.OtherPort)},
			},
		},
		CheckDestroy: noServices(cloud),
	})
}

func TestAccServiceIsReplaced(t *testing.T) {
	t.Parallel()
	rows := map[string]string{
		"vpc_id": quoted(otherVPC), "server_type": `"LB"`, "pool_id": `"5289d3c2-8882-4871-a3c2-d380272eed99"`,
	}
	cloud := acctest.New(t, emulator.Options{})
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: cloud.Provider() + serviceBlocks(rows, func(string, string) (arguments, string) { return nil, "" })},
			{
				Config: cloud.Provider() + serviceBlocks(rows, func(name, changed string) (arguments, string) {
					return arguments{name: changed}, ""
				}),
				ConfigPlanChecks: allPlanned(service, rows, plancheck.ResourceActionReplace),
			},
		},
		CheckDestroy: noServices(cloud),
	})
}
