package vpcep_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const endpoint = "opentelekomcloud_vpcep_endpoint.test"

const (
	openServiceID    = "2189d3c2-8882-4871-a3c2-d380272eed01" // everyone may connect, nobody decides
	askingServiceID  = "2189d3c2-8882-4871-a3c2-d380272eed02" // the owner decides
	gatewayServiceID = "2189d3c2-8882-4871-a3c2-d380272eed03"
	routeTableID     = "6416b1df-bbe8-4e51-8fa3-4d169b8cc3aa"
	otherRouteTable  = "7416b1df-bbe8-4e51-8fa3-4d169b8cc3aa"
	otherSubnetID    = "71881173-3899-4981-a700-170253d469b6"
)

// consumed returns a cloud with services to connect to.
func consumed(t *testing.T, options emulator.Options) *acctest.Cloud {
	t.Helper()
	cloud := acctest.New(t, options)
	addOfferedServices(cloud)
	return cloud
}

// addOfferedServices adds the services that endpoints connect to.
func addOfferedServices(cloud *acctest.Cloud) {
	everyone := []emulator.Permission{{Permission: "*"}}
	cloud.AddService(emulator.Service{ID: openServiceID, Name: "open", Permissions: everyone})
	cloud.AddService(emulator.Service{ID: askingServiceID, Name: "asking", Permissions: everyone, ApprovalEnabled: true})
	cloud.AddService(emulator.Service{ID: gatewayServiceID, Name: "obs", ServiceType: emulator.TypeGateway, Owner: "Open Telekom Cloud"})
}

// asConsumer returns the configuration of the account that connects.
func asConsumer(cloud *acctest.Cloud, more ...string) string {
	return cloud.ConsumerProvider() + strings.Join(more, "")
}

// endpointConfig returns the configuration of an endpoint with the given arguments.
func endpointConfig(serviceID string, more ...string) string {
	return fmt.Sprintf(`
resource "opentelekomcloud_vpcep_endpoint" "test" {
  provider            = opentelekomcloud.consumer
  endpoint_service_id = %q
  vpc_id              = %q
  %s
}
`, serviceID, acctest.VPCID, strings.Join(more, "\n  "))
}

func inSubnet(more ...string) string {
	return "subnet_id = \"" + acctest.SubnetID + "\"\n  " + strings.Join(more, "\n  ")
}

func onlyEndpoint(t *testing.T, cloud *acctest.Cloud) emulator.Endpoint {
	t.Helper()
	endpoints := cloud.Endpoints()
	if len(endpoints) != 1 {
		t.Fatalf("the cloud has %d endpoints, want 1", len(endpoints))
	}
	return endpoints[0]
}

func noEndpoints(cloud *acctest.Cloud) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if left := cloud.Endpoints(); len(left) > 0 {
			return fmt.Errorf("%d endpoints are left behind", len(left))
		}
		return nil
	}
}

func ofEndpoint(attribute string, want any) statecheck.StateCheck {
	return valueOf(endpoint, attribute, want)
}

func planned(address string, want plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, want)}}
}

func texts(want ...string) knownvalue.Check {
	checks := make([]knownvalue.Check, len(want))
	for i, text := range want {
		checks[i] = knownvalue.StringExact(text)
	}
	return knownvalue.SetExact(checks)
}

func TestAccEndpointMinimal(t *testing.T) {
	t.Parallel()
	forms := map[string]emulator.TimestampForm{
		"times with a zone": emulator.TimestampZ, "times without one": emulator.TimestampMillis,
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := consumed(
				t,
				emulator.Options{TimestampForm: form, Delays: emulator.Delays{EndpointCreate: time.Second, EndpointDelete: time.Second}},
			)
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{
						Config: asConsumer(cloud, endpointConfig(openServiceID, inSubnet())),
						ConfigStateChecks: []statecheck.StateCheck{
							ofEndpoint("status", "accepted"), ofEndpoint("service_type", "interface"), ofEndpoint("subnet_id", acctest.SubnetID),
							ofEndpoint("enable_dns", false), ofEndpoint("enable_whitelist", false), ofEndpoint("whitelist", nil),
							ofEndpoint("routetables", nil), ofEndpoint("policy_statement", nil), ofEndpoint("dns_names", nil),
							ofEndpoint("description", nil), ofEndpoint("tags", nil), ofEndpoint("wait_for_acceptance", nil),
							ofEndpoint("specification_name", "default"), ofEndpoint("active_status", texts("active")), ofEndpoint("enable_status", "enable"),
							ofEndpoint("project_id", cloud.Consumer().ProjectID), ofEndpoint("endpoint_service_name", "eu-de.open."+openServiceID),
							ofEndpoint("created_at", knownvalue.NotNull()), ofEndpoint("updated_at", knownvalue.NotNull()),
							statecheck.CompareValuePairs(endpoint, tfjsonpath.New("ip"), endpoint, tfjsonpath.New("port_ip"), compare.ValuesSame()),
						},
						Check: func(state *terraform.State) error {
							e := onlyEndpoint(t, cloud)
							return resource.ComposeTestCheckFunc(
								resource.TestCheckResourceAttr(endpoint, "id", e.ID), resource.TestCheckResourceAttr(endpoint, "ip", e.IP),
								resource.TestCheckResourceAttr(endpoint, "marker_id", fmt.Sprint(e.MarkerID)),
							)(state)
						},
					},
					{ResourceName: endpoint, ImportState: true, ImportStateVerify: true},
					{
						Config:           asConsumer(cloud, endpointConfig(openServiceID, inSubnet())),
						ConfigPlanChecks: planned(endpoint, plancheck.ResourceActionNoop),
					},
				},
				CheckDestroy: noEndpoints(cloud),
			})
		})
	}
}

const fullInterface = `
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"
  port_ip             = "192.168.0.77"
  enable_dns          = true
  enable_whitelist    = true
  whitelist           = ["10.0.0.0/8", "192.168.1.5"]
  specification_name  = "default"
  description         = "the shop"
  tags                = { team = "shop", größe = "" }
  timeouts            = { create = "5m", update = "5m", delete = "5m" }
`

func TestAccEndpointFull(t *testing.T) {
	t.Parallel()
	cloud := consumed(t, emulator.Options{})
	config := asConsumer(cloud, endpointConfig(openServiceID, fullInterface, "wait_for_acceptance = true"))
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{
				Config: config,
				ConfigStateChecks: []statecheck.StateCheck{
					ofEndpoint("ip", "192.168.0.77"), ofEndpoint("port_ip", "192.168.0.77"), ofEndpoint("enable_dns", true),
					ofEndpoint("dns_names", knownvalue.ListSizeExact(1)), ofEndpoint("enable_whitelist", true),
					ofEndpoint("whitelist", texts("10.0.0.0/8", "192.168.1.5")), ofEndpoint("description", "the shop"),
					ofEndpoint("tags", map[string]string{"team": "shop", "größe": ""}), ofEndpoint("status", "accepted"),
				},
			},
			{
				ResourceName: endpoint, ImportState: true, ImportStateVerify: true,
				ImportStateVerifyIgnore: []string{"timeouts", "wait_for_acceptance"},
			},
		},
		CheckDestroy: noEndpoints(cloud),
	})
}

// fullGatewayWith has all arguments of gateway endpoints.
func fullGatewayWith(routeTable, effect string) string {
	return fmt.Sprintf(`
  enable_dns       = true
  routetables      = [%q, "7416B1DF-bbe8-4e51-8fa3-4d169b8cc3aa"]
  policy_statement = [
    { effect = "Allow", action = ["obs:bucket:*", "obs:object:*"], resource = ["obs:*:*:bucket:logs"] },
    { effect = %q, action = ["obs:bucket:DeleteBucket"], resource = ["*"] },
  ]
`, routeTable, effect)
}

var fullGateway = fullGatewayWith(routeTableID, "Deny")

func TestAccEndpointGateway(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arguments string
		checks    []statecheck.StateCheck
	}{
		"minimal": {"", []statecheck.StateCheck{
			ofEndpoint("routetables", knownvalue.SetSizeExact(1)), ofEndpoint("policy_statement", knownvalue.ListSizeExact(1)), ofEndpoint("enable_dns", false),
		}},
		"values without an effect": {"routetables = []\n policy_statement = []\n whitelist = []\n enable_whitelist = false", []statecheck.StateCheck{
			ofEndpoint("routetables", knownvalue.SetSizeExact(0)), ofEndpoint("policy_statement", knownvalue.ListSizeExact(0)),
		}},
		"full": {fullGateway, []statecheck.StateCheck{
			ofEndpoint("routetables", knownvalue.SetSizeExact(2)), ofEndpoint("enable_dns", true),
			ofEndpoint("policy_statement", knownvalue.ListPartial(map[int]knownvalue.Check{1: knownvalue.ObjectExact(map[string]knownvalue.Check{
				"effect": knownvalue.StringExact("Deny"), "action": texts("obs:bucket:DeleteBucket"), "resource": texts("*"),
			})})),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := consumed(t, emulator.Options{})
			config := asConsumer(cloud, endpointConfig(gatewayServiceID, test.arguments))
			always := []statecheck.StateCheck{
				ofEndpoint("service_type", "gateway"),
				ofEndpoint("ip", nil),
				ofEndpoint("subnet_id", nil),
				ofEndpoint("port_ip", nil),
			}
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{Config: config, ConfigStateChecks: append(always, test.checks...)},
				},
				CheckDestroy: noEndpoints(cloud),
			})
		})
	}
}

// Tags and the provider's own arguments change in place. Nothing else is sent.
func TestAccEndpointChangesInPlace(t *testing.T) {
	t.Parallel()
	rows := map[string]inPlace{
		"tags": {`tags = { a = "1", b = "2" }`, `tags = { b = "3", c = "4" }`, []string{
			`{"action":"delete","tags":[{"key":"a"}]}`,
			`{"action":"create","tags":[{"key":"b","value":"3"},{"key":"c","value":"4"}]}`,
		}},
		"tags cleared":        {`tags = { a = "1" }`, ``, []string{`{"action":"delete","tags":[{"key":"a"}]}`}},
		"tags added":          {``, `tags = { a = "" }`, []string{`{"action":"create","tags":[{"key":"a","value":""}]}`}},
		"wait_for_acceptance": {``, `wait_for_acceptance = true`, nil},
		"timeouts":            {``, `timeouts = { create = "7m" }`, nil},
		"another way to write": {
			"whitelist = [\"10.0.0.1\"]\n description = \"\"", "whitelist = [\"10.0.0.1/32\"]", nil,
		},
	}
	cloud := consumed(t, emulator.Options{})
	changeInPlace(t, cloud, endpoint, emulator.OpChangeTags, rows, func(argsOf func(inPlace) string) string {
		return asConsumer(cloud, blocks(rows, func(_ int, _ string, row inPlace) string {
			return endpointConfig(openServiceID, inSubnet(argsOf(row)))
		}))
	}, noEndpoints(cloud))
}

// A change of the provider's own arguments leaves nothing unknown in the plan.
func TestAccEndpointOwnChangePromises(t *testing.T) {
	t.Parallel()
	cloud := consumed(t, emulator.Options{})
	promised := []plancheck.PlanCheck{plancheck.ExpectResourceAction(endpoint, plancheck.ResourceActionUpdate)}
	for attribute, want := range map[string]any{"status": "accepted", "ip": knownvalue.NotNull(), "updated_at": knownvalue.NotNull()} {
		promised = append(promised, plancheck.ExpectKnownValue(endpoint, tfjsonpath.New(attribute), known(want)))
	}
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: asConsumer(cloud, endpointConfig(openServiceID, inSubnet()))},
			{
				Config:           asConsumer(cloud, endpointConfig(openServiceID, inSubnet(`timeouts = { delete = "5m" }`))),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: promised},
			},
		},
	})
}

func TestAccEndpointIsReplaced(t *testing.T) {
	t.Parallel()
	type change struct{ fromService, toService, from, to string }
	rows := map[string]change{
		"endpoint_service_id": {openServiceID, askingServiceID, inSubnet(), inSubnet()},
		"subnet_id":           {openServiceID, openServiceID, inSubnet(), `subnet_id = "` + otherSubnetID + `"`},
		"port_ip":             {openServiceID, openServiceID, inSubnet(), inSubnet(`port_ip = "192.168.0.99"`)},
		"enable_dns":          {openServiceID, openServiceID, inSubnet(), inSubnet(`enable_dns = true`)},
		"enable_whitelist":    {openServiceID, openServiceID, inSubnet(`enable_whitelist = true`), inSubnet()},
		"whitelist":           {openServiceID, openServiceID, inSubnet(`whitelist = ["10.0.0.1"]`), inSubnet()},
		"description":         {openServiceID, openServiceID, inSubnet(), inSubnet(`description = "a"`)},
		"routetables":         {gatewayServiceID, gatewayServiceID, fullGateway, fullGatewayWith("8416b1df-bbe8-4e51-8fa3-4d169b8cc3aa", "Deny")},
		"policy_statement":    {gatewayServiceID, gatewayServiceID, fullGateway, fullGatewayWith(routeTableID, "Allow")},
	}
	cloud := consumed(t, emulator.Options{})
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: asConsumer(cloud, blocks(rows, func(_ int, _ string, row change) string {
				return endpointConfig(row.fromService, row.from)
			}))},
			{
				Config: asConsumer(cloud, blocks(rows, func(_ int, _ string, row change) string {
					return endpointConfig(row.toService, row.to)
				})),
				ConfigPlanChecks: allPlanned(endpoint, rows, plancheck.ResourceActionReplace),
			},
		},
		CheckDestroy: noEndpoints(cloud),
	})
}
