package emulator_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestFaultTransport(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault    string
		services int
		partial  bool
	}{
		{"create-service reset-before", 0, false},
		{"create-service reset-after", 1, false},
		{"create-service cut", 1, true},
	} {
		t.Run(test.fault, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{Faults: []emulator.Fault{parseFault(t, test.fault)}})
			s := c.signIn(c.Owner())
			r, err := c.try(http.MethodPost, "/v1/"+s.account.ProjectID+"/vpc-endpoint-services", s.header(), serviceBody(t, nil))
			if err == nil {
				t.Fatalf("no error, response %+v", r)
			}
			if got := len(c.Services()); got != test.services {
				t.Errorf("%d services, want %d", got, test.services)
			}
			if !test.partial {
				return
			}
			if length, _ := strconv.Atoi(r.header.Get("Content-Length")); length/2 != len(r.body) {
				t.Errorf("received %d of %d bytes, want half", len(r.body), length)
			}
		})
	}
}

func TestFaultSlowEndsWithRequest(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Faults: []emulator.Fault{parseFault(t, "list-quotas slow delay=1h")}})
	s := c.signIn(c.Owner())
	ended := make(chan struct{})
	go func() {
		for tick := time.Tick(time.Millisecond); len(c.Requests()) < 2; {
			<-tick
		}
		for tick := time.Tick(time.Millisecond); ; { // the client repeats a request whose connection was reused
			c.server.CloseClientConnections()
			select {
			case <-ended:
				return
			case <-tick:
			}
		}
	}()
	if r, err := c.try(http.MethodGet, "/v1/"+s.account.ProjectID+"/quotas", s.header(), ""); err == nil {
		t.Fatalf("no error, response %+v", r)
	}
	close(ended)
	c.server.Close() // waits for handlers
	if got := c.Requests()[1]; got.Status != 0 || got.Fault != "slow" {
		t.Errorf("logged as %+v", got)
	}
}
