package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// restart returns a cloud with the state of another one, as it is written to a file and read again, on the same clock.
func (c *cloud) restart(opts emulator.Options) *cloud {
	c.t.Helper()
	state, err := emulator.ParseState([]byte(toJSON(c.t, c.Save())))
	if err != nil {
		c.t.Fatal(err)
	}
	opts.Now = c.clock.Now
	restored, err := emulator.Restore(opts, state)
	if err != nil {
		c.t.Fatal(err)
	}
	again := &cloud{Emulator: restored, t: c.t, clock: c.clock, server: httptest.NewServer(restored)}
	c.t.Cleanup(again.server.Close)
	return again
}

func TestStateSurvivesARestart(t *testing.T) {
	t.Parallel()
	opts := emulator.Options{Delays: emulator.Delays{Create: time.Minute, EndpointCreate: time.Minute, Delete: time.Minute}}
	c := newCloud(t, opts)
	owner, consumer := c.signIn(c.Owner()), c.signIn(c.Consumer())
	tags := []any{map[string]any{"key": "k", "value": "v"}}
	service := owner.createService(serviceBody(t, map[string]any{"service_name": "web", "tags": tags}))
	if err := c.SetPermissions(service, "iam:domain::"+c.Consumer().DomainID); err != nil {
		t.Fatal(err)
	}
	deleted := owner.createService(serviceBody(t, map[string]any{"ports": []any{map[string]any{"client_port": 1, "server_port": 1}}}))
	c.clock.Advance(time.Minute)
	owner.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoint-services/"+deleted, "")
	for range 5 { // what is deleted is not in the state, but has used sequence numbers
		c.RemoveService(c.AddService(emulator.Service{}))
	}
	endpoint := consumer.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints", endpointBody(t, service, nil))
	c.clock.Advance(time.Second)
	rejected := c.AddEndpoint(emulator.Endpoint{ServiceID: service})
	if err := c.EditEndpoint(rejected, func(p *emulator.Endpoint) { p.Status = emulator.StatusRejected }); err != nil {
		t.Fatal(err)
	}

	again := c.restart(opts)
	if again.Owner() != c.Owner() || again.Consumer() != c.Consumer() {
		t.Error("the accounts differ")
	}
	if got, want := toJSON(t, again.Save()), toJSON(t, c.Save()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	consumer = again.signIn(again.Consumer())
	before := consumer.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoints/"+rejected, "").text("ip")
	if before == "" {
		t.Error("the rejected endpoint has lost its address")
	}
	again.clock.Advance(time.Minute)
	if p, _ := again.Endpoint(endpoint.text("id")); p.Status != emulator.StatusPendingAcceptance {
		t.Errorf("the endpoint remains %s", p.Status)
	}
	if _, found := again.Service(deleted); found {
		t.Error("the service is not deleted")
	}
	for range 10 {
		again.AddEndpoint(emulator.Endpoint{ServiceID: service})
	}
	markers := map[int64]bool{}
	for _, p := range again.Endpoints() {
		markers[p.MarkerID] = true
	}
	if len(markers) != 12 {
		t.Errorf("12 endpoints have %d markers", len(markers))
	}
}

func TestParseState(t *testing.T) {
	t.Parallel()
	state, err := emulator.ParseState([]byte(`{
		"accounts": [{"name": "consumer", "password": "p", "domain_id": "d", "project_id": "x"}],
		"public_services": [{"service_name": "com.example", "service_type": "gateway"}],
		"services": [{"service_name": "web", "status": "creating"}],
		"endpoints": [{"project_id": "x", "endpoint_service_name": "gone", "status": "failed"}]
	}`))
	if err != nil {
		t.Fatal(err)
	}
	cloud, err := emulator.Restore(emulator.Options{}, state)
	if err != nil {
		t.Fatal(err)
	}
	a := cloud.Consumer()
	if a.Password != "p" || a.DomainID != "d" || a.ProjectID != "x" || a.UserName != "consumer-user" || len(a.SecretKey) != 40 {
		t.Errorf("consumer: %+v", a)
	}
	if s := cloud.Services(); len(s) != 1 || s[0].ProjectID != cloud.Owner().ProjectID || s[0].Status != emulator.StatusCreating {
		t.Errorf("services: %+v", s)
	}
	if s := cloud.PublicServices(); len(s) != 1 || s[0].Name != "com.example" || s[0].Owner == "" ||
		s[0].ProjectID == cloud.Owner().ProjectID {
		t.Errorf("public services: %+v", s)
	}
	if p := cloud.Endpoints(); len(p) != 1 || p[0].DomainID != "d" {
		t.Errorf("endpoints: %+v", p)
	}
}

func TestInvalidState(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                               "no JSON value",
		"{\n\"accounts\": [,]}":          "line 2",
		"{\n\n\"accounts\": {}}":         "line 3",
		`{"colour": 1}`:                  "colour",
		`{} {}`:                          "more than one",
		`{"accounts": [{"name": "me"}]}`: `"me", not owner or consumer`,
		`{"accounts": [{"name": "owner"}, {"name": "owner"}]}`:                                              "two accounts",
		`{"accounts": [{"name": "owner", "access_key": "A"}, {"name": "consumer", "access_key": "A"}]}`:     `access_key "A"`,
		`{"accounts": [{"name": "owner", "domain_id": "D"}, {"name": "consumer", "domain_id": "D"}]}`:       `domain_id "D"`,
		`{"services": [{"id": "s"}, {"id": "s"}]}`:                                                          `two services "s"`,
		`{"services": [{"service_name": "web", "status": "ready"}]}`:                                        `service "web": status "ready"`,
		`{"services": [{"id": "s", "service_type": "x"}]}`:                                                  "service_type",
		`{"services": [{"id": "s", "project_id": "x"}]}`:                                                    `the project "x"`,
		`{"endpoints": [{"id": "e", "endpoint_service_id": "s"}]}`:                                          `endpoint "e": there is no service "s"`,
		`{"endpoints": [{"id": "e", "endpoint_service_name": "s", "project_id": "x"}]}`:                     `the project "x"`,
		`{"endpoints": [{"id": "e", "endpoint_service_name": "s", "status": "available"}]}`:                 `status "available"`,
		`{"endpoints": [{"id": "e", "endpoint_service_name": "s"}, {"id":"e","endpoint_service_id": "s"}]}`: "two",
	} {
		state, err := emulator.ParseState([]byte(text))
		if err == nil {
			_, err = emulator.Restore(emulator.Options{}, state)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}
