package vpcep_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestAccResourcesByTags(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	_, _, xdb := similar(cloud) // db and db2 have tags
	mine := cloud.AddEndpoint(emulator.Endpoint{ProjectID: cloud.Owner().ProjectID, Tags: []emulator.Tag{{Key: "team", Value: "data"}}})
	found := func(ids ...string) map[string]any {
		items := make([]map[string]any, len(ids))
		for i, name := range ids {
			items[i] = map[string]any{"name": name}
		}
		return map[string]any{"resources": each(items...), "total_count": knownvalue.Int64Exact(int64(len(ids)))}
	}
	services := func(arguments string, want map[string]any) lookup {
		return lookup{"resources_by_tags", "type = \"endpoint_service\"\n" + arguments, want}
	}
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		lookups(cloud,
			services("", found("db", "db2", "xdb")),
			services("tags = {}", found("db", "db2", "xdb")),
			services(`tags = { team = ["data", "other"] }`, found("db", "db2")),
			services(`tags = { team = [], stage = ["test"] }`, found("db2")),
			services(`tags_any = { none = [], stage = ["test"] }`, found("db2")),
			services(`not_tags = { team = [], stage = [] }`, found("db", "xdb")),
			services(`not_tags_any = { team = toset(["data"]) }`, found("xdb")),
			services("resource_name = \"DB2\"\ntags = { team = [] }", found("db2")),
			services(`tags = { none = [] }`, found()),
			services("tags = { team = [] }\ncount_only = true", map[string]any{"resources": knownvalue.Null(), "total_count": knownvalue.Int64Exact(2)}),
			services("tags = { none = [] }\ncount_only = true", map[string]any{"total_count": knownvalue.Int64Exact(0)}),
			services(`not_tags_any = { team = [] }`, map[string]any{"resources": each(map[string]any{
				"id": xdb, "tags": knownvalue.MapExact(map[string]knownvalue.Check{}),
			})}),
			lookup{"resources_by_tags", "type = \"endpoint\"\ntags = { team = [\"data\"] }", map[string]any{"resources": each(map[string]any{
				"id": mine, "tags": knownvalue.MapExact(map[string]knownvalue.Check{"team": knownvalue.StringExact("data")}),
			})}},
			lookup{"tags", `type = "endpoint_service"`, map[string]any{"tags": knownvalue.MapExact(map[string]knownvalue.Check{
				"stage": texts("test"), "team": texts("data"),
			})}},
		),
		lookupFails(cloud, "resources_by_tags", `type = "vpc"`, `value must be one of: ["endpoint_service" "endpoint"]`),
		lookupFails(cloud, "resources_by_tags", "type = \"endpoint\"\ntags = { \"a b\" = [] }", `The tag key "a b" has the character ' '`),
		lookupFails(cloud, "resources_by_tags", "type = \"endpoint\"\nnot_tags = { a = [\"1\", \"1\"] }", `The tag "a" has the value "1" twice`),
		lookupFails(cloud, "resources_by_tags", "type = \"endpoint\"\nresource_name = \"\"", `length must be at least 1`),
		lookups(cloud), // the last configuration is destroyed, and has to be valid
	}})
}

func TestAccTagsDataSource(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		lookups(cloud, lookup{"tags", `type = "endpoint"`, map[string]any{"tags": knownvalue.MapExact(map[string]knownvalue.Check{})}}),
		{
			PreConfig: func() {
				cloud.AddService(emulator.Service{Tags: []emulator.Tag{{Key: "stage", Value: "test"}, {Key: "team", Value: ""}}})
				cloud.AddService(emulator.Service{Tags: []emulator.Tag{{Key: "stage", Value: "production"}}})
				cloud.AddEndpoint(emulator.Endpoint{Tags: []emulator.Tag{{Key: "another project", Value: ""}}})
			},
			Config: cloud.Provider() + dataBlock("tags", "test0", `type = "endpoint_service"`),
			ConfigStateChecks: lookups(cloud, lookup{"tags", "", map[string]any{"tags": knownvalue.MapExact(map[string]knownvalue.Check{
				"stage": knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("production"), knownvalue.StringExact("test")}),
				"team":  texts(""),
			})}}).ConfigStateChecks,
		},
		{
			PreConfig:   func() { cloud.AddFaults(t, "list-tags EndPoint.0004\nfind-by-tags EndPoint.0004") },
			Config:      cloud.Provider() + dataBlock("tags", "test", `type = "endpoint"`),
			ExpectError: lookupFails(cloud, "tags", "", "Unable to list the tags of VPC Endpoint", "vpcep:tags:list", "EndPoint.0004").ExpectError,
		},
		lookupFails(cloud, "resources_by_tags", `type = "endpoint"`, "Unable to find VPC Endpoint resources by tags", "vpcep:resource:list"),
	}})
}
