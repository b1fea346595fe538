package vpcep_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// A plan reports ports that other services have. It lists services at most once.
func TestAccPlanPortConflicts(t *testing.T) {
	t.Parallel()
	const (
		twice = "Two planned services have the same port"
		inUse = "A planned port is in use"
		web   = 8080
		free  = 9000
		taken = 7000 // by a service that Terraform does not manage
	)
	service := func(name string, port int, more ...string) string {
		return strings.Replace(serviceWith(arguments{
			"ports": fmt.Sprintf("[{ client_port = %d, server_port = %d }]", port, port), "service_name": quoted(name),
		}, more...), `"test"`, quoted(name), 1)
	}
	changed := strings.Replace(service("web", web), acctest.VPCID, otherVPC, 1)
	for name, test := range map[string]struct {
		before, after string
		args          []string
		says          []string // nothing if it is nil
		fails         bool
		lists         int // -1 if that depends on the order in which Terraform plans
	}{
		"a stranger's":          {service("web", web), service("web", web) + service("new", taken), nil, []string{inUse, "(stranger)", "(new)"}, false, 1},
		"a stranger's, changed": {service("web", web), service("web", taken), nil, []string{inUse, "(stranger)", "(web)"}, false, 1},
		"a stranger's, not refreshed": {
			service("web", web), service("web", web) + service("new", taken), []string{"-refresh=false"},
			[]string{inUse, "(stranger)", "(new)"}, false, 1,
		},
		"only new ones": {"", service("new", taken), nil, []string{inUse, "(stranger)", "(new)"}, false, 1},
		"two new ones":  {"", service("a", web) + service("b", web), nil, []string{twice, "(a)", "(b)"}, true, -1},
		"a kept one":    {service("web", web), service("web", web) + service("new", web), nil, []string{twice, "(web)", "(new)"}, true, 1},
		"a changed one": {
			service("web", free), service("web", web) + service("new", web), nil, []string{twice, "(web)", "(new)"}, true, 1,
		},
		"a deleted one":        {service("web", web), service("new", web), nil, nil, false, -1},
		"one that gives it up": {service("web", web), service("web", free) + service("new", web), nil, nil, false, 1},
		"a replaced one":       {service("web", web), changed, nil, nil, false, 1},
		"itself, forced":       {service("web", web), service("web", web), []string{"-replace=opentelekomcloud_vpcep_service.web"}, nil, false, 1},
		"itself, forced, created first": {
			service("web", web), service("web", web, "lifecycle {\n create_before_destroy = true\n }"),
			[]string{"-replace=opentelekomcloud_vpcep_service.web"}, nil, false, 1,
		},
		"unchanged": {service("web", web), service("web", web), nil, nil, false, 0},
		"unknown ports": {
			service("web", web), service("web", web) + "resource \"terraform_data\" \"port\" {\n input = 8080\n}\n" +
				strings.ReplaceAll(service("new", web), "= 8080", "= terraform_data.port.output"), nil, nil, false, 0,
		},
		"an unknown port_id": {
			service("web", web), service("web", web) + "resource \"terraform_data\" \"port\" {\n input = 8080\n}\n" +
				strings.Replace(service("new", web), quoted(acctest.PortID), "terraform_data.port.id", 1), nil, nil, false, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			w := acctest.NewWorkspace(t, cloud.Provider()+test.before)
			w.Must(t, "apply", "-auto-approve")
			cloud.AddService(emulator.Service{
				Name: "stranger", PortID: acctest.PortID, VPCID: acctest.VPCID, Ports: []emulator.Port{{ClientPort: taken, ServerPort: 70, Protocol: "TCP"}},
			})
			w.Configure(t, cloud.Provider()+test.after)
			cloud.ResetRequests()
			plan, code := w.CLI(t, append([]string{"plan"}, test.args...)...)
			if fails := code != 0; fails != test.fails {
				t.Errorf("the plan ended with %d:\n%s", code, plan)
			}
			if mustSay(t, plan, test.says...); test.says == nil {
				mustNotSay(t, plan, twice, inUse)
			}
			if n := cloud.Count(emulator.OpListServices); test.lists >= 0 && n != test.lists {
				t.Errorf("%d lists, want %d", n, test.lists)
			}
			// Without the checks the plan says nothing, and lists nothing for them.
			w.Configure(t, cloud.Provider("plan_checks = false")+test.after)
			cloud.ResetRequests()
			mustNotSay(t, w.Must(t, append([]string{"plan"}, test.args...)...), twice, inUse)
			if n := cloud.Count(emulator.OpListServices); n != 0 {
				t.Errorf("%d lists without checks", n)
			}
		})
	}
}

// The conflict that a plan warned of is the API's error in the apply.
func TestAccPlanPortConflictApplied(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	w := acctest.NewWorkspace(t, several(cloud, 3))
	w.Must(t, "apply", "-auto-approve")
	cloud.AddService(emulator.Service{
		PortID: acctest.PortID, VPCID: acctest.VPCID, Ports: []emulator.Port{{ClientPort: 1003, ServerPort: 70, Protocol: "TCP"}},
	})
	w.Configure(t, several(cloud, 4))
	cloud.ResetRequests()
	// The refresh of three has a list at hand, unless the new service is planned before.
	mustSay(t, w.Must(t, "plan", "-out=plan"), "A planned port is in use")
	if n := cloud.Count(emulator.OpListServices); n > 2 {
		t.Errorf("%d lists", n)
	}
	output := mustFail(t, w, "apply", "plan")
	mustSay(t, output, "EndPoint.3044")
}

// A list that fails is tried once, and leaves the plan as it is.
func TestAccPlanChecksWithoutList(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"list-services 403", "list-services 502", "list-services 429"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			w := acctest.NewWorkspace(t, several(cloud, 1))
			w.Must(t, "apply", "-auto-approve")
			cloud.AddFaults(t, fault)
			w.Configure(t, several(cloud, 5))
			cloud.ResetRequests()
			output := w.Must(t, "plan")
			mustSay(t, output, "4 to add")
			mustNotSay(t, output, "A planned port", "could not be listed")
			if n := cloud.Count(emulator.OpListServices); n != 1 {
				t.Errorf("%d lists, want one", n)
			}
		})
	}
}
