package emulator_test

import (
	"net/http"
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
