package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestFaultState(t *testing.T) {
	t.Parallel()
	delays := emulator.Delays{Create: time.Minute, Delete: time.Minute}
	t.Run("create fails", func(t *testing.T) {
		t.Parallel()
		c := newCloud(t, emulator.Options{Delays: delays, Faults: []emulator.Fault{
			parseFault(t, `create-service create-fails code=EndPoint.4010 message="no port left"`),
		}})
		s := c.signIn(c.Owner())
		id := s.createService(serviceBody(t, nil))
		c.clock.Advance(time.Minute)
		r := s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoint-services/"+id, "")
		if r.text("status") != "failed" || !strings.Contains(r.body, `"error":[{"error_code":"EndPoint.4010","error_message":"no port left"}]`) {
			t.Errorf("got %s", r.body)
		}
		s.createService(serviceBody(t, nil)) // failed services do not use their ports
	})
	for fault, want := range map[string]string{"delete-fails": "failed", "delete-comes-back": "available"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{Delays: delays, Faults: []emulator.Fault{parseFault(t, "delete-service "+fault+" times=1")}})
			s := c.signIn(c.Owner())
			path := "/vpc-endpoint-services/" + c.AddService(emulator.Service{})
			s.want(http.StatusOK, "", http.MethodDelete, path, "")
			if got := s.call(http.MethodGet, path, "").text("status"); got != "deleting" {
				t.Errorf("status %q, want deleting", got)
			}
			c.clock.Advance(time.Minute)
			if got := s.call(http.MethodGet, path, "").text("status"); got != want {
				t.Errorf("status %q, want %q", got, want)
			}
		})
	}
	t.Run("late", func(t *testing.T) {
		t.Parallel()
		c := newCloud(t, emulator.Options{Faults: []emulator.Fault{parseFault(t, "create-service late delay=10s")}})
		s := c.signIn(c.Owner())
		s.want(http.StatusGatewayTimeout, "EndPoint.0013", http.MethodPost, "/vpc-endpoint-services", serviceBody(t, nil))
		for _, want := range []float64{0, 1} {
			if r := s.call(http.MethodGet, "/vpc-endpoint-services", ""); r.json["total_count"] != want {
				t.Errorf("the list contains %v services, want %v", r.json["total_count"], want)
			}
			c.clock.Advance(10 * time.Second)
		}
	})
}
