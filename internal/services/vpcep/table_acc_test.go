package vpcep_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// Tests of a table that needs one cloud only have a resource for each row in one configuration. Running the CLI for each row would
// take most of the time of all tests.

// blocks returns the configuration of a resource for each row, whose label is the name of the row. block returns the block of row i,
// with the label "test".
func blocks[T any](rows map[string]T, block func(i int, row T) string) string {
	var all strings.Builder
	for i, name := range slices.Sorted(maps.Keys(rows)) {
		all.WriteString(strings.Replace(block(i, rows[name]), `"test"`, quoted(label(name)), 1))
	}
	return all.String()
}

func label(row string) string { return strings.ReplaceAll(row, " ", "_") }

// ofRow returns the address of the resource of a row, from that of the resource with the label "test".
func ofRow(address, row string) string { return strings.TrimSuffix(address, "test") + label(row) }

// plannedRows checks what is planned for each row.
func plannedRows[T any](address string, rows map[string]T, want func(T) plancheck.ResourceActionType) resource.ConfigPlanChecks {
	var checks []plancheck.PlanCheck
	for name, row := range rows {
		checks = append(checks, plancheck.ExpectResourceAction(ofRow(address, name), want(row)))
	}
	return resource.ConfigPlanChecks{PreApply: checks}
}

// rowIDs returns the ids of the resources of all rows.
func rowIDs[T any](s *terraform.State, address string, rows map[string]T) (map[string]string, error) {
	ids := map[string]string{}
	for name := range rows {
		r := s.RootModule().Resources[ofRow(address, name)]
		if r == nil || r.Primary.ID == "" {
			return nil, fmt.Errorf("%s: not in the state", name)
		}
		ids[name] = r.Primary.ID
	}
	return ids, nil
}

// saveRowIDs saves what rowIDs returns.
func saveRowIDs[T any](address string, rows map[string]T, ids *map[string]string) resource.TestCheckFunc {
	return func(s *terraform.State) (err error) {
		*ids, err = rowIDs(s, address, rows)
		return err
	}
}

// ownPorts returns the ports of a service that can have the same port_id as those of other rows.
func ownPorts(row int) string {
	return fmt.Sprintf("[{ client_port = %d, server_port = %d }]", 8000+row, 9000+row)
}

func serviceByID(t *testing.T, cloud *acctest.Cloud, id string) emulator.Service {
	t.Helper()
	return byItsID(t, cloud.Services(), id, func(s emulator.Service) string { return s.ID })
}

func endpointByID(t *testing.T, cloud *acctest.Cloud, id string) emulator.Endpoint {
	t.Helper()
	return byItsID(t, cloud.Endpoints(), id, func(e emulator.Endpoint) string { return e.ID })
}

func byItsID[T any](t *testing.T, all []T, id string, idOf func(T) string) T {
	t.Helper()
	at := slices.IndexFunc(all, func(item T) bool { return idOf(item) == id })
	if at < 0 {
		t.Fatalf("the cloud has no %s", id)
	}
	return all[at]
}

// bodies returns the bodies of the requests of an operation for an object.
func bodies(cloud *acctest.Cloud, op, id string) []string {
	sent := []string{}
	for _, r := range cloud.Requests() {
		if r.Op == op && strings.Contains(r.Path, id) {
			sent = append(sent, r.Body)
		}
	}
	return sent
}
