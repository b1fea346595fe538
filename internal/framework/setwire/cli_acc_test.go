package setwire_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
)

const twoOfEach = `
resource "test_thing" "a" {
  names = ["b", "a"]
  ports = [{ client_port = 80, server_port = 8080 }, { client_port = 53, protocol = "UDP" }]
}
`

func TestAccSetsToTheCLI(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	empty := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
	names := func(names ...string) statecheck.StateCheck {
		var exact []knownvalue.Check
		for _, n := range names {
			exact = append(exact, knownvalue.StringExact(n))
		}
		return statecheck.ExpectKnownValue("test_thing.a", tfjsonpath.New("names"), knownvalue.SetExact(exact))
	}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"test": func() (tfprotov6.ProviderServer, error) { return newServer(&testProvider{}), nil },
		},
		Steps: []resource.TestStep{
			{Config: twoOfEach, ConfigStateChecks: []statecheck.StateCheck{names("a", "b")}},
			{ConfigPlanChecks: empty, Config: `
resource "test_thing" "a" {
  names = ["a", "b", "a"]
  ports = [{ client_port = 53, protocol = "UDP" }, { client_port = 80, server_port = 8080, protocol = "TCP" }]
}`},
			{ConfigPlanChecks: empty, Config: `
resource "test_thing" "a" {
  ports = [for port in [53, 80] : {
    client_port = port, protocol = port == 53 ? "UDP" : null, server_port = port == 53 ? null : 8080
  }]
}`},
			{ // elements change, and the one that left out its protocol follows another
				Config: `
resource "test_thing" "a" {
  names = ["c"]
  ports = [{ client_port = 80, server_port = 8080, protocol = "UDP" }, { client_port = 80, server_port = 1 }, { client_port = 53 }]
}`,
				ConfigStateChecks: []statecheck.StateCheck{
					names("c"), statecheck.ExpectKnownValue("test_thing.a", tfjsonpath.New("ports"), knownvalue.SetSizeExact(3)),
				},
			},
			{ // what is known only after the apply
				Config: `
resource "terraform_data" "a" {
  input = { port = 443, protocol = "UDP", names = ["y", "x", "y"] }
}
resource "test_thing" "a" {
  names = terraform_data.a.output.names
  ports = [
    { client_port = 1 }, { client_port = terraform_data.a.output.port },
    { client_port = 2, protocol = terraform_data.a.output.protocol },
  ]
}
output "sets" {
  value = {
    ports = length(test_thing.a.ports)
    tcp   = [for p in test_thing.a.ports : p.client_port if p.protocol == "TCP"]
    all   = setunion(test_thing.a.names, ["z"])
  }
}`,
				ConfigStateChecks: []statecheck.StateCheck{
					names("x", "y"),
					statecheck.ExpectKnownOutputValue("sets", knownvalue.ObjectExact(map[string]knownvalue.Check{
						"ports": knownvalue.Int64Exact(3),
						"tcp":   knownvalue.SetPartial([]knownvalue.Check{knownvalue.Int64Exact(1), knownvalue.Int64Exact(443)}),
						"all": knownvalue.SetExact([]knownvalue.Check{
							knownvalue.StringExact("x"), knownvalue.StringExact("y"), knownvalue.StringExact("z"),
						}),
					})),
				},
			},
			{Config: twoOfEach + `output "first" { value = test_thing.a.names[0] }`, ExpectError: regexp.MustCompile(`(?i)set`)},
			{Config: `
resource "test_thing" "a" {
  ports = [{ client_port = 80, server_port = -1 }]
}`, ExpectError: regexp.MustCompile(`Negative`)},
			{Config: `
resource "test_thing" "a" {
  names = []
  ports = []
}`, ConfigStateChecks: []statecheck.StateCheck{names()}},
		},
	})
}
