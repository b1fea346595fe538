package emulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

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
