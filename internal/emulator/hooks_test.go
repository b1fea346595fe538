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

// hook makes a request of a person, and returns its status and body.
func (c *cloud) hook(method, path, body string) (int, string) {
	c.t.Helper()
	r, err := c.try(method, "/_emulator/"+path, nil, body)
	if err != nil {
		c.t.Fatal(err)
	}
	return r.status, r.body
}

func TestHooksOverHTTP(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	s := c.signIn(c.Owner())
	id := c.AddService(emulator.Service{Name: "web", Ports: []emulator.Port{{ClientPort: 1, ServerPort: 1, Protocol: "UDP"}}})
	for _, test := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{http.MethodGet, "state", "", http.StatusOK, `"service_name": "web"`},
		{http.MethodGet, "requests", "", http.StatusOK, `"op": "create-token"`},
		{http.MethodPatch, "services/" + id, `{"description":"by hand","ports":[{"client_port":7,"server_port":8}]}`, http.StatusOK, `"client_port": 7`},
		{http.MethodPatch, "services/" + id, `{"colour":"x"}`, http.StatusBadRequest, "colour"},
		{http.MethodPatch, "services/" + id, `[]`, http.StatusBadRequest, "JSON object"},
		{http.MethodPatch, "services/none", `{}`, http.StatusBadRequest, "none"},
		{http.MethodPost, "faults", "list-quotas 503 times=1\n\nlist-tags 502", http.StatusOK, "done"},
		{http.MethodPost, "faults", "list-quotas 503\nnonsense", http.StatusBadRequest, "nonsense"},
		{http.MethodGet, "faults", "", http.StatusOK, `"target": "list-tags"`},
		{http.MethodDelete, "requests", "", http.StatusOK, "done"},
		{http.MethodGet, "nothing", "", http.StatusNotFound, "no hook"},
	} {
		if status, body := c.hook(test.method, test.path, test.body); status != test.status || !strings.Contains(body, test.want) {
			t.Errorf("%s %s: %d %s, want %d and %s", test.method, test.path, status, body, test.status, test.want)
		}
	}
	if got, _ := c.Service(id); got.Description != "by hand" || got.Ports[0].Protocol != "" || got.Name != "web" {
		t.Errorf("patched to %+v", got)
	}
	s.want(http.StatusServiceUnavailable, "", http.MethodGet, "/quotas", "")
	s.want(http.StatusOK, "", http.MethodGet, "/quotas", "")
	c.hook(http.MethodDelete, "faults", "")
	s.want(http.StatusOK, "", http.MethodGet, "/endpoint/tags", "")
	if status, _ := c.hook(http.MethodDelete, "services/"+id, ""); status != http.StatusOK || len(c.Services()) != 0 {
		t.Errorf("delete: %d, %d services left", status, len(c.Services()))
	}
	if status, _ := c.hook(http.MethodDelete, "services/"+id, ""); status != http.StatusNotFound {
		t.Errorf("second delete: %d", status)
	}
	c.hook(http.MethodPost, "expire-tokens", "")
	s.want(http.StatusUnauthorized, "APIGW.0301", http.MethodGet, "/quotas", "")
	if _, state := c.hook(http.MethodGet, "state", ""); strings.Contains(state, c.Owner().Password) || strings.Contains(state, c.Owner().SecretKey) {
		t.Error("the state shows secrets")
	}
}

func TestEditEndsWhatIsGoingOn(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Delays: emulator.Delays{Create: time.Minute, EndpointCreate: time.Minute}})
	s := c.signIn(c.Owner())
	id := s.createService(serviceBody(t, nil))
	if err := c.EditService(id, func(s *emulator.Service) { s.Description = "x" }); err != nil {
		t.Fatal(err)
	}
	c.clock.Advance(time.Minute)
	if got, _ := c.Service(id); got.Status != emulator.StatusAvailable {
		t.Errorf("an edit of the description stopped the create: %s", got.Status)
	}
	endpoint := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints", endpointBody(t, id, nil)).text("id")
	if err := c.EditEndpoint(endpoint, func(p *emulator.Endpoint) { p.Status = emulator.StatusRejected }); err != nil {
		t.Fatal(err)
	}
	c.clock.Advance(time.Minute)
	if got, _ := c.Endpoint(endpoint); got.Status != emulator.StatusRejected {
		t.Errorf("the endpoint went on to %s", got.Status)
	}
	if err := c.EditService("none", nil); err == nil {
		t.Error("a service that is not there was edited")
	}
	if err := c.EditEndpoint("none", nil); err == nil {
		t.Error("an endpoint that is not there was edited")
	}
}

func TestRequestLog(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var told []emulator.Request
	c := newCloud(t, emulator.Options{OnRequest: func(r emulator.Request) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, r)
	}})
	s := c.signIn(c.Owner())
	s.createService(serviceBody(t, nil))
	s.call(http.MethodGet, "/vpc-endpoint-services?limit=1", "")
	if c.Count("create-service") != 1 || c.Count("create-token", "list-services") != 2 || c.Connections() != 1 {
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
	if len(told) != len(requests) {
		t.Errorf("told of %d requests, logged %d", len(told), len(requests))
	}
	if text := fmt.Sprintf("%+v", requests); strings.Contains(text, s.token) || strings.Contains(text, c.Owner().Password) {
		t.Error("the log has a secret")
	}
	c.ResetRequests()
	if len(c.Requests()) != 0 || c.Connections() != 0 {
		t.Error("ResetRequests left something")
	}
}

// TestManyAtOnce is for the race detector.
func TestManyAtOnce(t *testing.T) {
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

func TestBadRequestsAreRefused(t *testing.T) {
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
