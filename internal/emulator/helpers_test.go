package emulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const (
	portID = "4189d3c2-8882-4871-a3c2-d380272eed88"
	vpcID  = "4189d3c2-8882-4871-a3c2-d380272eed80"
	netID  = "4189d3c2-8882-4871-a3c2-d380272eed81"
)

var start = time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)

// cloud is an emulator with an HTTP server and a manual clock.
type cloud struct {
	*emulator.Emulator
	t      *testing.T
	clock  *emulator.Clock
	server *httptest.Server
}

func newCloud(t *testing.T, opts emulator.Options) *cloud {
	t.Helper()
	clock := emulator.NewClock(start)
	opts.Now = clock.Now
	c := &cloud{Emulator: emulator.New(opts), t: t, clock: clock}
	c.server = httptest.NewServer(c.Emulator)
	t.Cleanup(c.server.Close)
	return c
}

// response is an HTTP response with its complete body.
type response struct {
	status int
	header http.Header
	body   string
	json   map[string]any
}

// try sends a request. It returns the response, even if reading the body has failed.
func (c *cloud) try(method, path string, header http.Header, body string) (*response, error) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.server.URL+path, bytes.NewReader([]byte(body)))
	if err != nil {
		c.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, values := range header {
		req.Header[name] = values
	}
	resp, err := c.server.Client().Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	r := &response{status: resp.StatusCode, header: resp.Header}
	read, err := io.ReadAll(resp.Body)
	r.body = string(read)
	_ = json.Unmarshal(read, &r.json)
	return r, err
}

func (c *cloud) do(method, path string, header http.Header, body string) *response {
	c.t.Helper()
	r, err := c.try(method, path, header, body)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	if r.header.Get("X-Request-Id") == "" {
		c.t.Errorf("%s %s: no X-Request-Id", method, path)
	}
	return r
}

// session is an account that has signed in.
type session struct {
	*cloud
	account emulator.Account
	token   string
}

func (c *cloud) signIn(a emulator.Account) *session {
	c.t.Helper()
	r := c.do(http.MethodPost, "/v3/auth/tokens", nil, passwordBody(a, `{"project":{"id":"`+a.ProjectID+`"}}`))
	if r.status != http.StatusCreated {
		c.t.Fatalf("sign-in: %d %s", r.status, r.body)
	}
	return &session{c, a, r.header.Get("X-Subject-Token")}
}

func passwordBody(a emulator.Account, scope string) string {
	return `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"` + a.UserName +
		`","password":"` + a.Password + `","domain":{"name":"` + a.DomainName + `"}}}},"scope":` + scope + `}}`
}

func (s *session) header() http.Header { return http.Header{"X-Auth-Token": {s.token}} }

// call sends a request to VPCEP. The path is relative to the project.
func (s *session) call(method, path, body string) *response {
	s.t.Helper()
	return s.do(method, "/vpcep/v1/"+s.account.ProjectID+path, s.header(), body)
}

// want is like call, but fails the test unless the response has this status and error code.
func (s *session) want(status int, code, method, path, body string) *response {
	s.t.Helper()
	r := s.call(method, path, body)
	if got, _ := r.json["error_code"].(string); r.status != status || got != code {
		s.t.Fatalf("%s %s %s: got %d %s, want %d %q", method, path, body, r.status, r.body, status, code)
	}
	return r
}

func (s *session) createService(body string) string {
	s.t.Helper()
	return s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoint-services", body).text("id")
}

// text returns a string field of the response.
func (r *response) text(name string) string {
	text, _ := r.json[name].(string)
	return text
}

func (r *response) list(name string) []any {
	list, _ := r.json[name].([]any)
	return list
}

// serviceBody returns the body of a create request. more adds fields, or replaces the required ones; nil removes them.
func serviceBody(t *testing.T, more map[string]any) string {
	t.Helper()
	fields := map[string]any{
		"port_id": portID, "vpc_id": vpcID, "server_type": "VM",
		"ports": []any{map[string]any{"client_port": 8080, "server_port": 80}},
	}
	for name, value := range more {
		if value == nil {
			delete(fields, name)
			continue
		}
		fields[name] = value
	}
	return toJSON(t, fields)
}

func toJSON(t *testing.T, v any) string {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// fixture is a service and an endpoint that were created with the API, and the responses to the creates.
type fixture struct {
	*session
	service, endpoint, public string // IDs; the endpoint belongs to the public service
	created                   map[string]map[string]any
}

func newFixture(t *testing.T, opts emulator.Options) *fixture {
	t.Helper()
	c := newCloud(t, opts)
	s := c.signIn(c.Owner())
	more := map[string]any{"description": "text", "tags": []any{map[string]any{"key": "k", "value": "v"}}}
	public := c.AddService(emulator.Service{Owner: "operations", ProjectID: "operations"})
	service := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoint-services", serviceBody(t, more))
	endpoint := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints", endpointBody(t, public, more))
	return &fixture{s, service.text("id"), endpoint.text("id"), public, map[string]map[string]any{
		emulator.OpCreateService: service.json, emulator.OpCreateEndpoint: endpoint.json,
	}}
}

// responses returns the responses of all read operations for the fixture, by operation.
func (f *fixture) responses() map[string]map[string]any {
	f.t.Helper()
	got := map[string]map[string]any{}
	for op, path := range map[string]string{
		emulator.OpShowService:     "/vpc-endpoint-services/" + f.service,
		emulator.OpDescribeService: "/vpc-endpoint-services/describe?id=" + f.public,
		emulator.OpShowEndpoint:    "/vpc-endpoints/" + f.endpoint,
	} {
		got[op] = f.want(http.StatusOK, "", http.MethodGet, path, "").json
	}
	for op, path := range map[string]string{
		emulator.OpListServices:       "/vpc-endpoint-services",
		emulator.OpListPublicServices: "/vpc-endpoint-services/public?id=" + f.public,
		emulator.OpListEndpoints:      "/vpc-endpoints",
	} {
		r := f.want(http.StatusOK, "", http.MethodGet, path, "")
		items := append(r.list("endpoint_services"), r.list("endpoints")...)
		if len(items) != 1 {
			f.t.Fatalf("%s: %s", op, r.body)
		}
		got[op], _ = items[0].(map[string]any)
	}
	return got
}

func fieldText(fields map[string]any, name string) string {
	if tags, isList := fields[name].([]any); isList && len(tags) > 0 {
		tag, _ := tags[0].(map[string]any)
		text, _ := tag["value"].(string)
		return text
	}
	text, _ := fields[name].(string)
	return text
}

func endpointBody(t *testing.T, serviceID string, more map[string]any) string {
	t.Helper()
	fields := map[string]any{"endpoint_service_id": serviceID, "vpc_id": vpcID, "subnet_id": netID}
	maps.Copy(fields, more)
	maps.DeleteFunc(fields, func(_ string, v any) bool { return v == nil })
	return toJSON(t, fields)
}

func parseFault(t *testing.T, text string) emulator.Fault {
	t.Helper()
	f, err := emulator.ParseFault(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
