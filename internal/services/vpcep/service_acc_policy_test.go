package vpcep_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// enable_policy is set after the create, changes in place and is kept when it is removed, whether or not the API returns it.
func TestAccServiceEnablePolicy(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]emulator.Options{
		"returned": {Delays: emulator.Delays{Update: time.Second}},
		"omitted":  {Omit: []string{"enable_policy"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, options)
			config := func(arguments ...string) string { return cloud.Provider() + serviceConfig(arguments...) }
			enabled := func(want bool) resource.TestCheckFunc {
				return func(*terraform.State) error {
					if s := onlyService(t, cloud); s.EnablePolicy != want {
						t.Errorf("enable_policy is %t, want %t", s.EnablePolicy, want)
					}
					return nil
				}
			}
			state := func(want any) []statecheck.StateCheck { return []statecheck.StateCheck{value("enable_policy", want)} }
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{Config: config(`enable_policy = true`), ConfigStateChecks: state(true), Check: enabled(true)},
					{
						Config: config(`enable_policy = false`), ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
						ConfigStateChecks: state(false), Check: enabled(false),
					},
					{
						Config: config(`enable_policy = true`), ConfigPlanChecks: action(plancheck.ResourceActionUpdate), Check: enabled(true),
					},
					{Config: config(), ConfigPlanChecks: action(plancheck.ResourceActionNoop), ConfigStateChecks: state(true), Check: enabled(true)},
					{
						ResourceName: service, ImportState: true, ImportStateVerify: true,
						ImportStateVerifyIgnore: append([]string{"permissions.#"}, options.Omit...),
					},
				},
				CheckDestroy: noServices(cloud),
			})
		})
	}
}

// Nothing is sent where it is not set.
func TestAccServiceEnablePolicyUnset(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options emulator.Options
		want    any
	}{
		"returned": {emulator.Options{}, false},
		"omitted":  {emulator.Options{Omit: []string{"enable_policy"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, test.options)
			cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
				{
					Config:            cloud.Provider() + serviceConfig(),
					ConfigStateChecks: []statecheck.StateCheck{value("enable_policy", test.want)},
					Check: func(*terraform.State) error {
						if n := cloud.Count("update-service"); n > 0 {
							t.Errorf("%d changes were sent", n)
						}
						return nil
					},
				},
			}})
		})
	}
}

// A service whose policy could not be enabled can be kept.
func TestAccServiceEnablePolicyRefused(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]emulator.Options{"returned": {}, "omitted": {Omit: []string{"enable_policy"}}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, options)
			cloud.AddFaults(t, "update-service EndPoint.0002 times=1")
			w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`enable_policy = true`, `permissions = ["*"]`))
			output, code := w.CLI(t, "apply", "-auto-approve")
			for _, want := range []string{"Change the service: ", "Code: EndPoint.0002", "terraform untaint ADDRESS", onlyService(t, cloud).ID} {
				if code == 0 || !strings.Contains(acctest.Unwrap(output), want) {
					t.Errorf("ended with %d, without %q:\n%s", code, want, output)
				}
			}
			before := onlyService(t, cloud).ID
			w.Must(t, "untaint", service)
			cloud.ResetRequests()
			w.Must(t, "apply", "-auto-approve")
			after := onlyService(t, cloud)
			if after.ID != before || !after.EnablePolicy || len(after.Permissions) != 1 {
				t.Errorf("the next apply left %+v", after)
			}
			w.Must(t, "plan", "-detailed-exitcode")
		})
	}
}

// A create that is interrupted before the second request is completed by the next apply, even though the API does not return
// the value.
func TestAccServiceEnablePolicyInterrupted(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ fault, at string }{
		"while it is created":    {"", "create-service"},
		"during the second call": {"update-service slow delay=1m", "update-service"},
	} {
		for _, refresh := range []string{"-refresh=true", "-refresh=false"} {
			t.Run(name+", "+refresh, func(t *testing.T) {
				t.Parallel()
				cloud := acctest.New(t, emulator.Options{Omit: []string{"enable_policy"}, Delays: emulator.Delays{Create: time.Second}})
				cloud.AddFaults(t, test.fault)
				w := acctest.NewProcessWorkspace(t, cloud.Provider()+serviceConfig(`enable_policy = true`))
				if output, code := interruptAt(t, w, cloud, test.at, 1, "apply", "-auto-approve"); code == 0 {
					t.Errorf("the interrupted apply reports success:\n%s", output)
				}
				cloud.ClearFaults()
				before := onlyService(t, cloud)
				if before.EnablePolicy {
					t.Fatal("the test came too late")
				}
				w.Must(t, "apply", "-auto-approve", refresh)
				if after := onlyService(t, cloud); after.ID != before.ID || !after.EnablePolicy {
					t.Errorf("the next apply left %+v", after)
				}
				w.Must(t, "plan", "-detailed-exitcode")
			})
		}
	}
}

func TestAccServiceEnablePolicyRequests(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`enable_policy = true`, `permissions = ["*"]`))
	w.Must(t, "apply", "-auto-approve")
	want := []string{
		"create-token", "list-services", "list-quotas", "create-token", "list-services", "list-quotas",
		"create-service", "show-service", "update-service",
		"change-permissions",
	}
	if diff := cmp.Diff(want, ops(cloud)); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	for _, r := range cloud.Requests() {
		if r.Op == "update-service" && r.Body != `{"enable_policy":true}` {
			t.Errorf("the second request is %s", r.Body)
		}
	}
}
