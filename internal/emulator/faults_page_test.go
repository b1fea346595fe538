package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestFaultPage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		fault  emulator.Fault
		status int
		want   string // in the body
	}{
		{"404", parseFault(t, "create-service 404-page"), http.StatusNotFound, "<h1>404 Not Found</h1>"},
		{"502", parseFault(t, "create-service 502-page"), http.StatusBadGateway, "<h1>502 Bad Gateway</h1>"},
		{"a status that only nginx has", parseFault(t, "create-service 499-page"), 499, "<h1>499</h1>"},
		{"no error code", parseFault(t, "create-service 403-page code=EndPoint.0004"), http.StatusForbidden, "<html>"},
		{"a custom body", parseFault(t, "create-service 503-page body=<html/>"), http.StatusServiceUnavailable, "<html/>"},
		{"a Fault value", emulator.Fault{Kind: emulator.FaultPage, Target: emulator.OpCreateService, Status: http.StatusGone},
			http.StatusGone, "<html>"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{Faults: []emulator.Fault{test.fault}})
			s := c.signIn(c.Owner())
			r, err := c.try(http.MethodPost, "/v1/"+s.account.ProjectID+"/vpc-endpoint-services", s.header(), serviceBody(t, nil))
			if err != nil {
				t.Fatal(err)
			}
			if r.status != test.status || !strings.Contains(r.body, test.want) || strings.Contains(r.body, "EndPoint") {
				t.Errorf("got %d %s, want %d and %s", r.status, r.body, test.status, test.want)
			}
			if r.header.Get("Content-Type") != "text/html" || r.header.Get("Server") != "nginx" || len(r.header["X-Request-Id"]) > 0 {
				t.Errorf("headers: %v", r.header)
			}
			if got := len(c.Services()); got != 0 {
				t.Errorf("the call was executed: %d services", got)
			}
		})
	}
}
