package vpcep_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const (
	accountA = "6e9dfd51d1124e8d8498dce894923a0d"
	accountB = "5fc973eea581490997e82ea11a1d0101"
	everyone = "*"
	domain   = "iam:domain::"
)

// accounts are the permissions of n accounts, in the API's form.
func accounts(n int) []string {
	entries := make([]string, n)
	for i := range entries {
		entries[i] = fmt.Sprintf("%s%032x", domain, i)
	}
	return entries
}

// permissions is the argument of a service.
func permissions(entries ...string) string {
	quoted := make([]string, len(entries))
	for i, entry := range entries {
		quoted[i] = fmt.Sprintf("%q", entry)
	}
	return "permissions = [" + strings.Join(quoted, ", ") + "]"
}

// permitted checks who is permitted in the cloud.
func permitted(t *testing.T, cloud *acctest.Cloud, want ...string) resource.TestCheckFunc {
	t.Helper()
	return func(*terraform.State) error {
		got := []string{}
		for _, p := range onlyService(t, cloud).Permissions {
			got = append(got, p.Permission)
		}
		slices.Sort(got)
		want = append([]string{}, want...)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			return fmt.Errorf("permitted (-want +got):\n%s", diff)
		}
		return nil
	}
}

func permissionsAre(want ...string) statecheck.StateCheck {
	checks := make([]knownvalue.Check, len(want))
	for i, entry := range want {
		checks[i] = knownvalue.StringExact(entry)
	}
	return value("permissions", knownvalue.SetExact(checks))
}

// setPermissions permits others than the configuration says.
func setPermissions(t *testing.T, cloud *acctest.Cloud, entries ...string) func() {
	t.Helper()
	return func() {
		if err := cloud.SetPermissions(onlyService(t, cloud).ID, entries...); err != nil {
			t.Error(err)
		}
	}
}

func noPlan() resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
}

func TestAccServicePermissions(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	config := func(more ...string) string { return cloud.Provider() + serviceConfig(more...) }
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{ // Each is read back in the form it is written in.
				Config:            config(permissions(accountA, domain+accountB)),
				ConfigStateChecks: []statecheck.StateCheck{permissionsAre(accountA, domain+accountB)},
				Check:             permitted(t, cloud, domain+accountA, domain+accountB),
			},
			{Config: config(permissions(domain+accountB, accountA)), PlanOnly: true},
			{Config: config(permissions(accountB, domain+accountA)), PlanOnly: true},
			{
				ResourceName: service, ImportState: true, ImportStateCheck: func(states []*terraform.InstanceState) error {
					if n := states[0].Attributes["permissions.#"]; n != "2" {
						return fmt.Errorf("%s permissions were imported, want 2", n)
					}
					return nil
				},
			},
			{
				Config:            config(permissions(everyone)),
				ConfigPlanChecks:  action(plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{permissionsAre(everyone)},
				Check:             permitted(t, cloud, everyone),
			},
			{ // Somebody else permits and revokes.
				PreConfig:        setPermissions(t, cloud, domain+accountA),
				Config:           config(permissions(everyone)),
				ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
				Check:            permitted(t, cloud, everyone),
			},
			{
				Config:            config("permissions = []"),
				ConfigStateChecks: []statecheck.StateCheck{permissionsAre()},
				Check:             permitted(t, cloud),
			},
			{
				PreConfig:        setPermissions(t, cloud, domain+accountA),
				Config:           config("permissions = []"),
				ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
				Check:            permitted(t, cloud),
			},
			{Config: config(permissions(accountA)), Check: permitted(t, cloud, domain+accountA)},
			{ // Not managed any more: whoever is permitted stays permitted.
				Config:            config(),
				ConfigPlanChecks:  action(plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{value("permissions", nil)},
				Check:             permitted(t, cloud, domain+accountA),
			},
			{
				PreConfig: func() {
					setPermissions(t, cloud, domain+accountB)()
					cloud.ResetRequests()
				},
				Config: config(), ConfigPlanChecks: noPlan(),
				Check: func(*terraform.State) error {
					if n := cloud.Count("list-permissions", "change-permissions"); n > 0 {
						return fmt.Errorf("%d requests for permissions that are not managed", n)
					}
					return nil
				},
			},
			{ // Managed again: what is there is revoked, though no state knows it.
				Config:            config(permissions(accountA)),
				ConfigStateChecks: []statecheck.StateCheck{permissionsAre(accountA)},
				Check:             permitted(t, cloud, domain+accountA),
			},
			{ // With another change, all in one apply.
				Config:            config(permissions(accountB), `service_name = "web"`, `tags = { a = "b" }`),
				ConfigStateChecks: []statecheck.StateCheck{permissionsAre(accountB), value("service_name", "web")},
				Check:             permitted(t, cloud, domain+accountB),
			},
		},
		CheckDestroy: noServices(cloud),
	})
}

// More than a page, and more than a batch.
func TestAccServiceManyPermissions(t *testing.T) {
	t.Parallel()
	for _, n := range []int{15, 600} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{PermissionBatch: 30})
			config := cloud.Provider() + serviceConfig(permissions(accounts(n)...))
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{Config: config, Check: permitted(t, cloud, accounts(n)...)},
					{ResourceName: service, ImportState: true, ImportStateVerify: true},
					{
						PreConfig:        func() { cloud.ResetRequests() },
						Config:           cloud.Provider() + serviceConfig(permissions(accounts(n-1)...)),
						ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
						Check: resource.ComposeTestCheckFunc(permitted(t, cloud, accounts(n-1)...), func(*terraform.State) error {
							if calls := cloud.Count("change-permissions"); calls != 1 {
								return fmt.Errorf("%d calls change one permission", calls)
							}
							return nil
						}),
					},
				},
				CheckDestroy: noServices(cloud),
			})
		})
	}
}

// An import into a configuration plans nothing, whether or not that manages the permissions, and in whatever form.
func TestAccServicePermissionsImported(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		has  []string
		args string
	}{
		"managed":         {[]string{domain + accountA, everyone}, permissions(accountA, everyone)},
		"not managed":     {[]string{domain + accountA}, ""},
		"none":            {nil, "permissions = []"},
		"none, unmanaged": {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			entries := []emulator.Permission{}
			for _, entry := range test.has {
				entries = append(entries, emulator.Permission{Permission: entry})
			}
			id := cloud.AddService(emulator.Service{
				PortID: acctest.PortID, VPCID: acctest.VPCID, ServerType: "VM", ApprovalEnabled: true,
				Ports: []emulator.Port{{ClientPort: 8080, ServerPort: 80, Protocol: "TCP"}}, Permissions: entries,
			})
			config := cloud.Provider() + serviceConfig(test.args)
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{
						Config:           config + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", service, id),
						ConfigPlanChecks: action(plancheck.ResourceActionNoop),
					},
					{Config: config, ConfigPlanChecks: noPlan(), Check: permitted(t, cloud, test.has...)},
				},
				CheckDestroy: noServices(cloud),
			})
		})
	}
}

// A refused permission after the create: what passes is tried again; what lasts leaves a service that can be kept.
func TestAccServicePermissionsUnderFaults(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]string{
		"busy":            "change-permissions EndPoint.3045 times=3",
		"not allowed yet": "change-permissions EndPoint.0004 times=3",
		"outage":          "change-permissions 503 times=2",
		"answer lost":     "change-permissions reset-after times=1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Create: time.Second}})
			cloud.AddFaults(t, fault)
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{Config: cloud.Provider() + serviceConfig(permissions(accountA)), Check: permitted(t, cloud, domain+accountA)},
				},
				CheckDestroy: noServices(cloud),
			})
		})
	}
	t.Run("lasting", func(t *testing.T) {
		t.Parallel()
		cloud := acctest.New(t, emulator.Options{})
		cloud.AddFaults(t, "change-permissions EndPoint.3049 skip=1")
		w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(permissions(accounts(70)...)))
		output, code := w.CLI(t, "apply", "-auto-approve")
		if code == 0 {
			t.Fatalf("the apply succeeded:\n%s", output)
		}
		id := onlyService(t, cloud).ID
		for _, want := range []string{
			"50 of 70 permissions were added", "EndPoint.3049", "The list of permissions is full",
			"The service itself is available and in the state, under its id " + id, "terraform untaint ADDRESS",
		} {
			if !strings.Contains(strings.ReplaceAll(acctest.Unwrap(output), "│ ", ""), want) {
				t.Errorf("%q is not said in:\n%s", want, output)
			}
		}
		if state := w.State(t); len(state) != 1 || state[0].Status != "tainted" || state[0].Values["id"] != id {
			t.Errorf("in the state: %+v", state)
		}
		cloud.ClearFaults()
		w.Must(t, "untaint", service)
		cloud.ResetRequests()
		w.Must(t, "apply", "-auto-approve")
		if n := cloud.Count("create-service", "delete-service"); n > 0 || len(onlyService(t, cloud).Permissions) != 70 {
			t.Errorf("%d services created or deleted, %d permitted", n, len(onlyService(t, cloud).Permissions))
		}
	})
}

// Some clouds list the owner's account among the permissions. It may connect in any case, so it is neither drift nor
// revoked, unless it is configured.
func TestAccServicePermissionsOwnerListed(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{OwnerListed: true})
	owner := cloud.Owner().DomainID
	config := func(more ...string) string { return cloud.Provider() + serviceConfig(more...) }
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config(permissions(accountA)), ConfigStateChecks: []statecheck.StateCheck{permissionsAre(accountA)}},
			{
				ResourceName: service, ImportState: true, ImportStateCheck: func(states []*terraform.InstanceState) error {
					if n := states[0].Attributes["permissions.#"]; n != "1" {
						return fmt.Errorf("%s permissions were imported, want 1", n)
					}
					return nil
				},
			},
			{ // Another account is drift.
				PreConfig:        setPermissions(t, cloud, domain+accountA, domain+accountB),
				Config:           config(permissions(accountA)),
				ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
				Check:            permitted(t, cloud, domain+accountA),
			},
			{Config: config("permissions = []"), ConfigStateChecks: []statecheck.StateCheck{permissionsAre()}},
			{Config: config()},
			{ // Managed again: what is listed is revoked, but not the owner.
				PreConfig: func() {
					setPermissions(t, cloud, domain+accountB)()
					cloud.ResetRequests()
				},
				Config: config(permissions(accountA)),
				Check: resource.ComposeTestCheckFunc(permitted(t, cloud, domain+accountA), func(*terraform.State) error {
					for _, r := range cloud.Requests() {
						if strings.Contains(r.Body, owner) && r.Op == "change-permissions" {
							return fmt.Errorf("sent %s", r.Body)
						}
					}
					return nil
				}),
			},
			{Config: config(permissions(accountA, owner)), ConfigStateChecks: []statecheck.StateCheck{permissionsAre(accountA, owner)}},
			{Config: config(permissions(domain+owner, accountA)), PlanOnly: true},
			{Config: config(permissions(accountA)), ConfigStateChecks: []statecheck.StateCheck{permissionsAre(accountA)}},
		},
		CheckDestroy: noServices(cloud),
	})
}

// A configured permission of the owner is one like any other where the cloud does not list it by itself.
func TestAccServicePermissionsOwnerConfigured(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	owner := cloud.Owner().DomainID
	config := func(more ...string) string { return cloud.Provider() + serviceConfig(more...) }
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config(permissions(owner)), Check: permitted(t, cloud, domain+owner)},
			{
				PreConfig: setPermissions(t, cloud), Config: config(permissions(owner)),
				ConfigPlanChecks: action(plancheck.ResourceActionUpdate), Check: permitted(t, cloud, domain+owner),
			},
			{Config: config("permissions = []"), Check: permitted(t, cloud)},
		},
	})
}

// The owner is looked up only for entries that are not configured, and once for all services. Where the cloud does not
// tell it, entries that are not configured are drift, whosever they are.
func TestAccServicePermissionsOwnerLookup(t *testing.T) {
	t.Parallel()
	const many = 3
	for name, test := range map[string]struct {
		options emulator.Options
		fault   string
		lookups int
		code    int // of the plan
	}{
		"not listed":         {},
		"listed":             {options: emulator.Options{OwnerListed: true}}, // the list of the refresh says it
		"not allowed to see": {options: emulator.Options{OwnerListed: true}, fault: "list-services EndPoint.0004", lookups: many, code: 2},
		"not told":           {options: emulator.Options{OwnerListed: true, Omit: []string{"domain_id"}}, code: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, test.options)
			arguments := strings.NewReplacer("8080", "8080 + count.index", "80 }", "80 + count.index }").Replace(
				serviceConfig(fmt.Sprintf("count = %d", many), permissions(accountA)))
			w := acctest.NewWorkspace(t, cloud.Provider()+arguments)
			w.Must(t, "apply", "-auto-approve")
			cloud.AddFaults(t, test.fault)
			cloud.ResetRequests()
			if output, code := w.CLI(t, "plan", "-detailed-exitcode"); code != test.code {
				t.Errorf("the plan ended with %d, want %d:\n%s", code, test.code, output)
			}
			lookups := slices.DeleteFunc(cloud.Requests(), func(r emulator.Request) bool {
				return r.Op != emulator.OpListServices || !strings.Contains(r.Query, "id=")
			})
			if n := len(lookups); n != test.lookups {
				t.Errorf("%d lookups of the owner, want %d", n, test.lookups)
			}
		})
	}
}
