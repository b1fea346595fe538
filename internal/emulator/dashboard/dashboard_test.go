package dashboard_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator/dashboard"
)

const browser = "text/html,application/xhtml+xml,*/*;q=0.8"

func get(t *testing.T, handler http.Handler, path, accept string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w
}

// newCloud returns a cloud with something in each table of the page.
func newCloud(t *testing.T) *emulator.Emulator {
	t.Helper()
	// The digits of a random passcode could be on the page by chance.
	cloud, err := emulator.Restore(emulator.Options{}, emulator.State{Accounts: []emulator.Account{{Name: "owner", Passcode: "one-time"}}})
	if err != nil {
		t.Fatal(err)
	}
	service := cloud.AddService(emulator.Service{
		ID: "service-1", Name: "<img src=x onerror=alert(1)>", Status: emulator.StatusFailed, ApprovalEnabled: true,
		Ports:       []emulator.Port{{ClientPort: 443, ServerPort: 8443, Protocol: "TCP"}},
		Permissions: []emulator.Permission{{Permission: "iam:domain::0a1b2c"}},
		Errors:      []emulator.ErrorDetail{{Code: "EndPoint.3001", Message: "</td><script>alert(2)</script>"}},
	})
	cloud.AddEndpoint(emulator.Endpoint{ID: "endpoint-1", ServiceID: service, IP: "192.168.0.7", MarkerID: 1234567})
	fault, err := emulator.ParseFault(`create-service 503 times=2 message="<b>"`)
	if err != nil {
		t.Fatal(err)
	}
	cloud.AddFault(fault)
	get(t, cloud, `/vpcep/v1/p/vpc-endpoints?id="><script>alert(3)</script>`, "*/*")
	return cloud
}

func TestPage(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	w := get(t, dashboard.New(cloud, "1.2.3"), "/", browser)
	body := w.Body.String()
	owner, consumer := cloud.Owner(), cloud.Consumer()
	for _, want := range []string{
		"Version 1.2.3, region eu-de", "http://127.0.0.1:8080/v3",
		owner.DomainName, owner.ProjectID, consumer.DomainID, "1 of 20 endpoint services", "1 of 50 endpoints",
		"service-1", "&lt;img src=x", "failed", "EndPoint.3001", "443 → 8443/TCP", "iam:domain::0a1b2c", "required",
		"endpoint-1", "192.168.0.7", "accepted", "1234567",
		"create-service 503 message=&lt;b&gt; times=2", "0 of 2",
		"list-endpoints", "401", "com.t-systems.otc.eu-de.obs",
		`<noscript><meta http-equiv="refresh" content="2"></noscript>`, `src="/_emulator/page.js"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not contain %q", want)
		}
	}
	for _, secret := range []string{owner.Password, owner.SecretKey, owner.Passcode, consumer.Password, consumer.SecurityToken} {
		if strings.Contains(body, secret) {
			t.Error("the page contains a secret")
		}
	}
	if strings.Contains(body, "<img") || strings.Contains(body, "<script>") || strings.Count(body, "<script") != 1 {
		t.Error("the page is not escaped")
	}
	if strings.Contains(body, "//") && strings.Contains(strings.ReplaceAll(body, "http://127.0.0.1:8080", ""), "://") {
		t.Error("the page refers to another site")
	}
	if tables, heads := strings.Count(body, "<table"), strings.Count(body, "<thead><tr><th scope=\"col\">"); tables != 7 || heads != tables {
		t.Errorf("%d tables, %d of them with headers", tables, heads)
	}
	policy := w.Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "unsafe") {
		t.Errorf("Content-Security-Policy is %q", policy)
	}
}

func TestEmptyPage(t *testing.T) {
	t.Parallel()
	body := get(t, dashboard.New(emulator.New(emulator.Options{}), "1"), "/", browser).Body.String()
	for _, want := range []string{"no services", "no endpoints", "No endpoint is connected", "no fault rules", "no requests"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not contain %q", want)
		}
	}
}

func TestPausedPage(t *testing.T) {
	t.Parallel()
	body := get(t, dashboard.New(newCloud(t), "1"), "/_emulator/?refresh=off", "*/*").Body.String()
	if strings.Contains(body, "http-equiv") || strings.Contains(body, "<script") || !strings.Contains(body, "Resume") {
		t.Errorf("the page is not paused: %s", body)
	}
}

// The page takes nothing from the API.
func TestPaths(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	for _, test := range []struct {
		path, accept string
		status       int
		contentType  string
		contains     string
		logged       bool
	}{
		{"/", browser, http.StatusOK, "text/html; charset=utf-8", "<!DOCTYPE html>", false},
		{"/_emulator/", "*/*", http.StatusOK, "text/html; charset=utf-8", "<!DOCTYPE html>", false},
		{"/_emulator/page.css", "*/*", http.StatusOK, "text/css; charset=utf-8", "prefers-color-scheme: dark", false},
		{"/_emulator/page.js", "*/*", http.StatusOK, "text/javascript; charset=utf-8", "fetch", false},
		{"/_emulator/page.html.tmpl", "*/*", http.StatusNotFound, "application/json", "no hook", false},
		{"/_emulator/state", browser, http.StatusOK, "application/json", "service-1", false},
		{"/favicon.ico", "image/png", http.StatusNoContent, "", "", false},
		{"/", "*/*", http.StatusOK, "application/json", `"versions"`, true},
		{"/", "application/json", http.StatusOK, "application/json", `"versions"`, true},
		{"/vpcep/", browser, http.StatusOK, "application/json", `"versions"`, true},
	} {
		before := len(cloud.Requests())
		w := get(t, dashboard.New(cloud, "1"), test.path, test.accept)
		if w.Code != test.status || w.Header().Get("Content-Type") != test.contentType || !strings.Contains(w.Body.String(), test.contains) {
			t.Errorf("%s with %s: %d %s %s", test.path, test.accept, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
		if logged := len(cloud.Requests()) > before; logged != test.logged {
			t.Errorf("%s with %s: in the request log: %t", test.path, test.accept, logged)
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/_emulator/", nil)
	w := httptest.NewRecorder()
	if dashboard.New(cloud, "1").ServeHTTP(w, r); w.Code != http.StatusNotFound {
		t.Errorf("POST: %d", w.Code)
	}
}
