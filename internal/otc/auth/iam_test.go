package auth

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// Values that must not appear in an error.
const (
	testPassword = "p4ss-w0rd-value"
	testPasscode = "987654"
	testToken    = "gAAAA-given-token" //nolint:gosec // of the fake IAM
	testSecret   = "secret-key-value"
	testSecurity = "security-token-value"
)

var secretValues = []string{testPassword, testPasscode, testToken, testSecret, testSecurity, "issued-token", "agency-token"}

const catalogue = `[{"type":"vpcep","name":"vpcep","endpoints":[{"interface":"public","region":"eu-de","region_id":"eu-de",` +
	`"url":"https://vpcep.eu-de.otc.t-systems.com/v1/p1"}]}]`

// call is a request that the fake IAM received.
type call struct {
	Line   string // method and URI
	Header http.Header
	Body   string
}

// fakeIAM responds as configured by method and path, and records the requests.
type fakeIAM struct {
	url string

	mu        sync.Mutex
	calls     []call
	responses map[string]http.HandlerFunc
}

func newFakeIAM(t *testing.T) *fakeIAM {
	t.Helper()
	f := &fakeIAM{responses: map[string]http.HandlerFunc{
		"POST /v3/auth/tokens": func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			if strings.Contains(string(body), "assume_role") {
				respond(w, http.StatusCreated, "agency-token", `{"token":{"expires_at":"2999-01-01T00:00:00.000000Z",`+
					`"project":{"id":"ap1","name":"eu-de_theirs"},"catalog":`+catalogue+`}}`)
				return
			}
			respond(w, http.StatusCreated, "issued-token", `{"token":{"expires_at":"2999-01-01T00:00:00.000000Z",`+
				`"project":{"id":"p1","name":"eu-de_x"},"catalog":`+catalogue+`}}`)
		},
		"GET /v3/auth/tokens": func(w http.ResponseWriter, _ *http.Request) {
			respond(w, http.StatusNonAuthoritativeInfo, "", `{"token":{"expires_at":"2999-01-01T00:00:00.000000Z",`+
				`"project":{"id":"p1","name":"eu-de_x"},"catalog":`+catalogue+`}}`)
		},
		"GET /v3/projects": func(w http.ResponseWriter, _ *http.Request) {
			respond(w, http.StatusOK, "", `{"projects":[{"id":"p0","name":"eu-de"},{"id":"p1","name":"eu-de_x"}]}`)
		},
		"GET /v3/auth/catalog": func(w http.ResponseWriter, _ *http.Request) {
			respond(w, http.StatusOK, "", `{"catalog":`+catalogue+`}`)
		},
		"GET /v3/auth/domains": func(w http.ResponseWriter, _ *http.Request) {
			respond(w, http.StatusOK, "", `{"domains":[{"id":"d1","name":"D"}]}`)
		},
	}}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	f.url = server.URL + "/v3"
	return f
}

func (f *fakeIAM) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	f.calls = append(f.calls, call{Line: r.Method + " " + r.URL.RequestURI(), Header: r.Header.Clone(), Body: string(body)})
	handler := f.responses[r.Method+" "+r.URL.Path]
	f.mu.Unlock()
	if handler == nil {
		http.NotFound(w, r)
		return
	}
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	handler(w, r)
}

// on replaces the response to a method and path.
func (f *fakeIAM) on(route string, handler http.HandlerFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.responses[route] = handler
}

func (f *fakeIAM) seen() []call {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]call(nil), f.calls...)
}

func (f *fakeIAM) lines() []string {
	var lines []string
	for _, c := range f.seen() {
		lines = append(lines, c.Line)
	}
	return lines
}

func respond(w http.ResponseWriter, status int, token, body string) {
	if token != "" {
		w.Header().Set("X-Subject-Token", token)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

func refuse(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		respond(w, status, "", `{"error":{"code":"1","message":"refused on purpose"}}`)
	}
}

func newSender(t *testing.T) *otc.Sender {
	t.Helper()
	sender, err := otc.NewSender(otc.SenderOptions{MaxRetries: 0})
	if err != nil {
		t.Fatal(err)
	}
	return sender
}

func (f *fakeIAM) credentials(t *testing.T, options Options) *credentials {
	t.Helper()
	options.AuthURL = f.url
	made, err := New(newSender(t), options)
	if err != nil {
		t.Fatal(err)
	}
	c, ok := made.(*credentials)
	if !ok {
		t.Fatalf("New returned a %T", made)
	}
	return c
}

func withPassword() Options {
	return Options{UserName: "u", Password: testPassword, DomainName: "D", ProjectName: "eu-de_x", AllowReauth: true}
}

func withAccessKey() Options {
	return Options{AccessKey: "AK", SecretKey: testSecret, ProjectName: "eu-de_x", AllowReauth: true}
}

// verifySigned recomputes the signature of a call from the received request.
func verifySigned(t *testing.T, f *fakeIAM, c call) {
	t.Helper()
	method, uri, _ := strings.Cut(c.Line, " ")
	var body io.Reader
	if c.Body != "" {
		body = strings.NewReader(c.Body)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, strings.TrimSuffix(f.url, "/v3")+uri, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = c.Header.Clone()
	date, err := time.Parse(dateLayout, c.Header.Get("X-Sdk-Date"))
	if err != nil {
		t.Fatalf("%s is not signed: %v", c.Line, err)
	}
	if err := (accessKey{id: "AK", secret: testSecret}).sign(req, date); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(req.Header.Get("Authorization"), c.Header.Get("Authorization")); diff != "" {
		t.Errorf("signature of %s: %s", c.Line, diff)
	}
}

func sameJSON(t *testing.T, want, got string) {
	t.Helper()
	var w, g any
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(got), &g); err != nil {
		t.Fatalf("%v in %s", err, got)
	}
	if diff := cmp.Diff(w, g); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

func noSecrets(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Fatal("there is no error")
	}
	for _, secret := range secretValues {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error shows the secret %q: %s", secret, err)
		}
	}
}
