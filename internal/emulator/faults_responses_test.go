package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// TestFaultResponses applies the faults that send a complete response to a create.
func TestFaultResponses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fault    string
		status   int
		want     string // in the body
		header   string // Name: value
		services int    // created
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
		{`vpcep 400 code=EndPoint.3042 message="not this VPC"`, http.StatusBadRequest,
			`{"error_code":"EndPoint.3042","error_msg":"not this VPC"}`, "", 0},
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
				t.Errorf("%d services, want %d", got, test.services)
			}
		})
	}
}

func TestFaultEmpty(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Faults: []emulator.Fault{parseFault(t, "update-service empty header=X-Empty:yes")}})
	s := c.signIn(c.Owner())
	id := c.AddService(emulator.Service{})
	path := "/vpc-endpoint-services/" + id
	r := s.want(http.StatusOK, "", http.MethodPut, path, `{"description":"changed"}`)
	if r.body != "" || r.header.Get("Content-Length") != "0" || r.header.Get("X-Empty") != "yes" {
		t.Errorf("got %q with %v", r.body, r.header)
	}
	if got, _ := c.Service(id); got.Description != "changed" {
		t.Errorf("the call was not executed: description %q", got.Description)
	}
	s.want(http.StatusBadRequest, "EndPoint.2002", http.MethodPut, path, "{}") // errors keep their body
}
