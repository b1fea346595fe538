package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// hook sends a request to a hook and returns the status and the body.
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
		{http.MethodPatch, "services/" + id, `{"description":"by hand","ports":[{"client_port":7,"server_port":8}]}`,
			http.StatusOK, `"client_port": 7`},
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
		t.Errorf("service after patch: %+v", got)
	}
	s.want(http.StatusServiceUnavailable, "", http.MethodGet, "/quotas", "")
	s.want(http.StatusOK, "", http.MethodGet, "/quotas", "")
	c.hook(http.MethodDelete, "faults", "")
	s.want(http.StatusOK, "", http.MethodGet, "/endpoint/tags", "")
	if status, _ := c.hook(http.MethodDelete, "services/"+id, ""); status != http.StatusOK || len(c.Services()) != 0 {
		t.Errorf("delete: status %d, %d services remain", status, len(c.Services()))
	}
	if status, _ := c.hook(http.MethodDelete, "services/"+id, ""); status != http.StatusNotFound {
		t.Errorf("second delete: %d", status)
	}
	c.hook(http.MethodPost, "expire-tokens", "")
	s.want(http.StatusUnauthorized, "APIGW.0301", http.MethodGet, "/quotas", "")
	_, state := c.hook(http.MethodGet, "state", "")
	if strings.Contains(state, c.Owner().Password) || strings.Contains(state, c.Owner().SecretKey) {
		t.Error("the state contains secrets")
	}
}
