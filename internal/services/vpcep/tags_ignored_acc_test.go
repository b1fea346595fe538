package vpcep_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const ignoreTags = `ignore_tags = { keys = ["cost"], key_prefixes = ["sys_"] }`

// Tags of other systems are neither shown nor changed, whatever else changes.
func TestAccIgnoredTags(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{})
		provider := k.provider(cloud, ignoreTags, defaultTags(`{ env = "prod" }`))
		w := acctest.NewWorkspace(t, provider+k.resource(`tags = { a = "1" }`))
		w.Must(t, "apply", "-auto-approve")

		retag(t, k, cloud, tags{"cost": "1", "sys_owner": "x", "costs": "2"})
		output, code := w.CLI(t, "plan", "-detailed-exitcode")
		if code != 2 {
			t.Errorf("the plan ends with %d:\n%s", code, output)
		}
		mustSay(t, output, `- "costs" = "2" -> null`)
		mustNotSay(t, output, `"cost"`, "sys_owner")

		cloud.ResetRequests()
		w.Configure(t, provider+k.resource())
		mustNotSay(t, w.Must(t, "apply", "-auto-approve"), `"cost"`, "sys_owner")
		if diff := cmp.Diff([]string{`{"action":"delete","tags":[{"key":"a"},{"key":"costs"}]}`}, written(cloud)); diff != "" {
			t.Errorf("requests (-want +got):\n%s", diff)
		}
		mustHaveTags(t, k, cloud, w, tags{"env": "prod", "cost": "1", "sys_owner": "x"}, nil, tags{"env": "prod"})
		w.Must(t, "plan", "-detailed-exitcode")
		mustSay(t, w.Must(t, "plan", "-refresh-only"), "No changes")
	})
}

// A tag that is ignored from now on stays in the cloud, with or without a refresh.
func TestAccTagIgnoredFromNowOn(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		for _, option := range []string{"-refresh=true", "-refresh=false"} {
			t.Run(option, func(t *testing.T) {
				t.Parallel()
				cloud := k.cloud(t, emulator.Options{})
				w := acctest.NewWorkspace(t, k.config(cloud, `tags = { a = "1", cost = "1" }`))
				w.Must(t, "apply", "-auto-approve")
				cloud.ResetRequests()
				w.Configure(t, k.provider(cloud, ignoreTags)+k.resource(`tags = { a = "1" }`))
				w.Must(t, "apply", "-auto-approve", option)
				if calls := written(cloud); calls != nil {
					t.Errorf("got the requests %v", calls)
				}
				mustHaveTags(t, k, cloud, w, tags{"a": "1", "cost": "1"}, tags{"a": "1"}, tags{"a": "1"})
				w.Must(t, "plan", "-detailed-exitcode")
			})
		}
	})
}

// Another system tags a new object at once. It is found and adopted nevertheless if the answer to the create got lost, and
// compared with the merged tags.
func TestAccIgnoredTagsOfALostCreate(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{Rewrite: emulator.Rewrite{Tags: func(tags []emulator.Tag) []emulator.Tag {
			return append(tags, emulator.Tag{Key: "sys_owner", Value: "x"}, emulator.Tag{Key: "cost", Value: "1"})
		}}})
		cloud.AddFaults(t, k.create+" 502-after times=1")
		w := acctest.NewWorkspace(t, k.provider(cloud, ignoreTags, defaultTags(`{ env = "prod" }`))+k.resource(`tags = { a = "1" }`))
		output := w.Must(t, "apply", "-auto-approve")
		mustSay(t, output, "Adopted")
		mustNotSay(t, output, "The API changed")
		mustHaveTags(t, k, cloud, w, tags{"a": "1", "env": "prod"}, tags{"a": "1"}, tags{"a": "1", "env": "prod"})
		mustManage(t, k, cloud, w)
	})
}

// What the configurations of provider and resource contradict is an error of the plan.
func TestAccTagRulesInThePlan(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		most := `{ for i in range(10) : "k${i}" => "" }`
		if k.address == endpoint {
			most = `{ for i in range(20) : "k${i}" => "" }`
		}
		later := "\nresource \"terraform_data\" \"later\" {}\n"
		for name, test := range map[string]struct {
			provider, own string
			says          []string
		}{
			"too many": {defaultTags(`{ env = "prod", k0 = "x" }`), "tags = " + most, []string{"Too many tags", `1 from default_tags of the provider ("env")`}},
			"ignored":  {ignoreTags, `tags = { sys_a = "1" }`, []string{"Tag is ignored", `ignore_tags of the provider matches the tag "sys_a"`}},
			"default ignored": {
				ignoreTags + "\n" + defaultTags(`{ cost = "1" }`), "", []string{"Default tag is ignored", `ignore_tags matches the default tag "cost"`},
			},
			"default with a bad key":   {defaultTags(`{ (lower("A B")) = "1" }`), "", []string{"Invalid tag key", `The tag key "a b"`, "default_tags"}},
			"default with a bad value": {defaultTags(`{ a = "1/2" }`), "", []string{"Invalid tag value", `'/'`}},
			"default without a value":  {defaultTags(`{ a = null }`), "", []string{"Invalid tag value", "no value"}},
			"empty prefix":             {`ignore_tags = { key_prefixes = [""] }`, "", []string{"string length must be at least 1"}},
			"unknown keys to ignore":   {`ignore_tags = { keys = [terraform_data.later.id] }`, "", []string{"ignore_tags is not known yet"}},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				cloud := k.cloud(t, emulator.Options{})
				w := acctest.NewWorkspace(t, k.provider(cloud, test.provider)+k.resource(test.own)+later)
				mustSay(t, mustFail(t, w, "plan"), test.says...)
			})
		}
	})
}

// Data sources return no ignored tags, but find objects by them.
func TestAccIgnoredTagsInDataSources(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{Name: "shop", Tags: []emulator.Tag{{Key: "cost", Value: "1"}, {Key: "a", Value: "1"}}})
	cloud.AddEndpoint(emulator.Endpoint{
		ServiceID: id, ProjectID: cloud.Owner().ProjectID, Tags: []emulator.Tag{{Key: "cost", Value: "1"}, {Key: "a", Value: "1"}},
	})
	shown := knownvalue.MapExact(map[string]knownvalue.Check{"a": knownvalue.StringExact("1")})
	keys := knownvalue.MapExact(map[string]knownvalue.Check{"a": knownvalue.ListSizeExact(1)})
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{{
		Config: cloud.Provider(ignoreTags) + `
data "opentelekomcloud_vpcep_service" "one" { service_name = "shop" }
data "opentelekomcloud_vpcep_services" "some" { tags = { cost = "1", a = "1" } }
data "opentelekomcloud_vpcep_services" "none" { tags = { cost = "2" } }
data "opentelekomcloud_vpcep_endpoints" "some" { tags = { cost = "1" } }
data "opentelekomcloud_vpcep_tags" "all" { type = "endpoint_service" }
data "opentelekomcloud_vpcep_resources_by_tags" "some" {
  type = "endpoint_service"
  tags = { cost = ["1"] }
}
`,
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("data.opentelekomcloud_vpcep_service.one", tfjsonpath.New("tags"), shown),
			statecheck.ExpectKnownValue("data.opentelekomcloud_vpcep_services.some", tfjsonpath.New("services").AtSliceIndex(0).AtMapKey("tags"), shown),
			statecheck.ExpectKnownValue("data.opentelekomcloud_vpcep_services.none", tfjsonpath.New("services"), knownvalue.ListSizeExact(0)),
			statecheck.ExpectKnownValue("data.opentelekomcloud_vpcep_tags.all", tfjsonpath.New("tags"), keys),
			statecheck.ExpectKnownValue("data.opentelekomcloud_vpcep_resources_by_tags.some", tfjsonpath.New("resources").AtSliceIndex(0).AtMapKey("tags"), shown),
			statecheck.ExpectKnownValue("data.opentelekomcloud_vpcep_endpoints.some", tfjsonpath.New("endpoints").AtSliceIndex(0).AtMapKey("tags"), shown),
		},
	}}})
}
