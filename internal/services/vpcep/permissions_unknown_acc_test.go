package vpcep_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const (
	// later is unknown at plan if laterConfig is given another value than before.
	later    = "terraform_data.later.output"
	accountC = "cccccccccccccccccccccccccccccccc"
)

func laterConfig(value string) string {
	return fmt.Sprintf("resource \"terraform_data\" \"later\" {\n  input = %s\n}\n", value)
}

func hclList(expressions ...string) string { return "[" + strings.Join(expressions, ", ") + "]" }

// Terraform plans again during apply, with the values that were unknown before, and fails if this takes back anything of
// the first plan.
func TestAccServicePermissionsUnknownAtPlan(t *testing.T) {
	t.Parallel()
	// What else is planned: arguments before and after, and text of the configuration that is replaced.
	also := map[string]struct {
		before, after string
		replace       []string
	}{
		"alone":                             {},
		"with another change":               {before: createFirst, after: createFirst + "\ndescription = \"changed\""},
		"replaced":                          {replace: []string{`"VM"`, `"LB"`}},
		"replaced by create_before_destroy": {createFirst, createFirst, []string{`"VM"`, `"LB"`, acctest.PortID, acctest.OtherPort}},
	}
	for name, test := range map[string]struct {
		before, after     string // the permissions
		laterWas, laterIs string // the value of later
		permitted         []string
	}{
		"whole set, another form": {
			before: later, after: later, laterWas: hclList(quoted(accountA)), laterIs: hclList(quoted(domain + accountA)),
			permitted: []string{domain + accountA},
		},
		"whole set, another account": {
			before: later, after: later, laterWas: hclList(quoted(accountA)), laterIs: hclList(quoted(domain + accountB)),
			permitted: []string{domain + accountB},
		},
		"only element, another form": {
			before: hclList(later), after: hclList(later), laterWas: quoted(domain + accountA), laterIs: quoted(accountA),
			permitted: []string{domain + accountA},
		},
		"one element, another form": {
			before: hclList(quoted(accountB), later), after: hclList(quoted(accountB), later),
			laterWas: quoted(domain + accountA), laterIs: quoted(accountA),
			permitted: []string{domain + accountA, domain + accountB},
		},
		"one element, another form of the known one": {
			before: hclList(quoted(accountB), quoted(accountA)), after: hclList(quoted(domain+accountB), later),
			laterWas: quoted("none"), laterIs: quoted(accountA),
			permitted: []string{domain + accountA, domain + accountB},
		},
		"one element, another form of both": {
			before: hclList(quoted(accountB), later), after: hclList(quoted(domain+accountB), later),
			laterWas: quoted(domain + accountA), laterIs: quoted(accountA),
			permitted: []string{domain + accountA, domain + accountB},
		},
		"one element, another account and another form of the known one": {
			before: hclList(quoted(accountB), later), after: hclList(quoted(domain+accountB), later),
			laterWas: quoted(accountA), laterIs: quoted(accountC),
			permitted: []string{domain + accountB, domain + accountC},
		},
		"nothing unknown, another form": {
			before: hclList(quoted(accountB), quoted(accountA)), after: hclList(quoted(domain+accountB), quoted(accountA)),
			laterWas: quoted("none"), laterIs: quoted("none"),
			permitted: []string{domain + accountA, domain + accountB},
		},
	} {
		for what, more := range also {
			if strings.Contains(what, "repl") && !strings.Contains(name, "of both") && !strings.Contains(name, "whole") {
				continue // a replacement has no prior state to take forms from
			}
			t.Run(name+", "+what, func(t *testing.T) {
				t.Parallel()
				cloud := acctest.New(t, emulator.Options{})
				config := func(value, entries, arguments string) string {
					return cloud.Provider() + laterConfig(value) + serviceConfig("permissions = "+entries, arguments)
				}
				w := acctest.NewWorkspace(t, config(test.laterWas, test.before, more.before))
				w.Must(t, "apply", "-auto-approve")
				w.Configure(t, strings.NewReplacer(more.replace...).Replace(config(test.laterIs, test.after, more.after)))
				w.Must(t, "apply", "-auto-approve")
				w.Must(t, "plan", "-detailed-exitcode")
				checkPermissions(t, cloud, onlyService(t, cloud).ID, test.permitted...)
			})
		}
	}
}

// A provider that is debugged serves the first and the second plan with one process, as this test does.
func TestAccServicePermissionsUnknownAtPlanInOneProcess(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	config := func(value, known string) string {
		return cloud.Provider() + laterConfig(quoted(value)) + serviceConfig("permissions = "+hclList(quoted(known), later))
	}
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config(domain+accountA, accountB)},
			{Config: config(accountA, domain+accountB), Check: permitted(t, cloud, domain+accountA, domain+accountB)},
			{Config: config(accountC, accountB), Check: permitted(t, cloud, domain+accountC, domain+accountB)},
			{
				Config:           cloud.Provider() + serviceConfig(permissions(accountC, domain+accountB)),
				ConfigPlanChecks: action(plancheck.ResourceActionNoop),
			},
		},
	})
}

func checkPermissions(t *testing.T, cloud *acctest.Cloud, serviceID string, want ...string) {
	t.Helper()
	got := slices.Sorted(slices.Values(cloud.Permissions(serviceID)))
	want = slices.Sorted(slices.Values(want))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("permitted (-want +got):\n%s", diff)
	}
}

// Without a refresh, another form cannot be told from a second plan. It is planned as a change, which requests nothing.
func TestAccServicePermissionsInAnotherFormWithoutRefresh(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(permissions(accountA, domain+accountB)))
	w.Must(t, "apply", "-auto-approve")
	w.Configure(t, cloud.Provider()+serviceConfig(permissions(domain+accountA, accountB)))
	w.Must(t, "plan", "-detailed-exitcode")
	cloud.ResetRequests()
	w.Must(t, "apply", "-auto-approve", "-refresh=false")
	if requests := ops(cloud); len(requests) > 0 {
		t.Errorf("requests: %s", requests)
	}
	w.Must(t, "plan", "-detailed-exitcode", "-refresh=false")
}
