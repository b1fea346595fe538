package vpcep_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
)

// Table tests whose rows can share one emulator apply all rows as one configuration: a run of the CLI for each row would dominate the
// duration of the tests.

// blocks returns one resource block for each row, labeled with the name of the row. block returns the i-th one, labeled "test".
func blocks[T any](rows map[string]T, block func(i int, name string, row T) string) string {
	var all strings.Builder
	for i, name := range slices.Sorted(maps.Keys(rows)) {
		all.WriteString(strings.Replace(block(i, name, rows[name]), `"test"`, quoted(rowLabel(name)), 1))
	}
	return all.String()
}

// serviceBlocks returns a service for each row, with other values of arguments and with more of them. All have the same port_id.
func serviceBlocks[T any](rows map[string]T, argsOf func(name string, row T) (values arguments, more string)) string {
	return blocks(rows, func(i int, name string, row T) string {
		values, more := argsOf(name, row)
		all := arguments{"ports": fmt.Sprintf("[{ client_port = %d, server_port = %d }]", 8000+i, 9000+i)}
		maps.Copy(all, values)
		return serviceWith(all, more)
	})
}

func rowLabel(name string) string { return strings.ReplaceAll(name, " ", "_") }

// rowAddress returns the address of the resource of a row, from that of the resource labeled "test".
func rowAddress(address, name string) string {
	return strings.TrimSuffix(address, "test") + rowLabel(name)
}

// plannedRows checks what is planned for each row.
func plannedRows[T any](address string, rows map[string]T, want func(T) plancheck.ResourceActionType) resource.ConfigPlanChecks {
	var checks []plancheck.PlanCheck
	for name, row := range rows {
		checks = append(checks, plancheck.ExpectResourceAction(rowAddress(address, name), want(row)))
	}
	return resource.ConfigPlanChecks{PreApply: checks}
}

// allPlanned checks that the same is planned for each row.
func allPlanned[T any](address string, rows map[string]T, want plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return plannedRows(address, rows, func(T) plancheck.ResourceActionType { return want })
}

// rowIDs returns the ids of the resources of all rows.
func rowIDs[T any](s *terraform.State, address string, rows map[string]T) (map[string]string, error) {
	ids := map[string]string{}
	for name := range rows {
		r := s.RootModule().Resources[rowAddress(address, name)]
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

// drift is a change that is made outside of Terraform.
type drift[T any] struct {
	edit   func(*T)
	action plancheck.ResourceActionType
}

// driftTest changes an object for each row, and checks that the changes are planned to be undone and are undone. Where nothing is
// planned, the change stays.
type driftTest[T any] struct {
	address  string
	config   string
	rows     map[string]drift[T]
	all      func() []T
	id       func(T) string
	edit     func(id string, edit func(*T)) error
	settings func(T) map[string]any // what is compared
}

func (d driftTest[T]) run(t *testing.T, cloud *acctest.Cloud) {
	t.Helper()
	var ids map[string]string
	want := map[string]map[string]any{}
	object := func(id string) T {
		t.Helper()
		all := d.all()
		at := slices.IndexFunc(all, func(object T) bool { return d.id(object) == id })
		if at < 0 {
			t.Fatalf("the cloud has no %s", id)
		}
		return all[at]
	}
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: d.config, Check: saveRowIDs(d.address, d.rows, &ids)},
			{
				PreConfig: func() {
					for name, id := range ids {
						want[name] = d.settings(object(id))
						if err := d.edit(id, d.rows[name].edit); err != nil {
							t.Error(err)
						}
						if d.rows[name].action == plancheck.ResourceActionNoop {
							want[name] = d.settings(object(id))
						}
					}
				},
				Config:           d.config,
				ConfigPlanChecks: plannedRows(d.address, d.rows, func(row drift[T]) plancheck.ResourceActionType { return row.action }),
				Check: func(s *terraform.State) error {
					now, err := rowIDs(s, d.address, d.rows)
					for name, id := range now {
						if diff := cmp.Diff(want[name], d.settings(object(id))); diff != "" {
							t.Errorf("%s: not repaired (-want +got):\n%s", name, diff)
						}
					}
					if n := len(d.all()); n != len(d.rows) {
						t.Errorf("the cloud has %d objects, want %d", n, len(d.rows))
					}
					return err
				},
			},
		},
		CheckDestroy: func(*terraform.State) error {
			if n := len(d.all()); n > 0 {
				return fmt.Errorf("%d objects are left behind", n)
			}
			return nil
		},
	})
}

// inPlace is a change of arguments, and the requests that it takes.
type inPlace struct {
	from, to string
	sent     []string // bodies
}

// changeInPlace applies from and then to. It checks that no object is replaced, and which bodies the requests of op have.
func changeInPlace(
	t *testing.T, cloud *acctest.Cloud, address, op string, rows map[string]inPlace, config func(argsOf func(inPlace) string) string,
	noneLeft resource.TestCheckFunc,
) {
	t.Helper()
	var before, after map[string]string
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config(func(row inPlace) string { return row.from }), Check: saveRowIDs(address, rows, &before)},
			{
				PreConfig:        cloud.ResetRequests,
				Config:           config(func(row inPlace) string { return row.to }),
				ConfigPlanChecks: allPlanned(address, rows, plancheck.ResourceActionUpdate),
				Check:            saveRowIDs(address, rows, &after),
			},
		},
		CheckDestroy: noneLeft,
	})
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("objects were replaced (-before +after):\n%s", diff)
	}
	want, got := map[string][]string{}, map[string][]string{}
	names := map[string]string{}
	for name, row := range rows {
		names[after[name]] = name
		if len(row.sent) > 0 {
			want[name] = row.sent
		}
	}
	for _, r := range cloud.Requests() {
		if r.Op == op {
			name := names[objectID.FindString(r.Path)]
			got[name] = append(got[name], r.Body)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("bodies of %s (-want +got):\n%s", op, diff)
	}
}

// objectID matches the id in the path of a request for an object.
var objectID = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
