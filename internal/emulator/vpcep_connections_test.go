package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

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
		t.Errorf("ip %q before acceptance", r.text("ip"))
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
		t.Error("rejected after acceptance: no ip")
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

func TestConnectionErrors(t *testing.T) {
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
