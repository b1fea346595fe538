package emulator_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestServiceLifecycle(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Delays: emulator.Delays{
		Create: time.Minute, Update: 10 * time.Second, Delete: 30 * time.Second,
	}})
	s := c.signIn(c.Owner())
	created := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoint-services", serviceBody(t, map[string]any{
		"service_name": "web",
		"ports": []any{
			map[string]any{"client_port": 8080, "server_port": 90},
			map[string]any{"client_port": 8081, "server_port": 80, "protocol": "UDP"},
		},
	}))
	id := created.text("id")
	path := "/vpc-endpoint-services/" + id
	if got, want := created.text("service_name"), "eu-de.web."+id; got != want {
		t.Errorf("service_name %q, want %q", got, want)
	}
	if got := created.json["approval_enabled"]; got != true {
		t.Errorf("approval_enabled %v, want true by default", got)
	}
	if _, found := created.json["error"]; found {
		t.Error("the response to a create contains error")
	}
	if first, _ := created.list("ports")[0].(map[string]any); first["client_port"] != 8081.0 {
		t.Errorf("ports have the order of the request: %v", created.list("ports"))
	}
	wantStatus := func(want string) {
		t.Helper()
		if got := s.want(http.StatusOK, "", http.MethodGet, path, "").text("status"); got != want {
			t.Fatalf("status %q, want %q", got, want)
		}
	}
	wantStatus("creating")
	s.want(http.StatusBadRequest, "EndPoint.3045", http.MethodPut, path, `{"service_name":"early"}`)
	c.clock.Advance(time.Minute - 1)
	wantStatus("creating")
	c.clock.Advance(1)
	wantStatus("available")

	updated := s.want(http.StatusOK, "", http.MethodPut, path, `{"description":"d","approval_enabled":false}`)
	if updated.text("status") != "creating" || updated.text("description") != "d" || updated.json["approval_enabled"] != false {
		t.Errorf("update: %s", updated.body)
	}
	if len(updated.list("ports")) != 2 || updated.text("port_id") != portID {
		t.Errorf("the update changed other fields: %s", updated.body)
	}
	c.clock.Advance(10 * time.Second)
	wantStatus("available")

	s.want(http.StatusOK, "", http.MethodDelete, path, "")
	wantStatus("deleting")
	c.clock.Advance(30 * time.Second)
	s.want(http.StatusNotFound, "EndPoint.0005", http.MethodGet, path, "")
	s.want(http.StatusNotFound, "EndPoint.0005", http.MethodDelete, path, "")
}

// The durations of creates differ, and the same seed repeats them.
func TestCreateSpread(t *testing.T) {
	t.Parallel()
	const shortest, spread = 2 * time.Second, time.Second
	durations := func(seed uint64) []time.Duration {
		c := newCloud(t, emulator.Options{Seed: seed, Delays: emulator.Delays{Create: shortest, CreateSpread: spread}})
		s := c.signIn(c.Owner())
		for i := range 10 {
			ports := []any{map[string]any{"client_port": i + 1, "server_port": i + 1}}
			s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoint-services", serviceBody(t, map[string]any{"ports": ports}))
		}
		c.clock.Advance(shortest + spread)
		var list []time.Duration
		for _, service := range c.Services() {
			if service.Status != emulator.StatusAvailable {
				t.Errorf("a service is %s after the longest duration", service.Status)
			}
			list = append(list, service.UpdatedAt.Sub(service.CreatedAt))
		}
		return list
	}
	first := durations(1)
	if slices.Min(first) < shortest || slices.Max(first) > shortest+spread || slices.Min(first) == slices.Max(first) {
		t.Errorf("creates take %v, want different durations from %v to %v", first, shortest, shortest+spread)
	}
	if second := durations(1); !slices.Equal(first, second) {
		t.Errorf("creates take %v, and with the same seed %v", first, second)
	}
	if other := durations(2); slices.Equal(first, other) {
		t.Errorf("creates take %v with two seeds", first)
	}
}

func TestCreateServiceValidation(t *testing.T) {
	t.Parallel()
	port := func(client, server int, protocol string) map[string]any {
		return map[string]any{"client_port": client, "server_port": server, "protocol": protocol}
	}
	many := []any{}
	for i := range 201 {
		many = append(many, port(i+1, i+1, "TCP"))
	}
	tags := func(n int) []any {
		list := []any{}
		for i := range n {
			list = append(list, map[string]any{"key": "k" + string(rune('a'+i)), "value": "v"})
		}
		return list
	}
	tag := func(key, value string) []any { return []any{map[string]any{"key": key, "value": value}} }
	e36, e43 := strings.Repeat("é", 36), strings.Repeat("é", 43)
	tests := []struct {
		name string
		more map[string]any
		code string // "" if valid
	}{
		{"minimal", nil, ""},
		{"no port_id", map[string]any{"port_id": nil}, "EndPoint.3003"},
		{"port_id no UUID", map[string]any{"port_id": "port"}, "EndPoint.3003"},
		{"no vpc_id", map[string]any{"vpc_id": nil}, "EndPoint.2011"},
		{"vpc_id no UUID", map[string]any{"vpc_id": "vpc"}, "EndPoint.0020"},
		{"no server_type", map[string]any{"server_type": nil}, "EndPoint.3021"},
		{"server_type unknown", map[string]any{"server_type": "BMS"}, "EndPoint.3021"},
		{"no ports", map[string]any{"ports": nil}, "EndPoint.3004"},
		{"empty ports", map[string]any{"ports": []any{}}, "EndPoint.3004"},
		{"200 ports", map[string]any{"ports": many[:200]}, ""},
		{"201 ports", map[string]any{"ports": many}, "EndPoint.3074"},
		{"port 0", map[string]any{"ports": []any{port(0, 1, "TCP")}}, "EndPoint.3004"},
		{"port 65535", map[string]any{"ports": []any{port(65535, 65535, "UDP")}}, ""},
		{"port 65536", map[string]any{"ports": []any{port(1, 65536, "TCP")}}, "EndPoint.3004"},
		{"port as text", map[string]any{"ports": []any{map[string]any{"client_port": "80", "server_port": 1}}}, "EndPoint.0002"},
		{"protocol", map[string]any{"ports": []any{port(1, 1, "tcp")}}, "EndPoint.3075"},
		{"same client port", map[string]any{"ports": []any{port(1, 1, "TCP"), port(1, 2, "TCP")}}, "EndPoint.3004"},
		{"same client port, other protocol", map[string]any{"ports": []any{port(1, 1, "TCP"), port(1, 1, "UDP")}}, ""},
		{"name of 16", map[string]any{"service_name": "web_-0123456789A"}, ""},
		{"name of 17", map[string]any{"service_name": "web_-0123456789AB"}, "EndPoint.3076"},
		{"name with a dot", map[string]any{"service_name": "a.b"}, "EndPoint.3076"},
		{"name with a line end", map[string]any{"service_name": "web\n"}, "EndPoint.3076"},
		{"empty name", map[string]any{"service_name": ""}, "EndPoint.3076"},
		{"gateway", map[string]any{"service_type": "gateway"}, "EndPoint.0002"},
		{"interface", map[string]any{"service_type": "interface"}, ""},
		{"tcp_proxy", map[string]any{"tcp_proxy": "proxy_vni"}, ""},
		{"tcp_proxy unknown", map[string]any{"tcp_proxy": "on"}, "EndPoint.0002"},
		{"vip_port_id no UUID", map[string]any{"server_type": "VIP", "vip_port_id": "x"}, "EndPoint.3051"},
		{"description with <", map[string]any{"description": "a<b"}, "EndPoint.0002"},
		{"10 tags", map[string]any{"tags": tags(10)}, ""},
		{"11 tags", map[string]any{"tags": tags(11)}, "EndPoint.3069"},
		{"tag of another script", map[string]any{"tags": tag("größe", "große-縁_@")}, ""},
		{"tag key of 36", map[string]any{"tags": tag(e36, "")}, ""},
		{"tag key of 37", map[string]any{"tags": tag(e36+"é", "")}, "EndPoint.3072"},
		{"tag value of 43", map[string]any{"tags": tag("k", e43)}, ""},
		{"tag value of 44", map[string]any{"tags": tag("k", e43+"é")}, "EndPoint.3073"},
		{"tag with a dot", map[string]any{"tags": tag("a.b", "")}, "EndPoint.3068"},
		{"tag key empty", map[string]any{"tags": tag("", "v")}, "EndPoint.3066"},
		{"tag twice", map[string]any{"tags": append(tag("a", "1"), tag("a", "2")...)}, "EndPoint.3067"},
		{"unknown field", map[string]any{"name": "x"}, "EndPoint.0002"},
		{"unknown field in ports", map[string]any{"ports": []any{map[string]any{"client_port": 1, "server_port": 1, "x": 1}}}, "EndPoint.0002"},
		{"name in another case", map[string]any{"Description": "x"}, "EndPoint.0002"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{})
			s := c.signIn(c.Owner())
			status := http.StatusBadRequest
			if test.code == "" {
				status = http.StatusOK
			}
			s.want(status, test.code, http.MethodPost, "/vpc-endpoint-services", serviceBody(t, test.more))
			if got, want := len(c.Services()), map[string]int{"": 1}[test.code]; got != want {
				t.Errorf("%d services, want %d", got, want)
			}
		})
	}
}

func TestUpdateServiceErrors(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	s := c.signIn(c.Owner())
	id := c.AddService(emulator.Service{
		PortID: portID, Name: "before", Ports: []emulator.Port{{ClientPort: 1, ServerPort: 1, Protocol: "TCP"}},
	})
	c.AddService(emulator.Service{PortID: portID, Ports: []emulator.Port{{ClientPort: 2, ServerPort: 3, Protocol: "TCP"}}})
	for _, test := range []struct {
		name, body, code string
		status           int
	}{
		{"no body", "", "EndPoint.0011", http.StatusGatewayTimeout},
		{"nothing to change", "{}", "EndPoint.2002", http.StatusBadRequest},
		{"null", `{"description":null}`, "EndPoint.0002", http.StatusBadRequest},
		{"not modifiable", `{"vpc_id":"` + vpcID + `"}`, "EndPoint.0002", http.StatusBadRequest},
		{"client port of another service", `{"service_name":"after","ports":[{"client_port":2,"server_port":9}]}`,
			"EndPoint.3044", http.StatusBadRequest},
		{"server port of another service", `{"service_name":"after","ports":[{"client_port":9,"server_port":3}]}`,
			"EndPoint.3044", http.StatusBadRequest},
		{"not JSON", `{`, "EndPoint.0002", http.StatusBadRequest},
	} {
		s.want(test.status, test.code, http.MethodPut, "/vpc-endpoint-services/"+id, test.body)
		if got, _ := c.Service(id); got.Name != "before" {
			t.Errorf("%s: a failed update changed the name to %q", test.name, got.Name)
		}
	}
	s.want(http.StatusOK, "", http.MethodPut, "/vpc-endpoint-services/"+id,
		`{"ports":[{"client_port":2,"server_port":3,"protocol":"UDP"}],"vip_port_id":"`+portID+`"}`)
}

func TestServiceQuota(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{ServiceQuota: 1})
	s := c.signIn(c.Owner())
	s.createService(serviceBody(t, nil))
	s.want(http.StatusBadRequest, "Endpoint.1018", http.MethodPost, "/vpc-endpoint-services",
		serviceBody(t, map[string]any{"port_id": netID}))
}
