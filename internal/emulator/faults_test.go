package emulator_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func parseFault(t *testing.T, text string) emulator.Fault {
	t.Helper()
	f, err := emulator.ParseFault(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFaultAnswers has a create hit by each fault that lets an answer through.
func TestFaultAnswers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fault    string
		status   int
		want     string // in the body
		header   string // Name: value
		services int    // left behind
	}{
		{"create-service 502", http.StatusBadGateway, "<html>", "Content-Type: text/html", 0},
		{"POST /vpc-endpoint-services 502-after", http.StatusBadGateway, "<html>", "", 1},
		{"* 503", http.StatusServiceUnavailable, "503 Service Unavailable", "Content-Type: text/plain", 0},
		{"vpcep 504-after", http.StatusGatewayTimeout, "EndPoint.0013", "", 1},
		{"vpcep 500", http.StatusInternalServerError, "EndPoint.0001", "", 0},
		{"vpcep 429 retry-after=3", http.StatusTooManyRequests, "APIGW.0308", "Retry-After: 3", 0},
		{"vpcep 429 retry-after-date=3s", http.StatusTooManyRequests, "", "Retry-After: Tue, 02 Jan 2024 03:04:08 GMT", 0},
		{"vpcep EndPoint.0022", http.StatusBadRequest, `"error_code":"EndPoint.0022"`, "", 0},
		{"vpcep APIGW.0308", http.StatusTooManyRequests, `"request_id":`, "", 0},
		{`vpcep 409 body="{ \"a\" }"`, http.StatusConflict, "{ \\a\\ }", "", 0},
		{`vpcep 400 code=EndPoint.3042 message="not this VPC"`, http.StatusBadRequest, `{"error_code":"EndPoint.3042","error_msg":"not this VPC"}`, "", 0},
		{"vpcep error-in-200", http.StatusOK, `"error_code":"EndPoint.0001"`, "", 0},
		{"vpcep wrong-types", http.StatusOK, `"id":42`, "", 1},
		{"vpcep huge size=1000000", http.StatusOK, strings.Repeat("a", 999_991), "", 1},
		{"vpcep late delay=1m", http.StatusGatewayTimeout, "EndPoint.0013", "", 1},
		{"vpcep expire-token", http.StatusUnauthorized, "APIGW.0301", "", 0},
		{"vpcep slow delay=1ms header=X-Slow:yes", http.StatusOK, `"status":"creating"`, "X-Slow: yes", 1},
		{"vpcep slow-after delay=1ms", http.StatusOK, `"status":"creating"`, "", 1},
		{"vpcep 500 account=consumer", http.StatusOK, "", "", 1},
		{"iam 500", http.StatusOK, "", "", 1},
		{"PUT * 500", http.StatusOK, "", "", 1},
		{"/vpc-endpoint-services/* 500", http.StatusOK, "", "", 1},
		{"/** 500", http.StatusInternalServerError, "", "", 0},
	}
	for _, test := range tests {
		t.Run(test.fault, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{})
			s := c.signIn(c.Owner())
			c.AddFault(parseFault(t, test.fault))
			r := s.call(http.MethodPost, "/vpc-endpoint-services", serviceBody(t, nil))
			if r.status != test.status || !strings.Contains(r.body, test.want) {
				t.Errorf("got %d %.200s, want %d and %.200s", r.status, r.body, test.status, test.want)
			}
			if name, value, found := strings.Cut(test.header, ": "); found && r.header.Get(name) != value {
				t.Errorf("%s is %q, want %q", name, r.header.Get(name), value)
			}
			if got := len(c.Services()); got != test.services {
				t.Errorf("%d services are left, want %d", got, test.services)
			}
		})
	}
}

func TestFaultBreaksTheConnection(t *testing.T) {
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
				t.Fatalf("answered: %+v", r)
			}
			if got := len(c.Services()); got != test.services {
				t.Errorf("%d services are left, want %d", got, test.services)
			}
			if !test.partial {
				return
			}
			if length, _ := strconv.Atoi(r.header.Get("Content-Length")); length/2 != len(r.body) {
				t.Errorf("%d of %d bytes arrived", len(r.body), length)
			}
		})
	}
}

func TestFaultTallies(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Faults: []emulator.Fault{parseFault(t, "list-quotas 503 skip=1 times=2 name=outage")}})
	s := c.signIn(c.Owner())
	for i, want := range []int{200, 503, 503, 200} {
		if got := s.call(http.MethodGet, "/quotas", "").status; got != want {
			t.Errorf("call %d: %d, want %d", i, got, want)
		}
	}
	if got := c.FaultsFired("outage"); got != 2 {
		t.Errorf("fired %d times", got)
	}
	if got := c.Requests()[2].Fault; got != "outage" {
		t.Errorf("the log has fault %q", got)
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

func TestFaultsOfTheState(t *testing.T) {
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
		s.createService(serviceBody(t, nil)) // a failed service does not hold its ports
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
				t.Errorf("the list has %v, want %v", r.json["total_count"], want)
			}
			c.clock.Advance(10 * time.Second)
		}
	})
}

func TestSlowAnswerEndsWithItsRequest(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Faults: []emulator.Fault{parseFault(t, "list-quotas slow delay=1h")}})
	s := c.signIn(c.Owner())
	client := c.server.Client()
	client.Timeout = 20 * time.Millisecond
	if r, err := c.try(http.MethodGet, "/v1/"+s.account.ProjectID+"/quotas", s.header(), ""); err == nil {
		t.Fatalf("answered: %+v", r)
	}
	c.server.Close() // waits for the handler
	if got := c.Requests()[1]; got.Status != 0 || got.Fault != "slow" {
		t.Errorf("logged as %+v", got)
	}
}

func TestParseFaultRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "POST", "create-service", "POST create-service", "no-such-op 502", "create-service explode", "create-service 99",
		"create-service 502 times", "create-service 502 times=x", "create-service 502 times=-1", "create-service 502 color=red",
		"create-service 502 probability=2", "create-service 502 probability=0", "create-service slow", "create-service late",
		"create-service answer", "create-service 502 account=me", "create-service 502 delay=5", `create-service 502 body="x`,
		"create-service 502 header=x", "create-service 502 status=7",
		"create-service page", "create-service page status=200", "create-service 302-page", "create-service 404-page-after",
	} {
		if f, err := emulator.ParseFault(text); err == nil {
			t.Errorf("%q is read as %+v", text, f)
		}
	}
}

func FuzzParseFault(f *testing.F) {
	f.Add("POST /vpc-endpoint-services reset-after times=1")
	f.Add(`vpcep 429 probability=0.05 retry-after=1 body="a b"`)
	f.Fuzz(func(t *testing.T, text string) {
		if fault, err := emulator.ParseFault(text); err == nil && (fault.Target == "" && fault.Kind == "") {
			t.Errorf("%q is read as %+v", text, fault)
		}
	})
}
