package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestFaultLimits(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Faults: []emulator.Fault{parseFault(t, "list-quotas 503 skip=1 times=2 name=outage")}})
	s := c.signIn(c.Owner())
	for i, want := range []int{200, 503, 503, 200} {
		if got := s.call(http.MethodGet, "/quotas", "").status; got != want {
			t.Errorf("call %d: %d, want %d", i, got, want)
		}
	}
	if got := c.FaultsFired("outage"); got != 2 {
		t.Errorf("FaultsFired: %d", got)
	}
	if got := c.Requests()[2].Fault; got != "outage" {
		t.Errorf("fault %q in the log", got)
	}
	c.ClearFaults()
	c.AddFault(parseFault(t, "vpcep 503 probability=0.5"))
	failed := 0
	for range 200 {
		if s.call(http.MethodGet, "/quotas", "").status == http.StatusServiceUnavailable {
			failed++
		}
	}
	if failed < 60 || failed > 140 {
		t.Errorf("%d of 200 calls failed with probability 0.5", failed)
	}
}

func TestFaultPageLimit(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Faults: []emulator.Fault{parseFault(t, "show-service 404-page times=1")}})
	s := c.signIn(c.Owner())
	path := "/v1/" + s.account.ProjectID + "/vpc-endpoint-services/" + c.AddService(emulator.Service{})
	for _, want := range []int{http.StatusNotFound, http.StatusOK} {
		if r, err := c.try(http.MethodGet, path, s.header(), ""); err != nil || r.status != want {
			t.Errorf("got %+v, %v, want %d", r, err, want)
		}
	}
	if got := c.Requests()[1]; got.Status != http.StatusNotFound || got.Fault != "page" {
		t.Errorf("logged as %+v", got)
	}
}

func TestAddFaultPanics(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		fault emulator.Fault
		want  string // in the message; "" if valid
	}{
		{"operation", emulator.Fault{Kind: emulator.FaultEmpty, Target: emulator.OpCreateService}, ""},
		{"API", emulator.Fault{Kind: emulator.FaultEmpty, Target: "vpcep"}, ""},
		{"any target", emulator.Fault{Kind: emulator.FaultEmpty, Target: "*"}, ""},
		{"no target", emulator.Fault{Kind: emulator.FaultEmpty}, ""},
		{"path", emulator.Fault{Kind: emulator.FaultEmpty, Target: "/vpc-endpoint-services/*/permissions"}, ""},
		{"path with an ID", emulator.Fault{Kind: emulator.FaultEmpty, Target: "/vpc-endpoints/a"}, ""},
		{"rest of a path", emulator.Fault{Kind: emulator.FaultEmpty, Target: "/vpc-endpoint-services/**"}, ""},
		{"root", emulator.Fault{Kind: emulator.FaultEmpty, Target: "/"}, ""},
		{"path of IAM", emulator.Fault{Kind: emulator.FaultEmpty, Target: "/v3/auth/*"}, ""},
		{"unknown operation", emulator.Fault{Kind: emulator.FaultEmpty, Target: "create-services"}, `target "create-services"`},
		{"unknown API", emulator.Fault{Kind: emulator.FaultEmpty, Target: "versions"}, `target "versions"`},
		{"unknown path", emulator.Fault{Kind: emulator.FaultEmpty, Target: "/vpc-endpoint-service"}, "matches no operation"},
		{"unknown path below a known one", emulator.Fault{Kind: emulator.FaultEmpty, Target: "/quotas/a/b/c/d"}, "matches no operation"},
		{"path with version", emulator.Fault{Kind: emulator.FaultEmpty, Target: "/v1/*/quotas"}, "matches no operation"},
		{"unknown method", emulator.Fault{Kind: emulator.FaultEmpty, Method: "get"}, `method "get"`},
		{"unknown account", emulator.Fault{Kind: emulator.FaultEmpty, Account: "me"}, `account "me"`},
		{"unknown kind", emulator.Fault{Kind: "explode"}, `kind "explode"`},
		{"no kind", emulator.Fault{Target: emulator.OpCreateService}, `kind ""`},
		{"no delay", emulator.Fault{Kind: emulator.FaultSlow}, "requires a delay"},
		{"no status", emulator.Fault{Kind: emulator.FaultAnswer}, "requires a status or a code"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := emulator.New(emulator.Options{})
			for name, add := range map[string]func(){
				"AddFault": func() { c.AddFault(test.fault) },
				"New":      func() { emulator.New(emulator.Options{Faults: []emulator.Fault{test.fault}}) },
			} {
				message := panicMessage(add)
				if (message == "") != (test.want == "") || !strings.Contains(message, test.want) {
					t.Errorf("%s: got panic %q, want %q", name, message, test.want)
				}
			}
		})
	}
}

func TestFaultsFiredUnknownName(t *testing.T) {
	t.Parallel()
	c := emulator.New(emulator.Options{Faults: []emulator.Fault{{Name: "outage", Kind: emulator.FaultEmpty}}})
	if message := panicMessage(func() { c.FaultsFired("outages") }); !strings.Contains(message, `"outages"`) {
		t.Errorf("got panic %q", message)
	}
	if got := c.FaultsFired("outage"); got != 0 {
		t.Errorf("FaultsFired returns %d, want 0", got)
	}
}
