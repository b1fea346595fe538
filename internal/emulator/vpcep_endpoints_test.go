package emulator_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func endpointBody(t *testing.T, serviceID string, more map[string]any) string {
	t.Helper()
	fields := map[string]any{"endpoint_service_id": serviceID, "vpc_id": vpcID, "subnet_id": netID}
	maps.Copy(fields, more)
	maps.DeleteFunc(fields, func(_ string, v any) bool { return v == nil })
	return toJSON(t, fields)
}

func TestConnectionAcrossAccounts(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Delays: emulator.Delays{EndpointCreate: time.Minute, EndpointDelete: time.Minute, Accept: time.Second}})
	owner, consumer := c.signIn(c.Owner()), c.signIn(c.Consumer())
	service := c.AddService(emulator.Service{Name: "web", ApprovalEnabled: true})
	connections := "/vpc-endpoint-services/" + service + "/connections"
	body := endpointBody(t, service, map[string]any{"enable_dns": true, "port_ip": "192.168.1.2"})

	consumer.want(http.StatusBadRequest, "EndPoint.2012", http.MethodPost, "/vpc-endpoints", body)
	owner.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoint-services/"+service+"/permissions/action",
		`{"action":"add","permissions":["iam:domain::`+c.Consumer().DomainID+`"]}`)
	id := consumer.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints", body).text("id")
	path := "/vpc-endpoints/" + id
	wantStatus := func(want string) *response {
		t.Helper()
		r := consumer.want(http.StatusOK, "", http.MethodGet, path, "")
		if got := r.text("status"); got != want {
			t.Fatalf("status %q, want %q", got, want)
		}
		return r
	}
	decide := func(action string) {
		t.Helper()
		owner.want(http.StatusOK, "", http.MethodPost, connections+"/action", `{"action":"`+action+`","endpoints":["`+id+`"]}`)
	}
	wantStatus("creating")
	owner.want(http.StatusBadRequest, "EndPoint.2019", http.MethodPost, connections+"/action", `{"action":"receive","endpoints":["`+id+`"]}`)
	owner.want(http.StatusBadRequest, "EndPoint.3006", http.MethodDelete, "/vpc-endpoint-services/"+service, "")
	c.clock.Advance(time.Minute)
	if r := wantStatus("pendingAcceptance"); r.text("ip") != "" {
		t.Errorf("ip %q before anybody accepted", r.text("ip"))
	}
	decide("receive")
	wantStatus("creating")
	c.clock.Advance(time.Second)
	if r := wantStatus("accepted"); r.text("ip") != "192.168.1.2" || len(r.list("dns_names")) != 1 {
		t.Errorf("accepted: %s", r.body)
	}
	owner.want(http.StatusBadRequest, "EndPoint.3006", http.MethodDelete, "/vpc-endpoint-services/"+service, "")
	decide("reject")
	decide("reject")
	if r := wantStatus("rejected"); r.text("ip") == "" {
		t.Error("rejected after it was accepted: no ip")
	}
	decide("receive")
	c.clock.Advance(time.Second)
	wantStatus("accepted")

	listed := owner.want(http.StatusOK, "", http.MethodGet, connections+"?id="+id+"&status=accepted", "")
	endpoint, _ := c.Endpoint(id)
	if !strings.Contains(listed.body, `"domain_id":"`+c.Consumer().DomainID+`"`) || endpoint.MarkerID <= 1<<53 {
		t.Errorf("connections: %s, marker_id %d", listed.body, endpoint.MarkerID)
	}
	consumer.want(http.StatusNotFound, "EndPoint.0005", http.MethodGet, connections, "")

	consumer.want(http.StatusOK, "", http.MethodDelete, path, "")
	wantStatus("deleting")
	owner.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoint-services/"+service, "")
	c.clock.Advance(time.Minute)
	consumer.want(http.StatusNotFound, "EndPoint.2006", http.MethodGet, path, "")
}

func TestConnectionRefused(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	s := c.signIn(c.Owner())
	service := c.AddService(emulator.Service{})
	other := c.AddEndpoint(emulator.Endpoint{ServiceID: c.AddService(emulator.Service{})})
	path := "/vpc-endpoint-services/" + service + "/connections"
	for body, code := range map[string]string{
		`{"action":"receive","endpoints":["` + other + `"]}`: "EndPoint.2013",
		`{"action":"receive","endpoints":["a","b"]}`:         "EndPoint.2031",
		`{"action":"receive","endpoints":[]}`:                "EndPoint.2017",
		`{"action":"accept","endpoints":["a"]}`:              "EndPoint.2027",
	} {
		s.want(http.StatusBadRequest, code, http.MethodPost, path+"/action", body)
	}
	s.want(http.StatusBadRequest, "EndPoint.0021", http.MethodGet, path+"?marker_id=x", "")
	s.want(http.StatusBadRequest, "EndPoint.0019", http.MethodGet, path+"?status=available", "")
}

func TestCreateEndpointRefused(t *testing.T) {
	t.Parallel()
	statement := func(effect string) map[string]any {
		return map[string]any{"Effect": effect, "Action": []string{"*"}, "Resource": []string{"*"}}
	}
	eleven := []any{}
	for range 11 {
		eleven = append(eleven, statement("Allow"))
	}
	gateway := map[string]any{"subnet_id": nil}
	with := func(base map[string]any, name string, value any) map[string]any {
		more := maps.Clone(base)
		if more == nil {
			more = map[string]any{}
		}
		more[name] = value
		return more
	}
	tests := []struct {
		name    string
		gateway bool
		more    map[string]any
		code    string
	}{
		{"interface", false, nil, ""},
		{"gateway", true, gateway, ""},
		{"no service", false, map[string]any{"endpoint_service_id": nil}, "EndPoint.2029"},
		{"unknown service", false, map[string]any{"endpoint_service_id": netID}, "EndPoint.2003"},
		{"no vpc", false, map[string]any{"vpc_id": nil}, "EndPoint.2011"},
		{"no subnet", false, map[string]any{"subnet_id": nil}, "EndPoint.2010"},
		{"subnet for a gateway", true, nil, "EndPoint.0023"},
		{"route tables for an interface", false, map[string]any{"routetables": []string{netID}}, "EndPoint.1019"},
		{"route tables", true, with(gateway, "routetables", []string{netID}), ""},
		{"policy for an interface", false, map[string]any{"policy_statement": []any{statement("Allow")}}, "EndPoint.2048"},
		{"policy", true, with(gateway, "policy_statement", []any{statement("Deny")}), ""},
		{"policy effect", true, with(gateway, "policy_statement", []any{statement("deny")}), "EndPoint.2048"},
		{"policy of 11", true, with(gateway, "policy_statement", eleven), "EndPoint.2048"},
		{"policy in lower case", true, with(gateway, "policy_statement", []any{map[string]any{"effect": "Allow"}}), "EndPoint.0002"},
		{"port_ip", false, map[string]any{"port_ip": "fe80::1"}, "EndPoint.2041"},
		{"port_ip for a gateway", true, with(gateway, "port_ip", "10.0.0.1"), "EndPoint.2041"},
		{"whitelist", false, map[string]any{"whitelist": []string{"10.0.0.1", "10.0.0.0/8"}, "enable_whitelist": true}, ""},
		{"whitelist entry", false, map[string]any{"whitelist": []string{"10.0.0.0/33"}}, "EndPoint.2044"},
		{"whitelist for a gateway", true, with(gateway, "enable_whitelist", true), "EndPoint.2044"},
		{"description", false, map[string]any{"description": strings.Repeat("x", 129)}, "EndPoint.0002"},
		{"unknown field", false, map[string]any{"service_id": "x"}, "EndPoint.0002"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{})
			s := c.signIn(c.Consumer())
			service := c.AddService(emulator.Service{Permissions: []emulator.Permission{{Permission: "*"}}})
			if test.gateway {
				service = c.PublicServices()[0].ID
			}
			status := http.StatusBadRequest
			if test.code == "" {
				status = http.StatusOK
			}
			r := s.want(status, test.code, http.MethodPost, "/vpc-endpoints", endpointBody(t, service, test.more))
			if test.code != "" {
				return
			}
			if got := s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoints/"+r.text("id"), ""); got.text("status") != "accepted" {
				t.Errorf("status %q, want accepted", got.text("status"))
			}
		})
	}
}

func TestEndpointsOfADeletedService(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{EndpointQuota: 1})
	owner, consumer := c.signIn(c.Owner()), c.signIn(c.Consumer())
	service := c.AddService(emulator.Service{Name: "web", Permissions: []emulator.Permission{{Permission: "*"}}})
	id := c.AddEndpoint(emulator.Endpoint{ServiceID: service, Status: emulator.StatusRejected, VPCID: vpcID})
	consumer.want(http.StatusBadRequest, "Endpoint.1018", http.MethodPost, "/vpc-endpoints", endpointBody(t, service, nil))
	owner.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoint-services/"+service, "")
	r := consumer.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoints/"+id, "")
	if r.text("status") != "failed" || !strings.Contains(r.body, "EndPoint.2003") {
		t.Errorf("the endpoint is left as %s", r.body)
	}
	listed := consumer.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoints?vpc_id="+vpcID+"&endpoint_service_name=WEB", "")
	if listed.json["total_count"] != 1.0 {
		t.Errorf("list: %s", listed.body)
	}
	if !c.RemoveEndpoint(id) || len(c.Endpoints()) != 0 {
		t.Error("RemoveEndpoint left it there")
	}
}
