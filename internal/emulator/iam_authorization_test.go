package emulator

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// signedCall sends a signed request directly to the handler.
func signedCall(t *testing.T, e *Emulator, path string, header map[string]string, accessKey, secretKey string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://cloud.example"+path, nil)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	signRequest(t, r, "", accessKey, secretKey, e.opts.Now())
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w
}

func TestSignedCalls(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		path   func(a Account) string
		header func(a Account) map[string]string
		key    func(a Account) (string, string)
		status int
		want   string // in the body
	}{
		{name: "service call", status: http.StatusOK, want: `"total_count":0`},
		{
			name: "temporary key", status: http.StatusOK, want: `"total_count":0`,
			key: func(a Account) (string, string) { return a.TemporaryAccessKey, a.TemporarySecretKey },
			header: func(a Account) map[string]string {
				return map[string]string{"X-Project-Id": a.ProjectID, "X-Security-Token": a.SecurityToken}
			},
		},
		{
			name: "temporary key without its token", status: http.StatusUnauthorized, want: codeUnauthorized,
			key: func(a Account) (string, string) { return a.TemporaryAccessKey, a.TemporarySecretKey },
		},
		{
			name: "wrong secret", status: http.StatusUnauthorized, want: codeUnauthorized,
			key: func(a Account) (string, string) { return a.AccessKey, "wrong" },
		},
		{
			name: "no project", status: http.StatusForbidden, want: "must carry X-Project-Id",
			header: func(Account) map[string]string { return nil },
		},
		{
			name: "domain beside the project", status: http.StatusForbidden, want: "must not carry X-Domain-Id",
			header: func(a Account) map[string]string {
				return map[string]string{"X-Project-Id": a.ProjectID, "X-Domain-Id": a.DomainID}
			},
		},
		{
			name: "unknown project", status: http.StatusForbidden, want: "does not belong",
			header: func(Account) map[string]string { return map[string]string{"X-Project-Id": randomHex()} },
		},
		{
			name: "projects by name prefix", status: http.StatusOK, want: `_archive"`,
			path:   func(a Account) string { return "/v3/projects?name=" + a.ProjectName },
			header: func(Account) map[string]string { return nil },
		},
		{
			name: "domains", status: http.StatusOK, want: `"domains":[{`,
			path:   func(a Account) string { return "/v3/auth/domains?name=" + a.DomainName },
			header: func(Account) map[string]string { return nil },
		},
		{
			name: "catalogue of a project", status: http.StatusOK, want: `"type":"vpcep"`,
			path: func(Account) string { return "/v3/auth/catalog" },
		},
		{
			name: "catalogue without a project", status: http.StatusOK, want: `"catalog":[]`,
			path:   func(Account) string { return "/v3/auth/catalog" },
			header: func(Account) map[string]string { return nil },
		},
		{
			name: "wrong secret at IAM", status: http.StatusUnauthorized, want: `"title":"Unauthorized"`,
			path: func(Account) string { return "/v3/auth/catalog" },
			key:  func(a Account) (string, string) { return a.AccessKey, "wrong" },
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e := New(Options{})
			a := e.Owner()
			path := "/v1/" + a.ProjectID + "/vpc-endpoint-services"
			if test.path != nil {
				path = test.path(a)
			}
			header := map[string]string{"X-Project-Id": a.ProjectID}
			if test.header != nil {
				header = test.header(a)
			}
			accessKey, secretKey := a.AccessKey, a.SecretKey
			if test.key != nil {
				accessKey, secretKey = test.key(a)
			}
			w := signedCall(t, e, path, header, accessKey, secretKey)
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.want) {
				t.Errorf("got %d %s, want %d and %q", w.Code, w.Body, test.status, test.want)
			}
		})
	}
}

func TestAccessKeyLock(t *testing.T) {
	t.Parallel()
	clock := NewClock(time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC))
	e := New(Options{Now: clock.Now})
	a := e.Owner()
	call := func(secret string) int {
		return signedCall(t, e, "/v1/"+a.ProjectID+"/quotas", map[string]string{"X-Project-Id": a.ProjectID}, a.AccessKey, secret).Code
	}
	for range 4 {
		call("wrong")
	}
	if n, locked := e.AccessKeyFailures(a.AccessKey); n != 4 || locked {
		t.Fatalf("%d failures, locked %v, want 4 and not locked", n, locked)
	}
	if got := call(a.SecretKey); got != http.StatusOK {
		t.Fatalf("after four failures: %d", got)
	}
	for range 5 {
		call("wrong")
	}
	if n, locked := e.AccessKeyFailures(a.AccessKey); n != 5 || !locked {
		t.Fatalf("%d failures, locked %v, want 5 and locked", n, locked)
	}
	if got := call(a.SecretKey); got != http.StatusUnauthorized {
		t.Fatalf("locked key: %d", got)
	}
	clock.Advance(5 * time.Minute)
	if got := call(a.SecretKey); got != http.StatusOK {
		t.Fatalf("after five minutes: %d", got)
	}
}

func TestSignedAgency(t *testing.T) {
	t.Parallel()
	e := New(Options{})
	owner, consumer := e.Owner(), e.Consumer()
	body := `{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"` + owner.DomainName +
		`","xrole_name":"` + owner.AgencyName + `"}},"scope":{"project":{"name":"` + owner.ProjectName +
		`","domain":{"name":"` + owner.DomainName + `"}}}}}`
	for _, test := range []struct {
		name     string
		domainID string
		status   int
	}{
		{"with X-Domain-Id", consumer.DomainID, http.StatusCreated},
		{"without", "", http.StatusUnauthorized},
		{"of another domain", owner.DomainID, http.StatusForbidden},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://cloud.example/v3/auth/tokens", strings.NewReader(body))
		if test.domainID != "" {
			r.Header.Set("X-Domain-Id", test.domainID)
		}
		signRequest(t, r, body, consumer.AccessKey, consumer.SecretKey, e.opts.Now())
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		if w.Code != test.status {
			t.Errorf("%s: got %d %s, want %d", test.name, w.Code, w.Body, test.status)
		}
	}
}
