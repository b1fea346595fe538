package emulator_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestCreateEndpointValidation(t *testing.T) {
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

func TestEndpointsOfDeletedService(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{EndpointQuota: 1})
	owner, consumer := c.signIn(c.Owner()), c.signIn(c.Consumer())
	service := c.AddService(emulator.Service{Name: "web", Permissions: []emulator.Permission{{Permission: "*"}}})
	id := c.AddEndpoint(emulator.Endpoint{ServiceID: service, Status: emulator.StatusRejected, VPCID: vpcID})
	consumer.want(http.StatusBadRequest, "Endpoint.1018", http.MethodPost, "/vpc-endpoints", endpointBody(t, service, nil))
	owner.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoint-services/"+service, "")
	r := consumer.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoints/"+id, "")
	if r.text("status") != "failed" || !strings.Contains(r.body, "EndPoint.2003") {
		t.Errorf("the endpoint is %s, want failed", r.body)
	}
	listed := consumer.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoints?vpc_id="+vpcID+"&endpoint_service_name=WEB", "")
	if listed.json["total_count"] != 1.0 {
		t.Errorf("list: %s", listed.body)
	}
	if !c.RemoveEndpoint(id) || len(c.Endpoints()) != 0 {
		t.Error("RemoveEndpoint did not remove the endpoint")
	}
}
