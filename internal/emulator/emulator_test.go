package emulator_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// TestConcurrentUse is a test for the race detector.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{ServiceQuota: 100, Faults: []emulator.Fault{parseFault(t, "show-service 503 probability=0.2")}})
	s := c.signIn(c.Owner())
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			port := fmt.Sprintf("4189d3c2-8882-4871-a3c2-%012d", i)
			url := c.server.URL + "/v1/" + s.account.ProjectID + "/vpc-endpoint-services"
			for _, call := range []struct{ method, body string }{
				{http.MethodPost, serviceBody(t, map[string]any{"port_id": port})},
				{http.MethodGet, ""},
			} {
				req, err := http.NewRequestWithContext(t.Context(), call.method, url, strings.NewReader(call.body))
				if err != nil {
					t.Error(err)
					return
				}
				req.Header = http.Header{"X-Auth-Token": {s.token}, "Content-Type": {"application/json"}}
				resp, err := c.server.Client().Do(req)
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
			}
			for _, service := range c.Services() {
				_ = c.EditService(service.ID, func(s *emulator.Service) { s.Description = port })
			}
			c.Requests()
			c.clock.Advance(time.Second)
		})
	}
	all.Wait()
	if got := len(c.Services()); got != 20 {
		t.Errorf("%d services, want 20", got)
	}
}

func TestBadRequests(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	s := c.signIn(c.Owner())
	services := "/v1/" + s.account.ProjectID + "/vpc-endpoint-services"
	with := func(contentType string) http.Header {
		h := s.header()
		h["Content-Type"] = []string{contentType}
		return h
	}
	for _, test := range []struct {
		name, method, path string
		header             http.Header
		body               string
		status             int
	}{
		{"too large", http.MethodPost, services, s.header(), strings.Repeat(" ", 2<<20), http.StatusRequestEntityTooLarge},
		{"not JSON by type", http.MethodPost, services, with("text/plain"), "{}", http.StatusUnsupportedMediaType},
		{"a list", http.MethodPost, services, s.header(), "[]", http.StatusBadRequest},
		{"null", http.MethodPost, services, s.header(), "null", http.StatusBadRequest},
		{"two values", http.MethodPost, services, s.header(), "{}{}", http.StatusBadRequest},
		{"deep", http.MethodPost, services, s.header(), strings.Repeat("[", 100_000), http.StatusBadRequest},
		{"method", http.MethodPatch, services, s.header(), "{}", http.StatusNotFound},
		{"query", http.MethodGet, services + "?a=%zz", s.header(), "", http.StatusBadRequest},
		{"IAM, not an object", http.MethodPost, "/v3/auth/tokens", nil, "[]", http.StatusBadRequest},
		{"IAM, nothing in it", http.MethodPost, "/v3/auth/tokens", nil, "{}", http.StatusBadRequest},
		{"authorization", http.MethodGet, services, http.Header{"Authorization": {"SDK-HMAC-SHA256 Credential="}}, "", http.StatusUnauthorized},
	} {
		if r := c.do(test.method, test.path, test.header, test.body); r.status != test.status {
			t.Errorf("%s: %d %s, want %d", test.name, r.status, r.body, test.status)
		}
	}
}
