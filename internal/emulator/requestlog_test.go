package emulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestRequestLog(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var received []emulator.Request
	c := newCloud(t, emulator.Options{OnRequest: func(r emulator.Request) {
		mu.Lock()
		defer mu.Unlock()
		received = append(received, r)
	}})
	s := c.signIn(c.Owner())
	s.createService(serviceBody(t, nil))
	s.call(http.MethodGet, "/vpc-endpoint-services?limit=1", "")
	if c.Count("create-service") != 1 || c.Count("create-token", "list-services") != 2 || c.Count("list-services", "list-services") != 1 ||
		c.Connections() != 1 {
		t.Errorf("counts: %d, %d, connections %d", c.Count("create-service"), c.Count("create-token", "list-services"), c.Connections())
	}
	requests := c.Requests()
	create, list := requests[1], requests[2]
	if create.Account != "owner" || create.ProjectID != c.Owner().ProjectID || create.Auth != "token" || create.Status != http.StatusOK ||
		!strings.Contains(create.Body, portID) || create.Header.Get("Content-Type") != "application/json" || !create.Time.Equal(start) {
		t.Errorf("logged as %+v", create)
	}
	if list.Query != "limit=1" || list.Method != http.MethodGet || !strings.HasSuffix(list.Path, "/vpc-endpoint-services") {
		t.Errorf("logged as %+v", list)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(received) != len(requests) {
		t.Errorf("OnRequest received %d requests, the log has %d", len(received), len(requests))
	}
	if text := fmt.Sprintf("%+v", requests); strings.Contains(text, s.token) || strings.Contains(text, c.Owner().Password) {
		t.Error("the log contains a secret")
	}
	c.ResetRequests()
	if len(c.Requests()) != 0 || c.Count(emulator.OpCreateService) != 0 || c.Connections() != 0 {
		t.Error("ResetRequests did not reset the log")
	}
}

func TestRequestLogLimit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		limit, requests, want int
	}{
		{3, 2, 2},
		{3, 3, 3},
		{3, 10, 3},
		{1, 2, 1},
		{-1, 2, 0},
		{0, 10_005, 10_000}, // the default
	} {
		t.Run(fmt.Sprintf("%d of %d", test.limit, test.requests), func(t *testing.T) {
			t.Parallel()
			cloud := emulator.New(emulator.Options{RequestLog: test.limit})
			for i := range test.requests {
				r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, fmt.Sprintf("/?n=%d", i), nil)
				cloud.ServeHTTP(httptest.NewRecorder(), r)
			}
			requests := cloud.Requests()
			if len(requests) != test.want {
				t.Fatalf("the log has %d requests, want %d", len(requests), test.want)
			}
			for i, r := range requests {
				if want := fmt.Sprintf("n=%d", test.requests-test.want+i); r.Query != want || r.Status != http.StatusOK {
					t.Fatalf("request %d is %s, status %d, want %s", i, r.Query, r.Status, want)
				}
			}
			if got := cloud.Count(emulator.OpListVersions); got != test.requests {
				t.Errorf("Count returns %d, want %d", got, test.requests)
			}
		})
	}
}

func TestCountUnknownOperation(t *testing.T) {
	t.Parallel()
	c := emulator.New(emulator.Options{})
	for _, ops := range [][]string{{"create-services"}, {""}, {emulator.OpCreateService, "list-service"}} {
		if message := panicMessage(func() { c.Count(ops...) }); !strings.Contains(message, "Count: ") {
			t.Errorf("Count(%q): got panic %q", ops, message)
		}
	}
	if got := c.Count(emulator.OpCreateService, emulator.OpCreateService); got != 0 {
		t.Errorf("Count returns %d, want 0", got)
	}
}

// panicMessage returns the message with which f panics, or "".
func panicMessage(f func()) (message string) {
	defer func() { message, _ = recover().(string) }()
	f()
	return ""
}

func TestRequestLogIsBounded(t *testing.T) {
	t.Parallel()
	cloud := emulator.New(emulator.Options{RequestLog: 1000})
	body := strings.Repeat("x", 1<<20)
	for i := range 40 {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/p/vpc-endpoints", strings.NewReader(body))
		r.RemoteAddr = fmt.Sprintf("192.0.2.1:%d", 1000+i/2)
		cloud.ServeHTTP(httptest.NewRecorder(), r)
	}
	requests, total := cloud.Requests(), 0
	for _, r := range requests {
		total += len(r.Body)
	}
	if total > 32<<20 || len(requests) < 30 || len(requests) == 40 {
		t.Errorf("the log holds %d requests with %d bytes", len(requests), total)
	}
	if got := cloud.Count(emulator.OpCreateEndpoint); got != 40 {
		t.Errorf("%d requests were counted, want 40", got)
	}
	if got := cloud.Connections(); got != 20 {
		t.Errorf("%d connections were counted, want 20", got)
	}
	if last := cloud.LastRequests(2); len(last) != 2 || last[1].ID != requests[len(requests)-1].ID {
		t.Errorf("last requests: %d", len(last))
	}
}
