package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestCreateToken(t *testing.T) {
	t.Parallel()
	user := func(a emulator.Account) string {
		return `"password":{"user":{"id":"` + a.UserID + `","password":"` + a.Password + `"}}`
	}
	byName := func(a emulator.Account) string {
		return `{"project":{"name":"` + a.ProjectName + `","domain":{"name":"` + a.DomainName + `"}}}`
	}
	tests := []struct {
		name   string
		body   func(a emulator.Account) string
		status int
		want   string // in the body
	}{
		{"user by name, project by name", func(a emulator.Account) string { return passwordBody(a, byName(a)) },
			http.StatusCreated, `"catalog":[{`},
		{"user by id, project by id", func(a emulator.Account) string {
			return `{"auth":{"identity":{"methods":["password"],` + user(a) + `},"scope":{"project":{"id":"` + a.ProjectID + `"}}}}`
		}, http.StatusCreated, `"expires_at":"2024-01-03T03:04:05.000000Z"`},
		{"domain scope", func(a emulator.Account) string { return passwordBody(a, `{"domain":{"name":"`+a.DomainName+`"}}`) },
			http.StatusCreated, `"catalog":[]`},
		{"wrong password", func(a emulator.Account) string { a.Password = "x"; return passwordBody(a, byName(a)) },
			http.StatusUnauthorized, `"error":{"code":401`},
		{"wrong domain", func(a emulator.Account) string { a.DomainName = "x"; return passwordBody(a, byName(a)) },
			http.StatusUnauthorized, `"title":"Unauthorized"`},
		{"wrong project", func(a emulator.Account) string { return passwordBody(a, `{"project":{"id":"x"}}`) },
			http.StatusUnauthorized, "no such project"},
		{"passcode", func(a emulator.Account) string {
			return `{"auth":{"identity":{"methods":["password","totp"],` + user(a) + `,"totp":{"user":{"id":"` + a.UserID +
				`","passcode":"` + a.Passcode + `"}}},"scope":` + byName(a) + `}}`
		}, http.StatusCreated, `"methods":["password","totp"]`},
		{"wrong passcode", func(a emulator.Account) string {
			return `{"auth":{"identity":{"methods":["password","totp"],` + user(a) + `,"totp":{"user":{"id":"` + a.UserID +
				`","passcode":"x"}}}}}`
		}, http.StatusUnauthorized, "passcode"},
		{"unknown method", func(emulator.Account) string { return `{"auth":{"identity":{"methods":["token"]}}}` },
			http.StatusBadRequest, "methods"},
		{"not JSON", func(emulator.Account) string { return `{` }, http.StatusBadRequest, "body"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{})
			r := c.do(http.MethodPost, "/v3/auth/tokens", nil, test.body(c.Owner()))
			if r.status != test.status || !strings.Contains(r.body, test.want) {
				t.Fatalf("got %d %s, want %d and %s", r.status, r.body, test.status, test.want)
			}
			if token := r.header.Get("X-Subject-Token"); (token != "") != (test.status == http.StatusCreated) {
				t.Errorf("X-Subject-Token is %q", token)
			}
			for _, logged := range c.Requests() {
				if strings.Contains(logged.Body, c.Owner().Password) || strings.Contains(logged.Body, c.Owner().Passcode) {
					t.Errorf("the log contains a secret: %s", logged.Body)
				}
			}
		})
	}
}

func TestPasscodeReuse(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		reusable bool
		want     int
	}{{false, http.StatusUnauthorized}, {true, http.StatusCreated}} {
		c := newCloud(t, emulator.Options{ReusablePasscode: test.reusable})
		a := c.Owner()
		body := `{"auth":{"identity":{"methods":["password","totp"],"password":{"user":{"id":"` + a.UserID + `","password":"` + a.Password +
			`"}},"totp":{"user":{"id":"` + a.UserID + `","passcode":"` + a.Passcode + `"}}},"scope":{"project":{"id":"` + a.ProjectID + `"}}}}`
		if r := c.do(http.MethodPost, "/v3/auth/tokens", nil, body); r.status != http.StatusCreated {
			t.Fatalf("first time: %d %s", r.status, r.body)
		}
		if r := c.do(http.MethodPost, "/v3/auth/tokens", nil, body); r.status != test.want {
			t.Errorf("reusable %v, second time: %d %s", test.reusable, r.status, r.body)
		}
	}
}

func TestTokenLifetime(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{TokenLifetime: time.Hour})
	s := c.signIn(c.Owner())
	both := http.Header{"X-Auth-Token": {s.token}, "X-Subject-Token": {s.token}}
	if r := c.do(http.MethodGet, "/v3/auth/tokens", both, ""); r.status != http.StatusOK || r.header.Get("X-Subject-Token") != s.token {
		t.Fatalf("show-token: %d %s", r.status, r.body)
	}
	c.clock.Advance(time.Hour - 1)
	s.want(http.StatusOK, "", http.MethodGet, "/quotas", "")
	c.clock.Advance(1)
	r := s.want(http.StatusUnauthorized, "APIGW.0301", http.MethodGet, "/quotas", "")
	if r.text("request_id") != r.header.Get("X-Request-Id") {
		t.Errorf("request_id differs from X-Request-Id: %s", r.body)
	}
	if r := c.do(http.MethodGet, "/v3/auth/tokens", both, ""); r.status != http.StatusUnauthorized {
		t.Errorf("show-token with an expired token: %d %s", r.status, r.body)
	}
	s = c.signIn(c.Owner())
	c.ExpireTokens()
	s.want(http.StatusUnauthorized, "APIGW.0301", http.MethodGet, "/quotas", "")
}

func TestTokenScope(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	owner := c.signIn(c.Owner())
	path := "/v1/" + c.Consumer().ProjectID + "/quotas"
	if r := c.do(http.MethodGet, path, owner.header(), ""); r.status != http.StatusForbidden || r.text("error_code") != "EndPoint.0004" {
		t.Errorf("another project: %d %s", r.status, r.body)
	}
	a := c.Owner()
	r := c.do(http.MethodPost, "/v3/auth/tokens", nil, passwordBody(a, `{"domain":{"id":"`+a.DomainID+`"}}`))
	domain := http.Header{"X-Auth-Token": {r.header.Get("X-Subject-Token")}}
	if r := c.do(http.MethodGet, "/v1/"+a.ProjectID+"/quotas", domain, ""); r.status != http.StatusForbidden {
		t.Errorf("domain scope: %d %s", r.status, r.body)
	}
	if r := c.do(http.MethodGet, "/v1/"+a.ProjectID+"/quotas", nil, ""); r.status != http.StatusUnauthorized {
		t.Errorf("no credentials: %d %s", r.status, r.body)
	}
}

func TestAgency(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	owner, consumer := c.Owner(), c.Consumer()
	assume := func(token, name string) *response {
		return c.do(http.MethodPost, "/v3/auth/tokens", http.Header{"X-Auth-Token": {token}},
			`{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"`+owner.DomainName+
				`","xrole_name":"`+name+`"}},"scope":{"project":{"name":"`+owner.ProjectName+
				`","domain":{"name":"`+owner.DomainName+`"}}}}}`)
	}
	caller := c.do(http.MethodPost, "/v3/auth/tokens", nil, passwordBody(consumer, `{"domain":{"name":"`+consumer.DomainName+`"}}`)).
		header.Get("X-Subject-Token")
	if r := assume(caller, "nobody"); r.status != http.StatusForbidden {
		t.Errorf("unknown agency: %d %s", r.status, r.body)
	}
	if r := assume(c.signIn(owner).token, owner.AgencyName); r.status != http.StatusForbidden {
		t.Errorf("untrusted caller: %d %s", r.status, r.body)
	}
	r := assume(caller, owner.AgencyName)
	if r.status != http.StatusCreated || !strings.Contains(r.body, `"assumed_by"`) {
		t.Fatalf("assume: %d %s", r.status, r.body)
	}
	token := r.header.Get("X-Subject-Token")
	agent := &session{c, owner, token}
	id := agent.createService(serviceBody(t, nil))
	if s, _ := c.Service(id); s.ProjectID != owner.ProjectID || s.DomainID != owner.DomainID {
		t.Errorf("the service is in project %s of domain %s", s.ProjectID, s.DomainID)
	}
	if r := assume(token, owner.AgencyName); r.status != http.StatusForbidden {
		t.Errorf("agency assumed by an agency: %d %s", r.status, r.body)
	}
}
