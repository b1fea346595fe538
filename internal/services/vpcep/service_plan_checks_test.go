package vpcep

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

func TestPlanChecks(t *testing.T) {
	t.Parallel()
	service := func(id, portID, name string, port int64, changed bool) *servicePlan {
		return &servicePlan{
			id: id, changed: changed, portID: types.StringValue(portID), name: types.StringValue(name),
			vpcID: types.StringValue("v"), serverType: types.StringValue("VM"), ports: []vpcep.Port{{ClientPort: port, ServerPort: port}},
		}
	}
	unnamed := service("", "P", "", 80, true)
	unnamed.name = types.StringUnknown()
	elsewhere := service("", "p", "a", 80, true)
	elsewhere.vpcID = types.StringValue("w")
	unknown := service("", "p", "b", 80, true)
	unknown.portID = types.StringUnknown()
	for name, test := range map[string]struct {
		plans []*servicePlan
		want  int // conflicts of the last one
	}{
		"two new ones":                  {[]*servicePlan{service("", "p", "a", 80, true), service("", "p", "a", 80, true)}, 1},
		"another case":                  {[]*servicePlan{service("", "p", "a", 80, true), service("", "P", "b", 80, true)}, 1},
		"other ports":                   {[]*servicePlan{service("", "p", "a", 80, true), service("", "p", "b", 81, true)}, 0},
		"another port_id":               {[]*servicePlan{service("", "p", "a", 80, true), service("", "q", "b", 80, true)}, 0},
		"an unknown port_id":            {[]*servicePlan{service("", "p", "a", 80, true), unknown}, 0},
		"two unchanged ones":            {[]*servicePlan{service("1", "p", "a", 80, false), service("2", "p", "b", 80, false)}, 0},
		"a changed one":                 {[]*servicePlan{service("1", "p", "a", 80, false), service("2", "p", "b", 80, true)}, 1},
		"before the kept one":           {[]*servicePlan{service("", "p", "b", 80, true), service("1", "p", "a", 80, false)}, 1},
		"a deleted one":                 {[]*servicePlan{{id: "1", gone: true}, service("", "p", "b", 80, true)}, 0},
		"planned again":                 {[]*servicePlan{service("a", "p", "a", 80, true), service("A", "p", "a", 80, true)}, 0},
		"kept and then deleted":         {[]*servicePlan{service("1", "p", "a", 80, false), {id: "1", gone: true}, service("", "p", "b", 80, true)}, 0},
		"perhaps the replacement":       {[]*servicePlan{service("1", "p", "a", 80, false), service("", "p", "a", 80, true)}, 0},
		"perhaps, with an unknown name": {[]*servicePlan{service("1", "p", "a", 80, false), unnamed}, 0},
		"in another VPC":                {[]*servicePlan{service("1", "p", "a", 80, false), elsewhere}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checks := newPlanChecks(otc.NewClient(nil, nil, otc.ClientOptions{}))
			var got []*servicePlan
			for _, s := range test.plans {
				got = checks.add(s)
			}
			if len(got) != test.want {
				t.Errorf("%d conflicts, want %d", len(got), test.want)
			}
		})
	}
}

func TestPlanChecksOfTheCloud(t *testing.T) {
	t.Parallel()
	portID := "p"
	for name, test := range map[string]struct {
		status  string
		before  func(c *planChecks)
		during  func(c *planChecks) // while the look waits
		err     error
		want, n int
	}{
		"a stranger's":      {status: vpcep.StatusAvailable, want: 1, n: 1},
		"being created":     {status: vpcep.StatusCreating, want: 1, n: 1},
		"failed":            {status: vpcep.StatusFailed, n: 1},
		"being deleted":     {status: vpcep.StatusDeleting, n: 1},
		"planned next":      {status: vpcep.StatusAvailable, before: func(c *planChecks) { c.reads("other") }, n: 1},
		"planned to delete": {status: vpcep.StatusAvailable, before: func(c *planChecks) { c.add(&servicePlan{id: "other", gone: true}) }, n: 1},
		"planned meanwhile": {status: vpcep.StatusAvailable, during: func(c *planChecks) { c.add(&servicePlan{id: "other", gone: true}) }, n: 1},
		"no list":           {status: vpcep.StatusAvailable, err: errors.New("bad gateway"), n: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				checks, lists := newPlanChecks(otc.NewClient(nil, nil, otc.ClientOptions{})), 0
				list := func(context.Context) ([]vpcep.Service, error) {
					lists++
					ports := []vpcep.Port{{ClientPort: 80, ServerPort: 8080}}
					return []vpcep.Service{{ID: "OTHER", PortID: &portID, Ports: &ports, Status: test.status}}, test.err
				}
				if test.before != nil {
					test.before(checks)
				}
				if test.during != nil {
					time.AfterFunc(planSettles/2, func() { test.during(checks) })
				}
				found := 0
				for range 3 { // services, of which the last two have other ports
					s := &servicePlan{changed: true, portID: types.StringValue("P"), ports: []vpcep.Port{{ClientPort: 80, ServerPort: 1}}}
					if lists > 0 {
						s.ports[0].ClientPort = 81
					}
					checks.add(s)
					found += len(checks.look(t.Context(), list))
				}
				if found != test.want || lists != test.n {
					t.Errorf("%d services are reported after %d lists, want %d after %d", found, lists, test.want, test.n)
				}
			})
		})
	}
}
