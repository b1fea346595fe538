package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator/dashboard"
)

func TestProtect(t *testing.T) {
	t.Parallel()
	handler := protect(dashboard.New(emulator.New(emulator.Options{}), "1"), "http://otc-emulator:8080")
	const html = "text/html"
	for _, test := range []struct {
		name, method, path, host string
		header                   http.Header
		want                     int
	}{
		{"address", http.MethodGet, "/", "127.0.0.1:8080", http.Header{"Accept": {html}}, http.StatusOK},
		{"IPv6 address", http.MethodGet, "/_emulator/state", "[::1]:8080", nil, http.StatusOK},
		{"IPv6 address without port", http.MethodGet, "/_emulator/state", "[::1]", nil, http.StatusOK},
		{"localhost", http.MethodGet, "/_emulator/", "LOCALHOST:8080", nil, http.StatusOK},
		{"own name", http.MethodGet, "/_emulator/state", "otc-emulator:8080", nil, http.StatusOK},
		{"another name for the page", http.MethodGet, "/", "evil.example", http.Header{"Accept": {html}}, http.StatusMisdirectedRequest},
		{"another name for the hooks", http.MethodGet, "/_emulator/state", "evil.example:8080", nil, http.StatusMisdirectedRequest},
		{"a name that starts like localhost", http.MethodGet, "/_emulator/state", "localhost.evil.example", nil, http.StatusMisdirectedRequest},
		{"no name", http.MethodGet, "/_emulator/state", "", nil, http.StatusMisdirectedRequest},
		{"another name for the API", http.MethodGet, "/", "proxy.example", nil, http.StatusOK},
		{
			"a form of another site", http.MethodPost, "/_emulator/expire-tokens", "127.0.0.1:8080",
			http.Header{"Sec-Fetch-Site": {"cross-site"}}, http.StatusForbidden,
		},
		{
			"a form of another site in an old browser", http.MethodPost, "/_emulator/expire-tokens", "127.0.0.1:8080",
			http.Header{"Origin": {"http://evil.example"}}, http.StatusForbidden,
		},
		{"a script", http.MethodPost, "/_emulator/expire-tokens", "127.0.0.1:8080", nil, http.StatusOK},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), test.method, test.path, nil)
			r.Host = test.host
			for name, values := range test.header {
				r.Header[name] = values
			}
			w := httptest.NewRecorder()
			if handler.ServeHTTP(w, r); w.Code != test.want {
				t.Errorf("status %d, want %d: %s", w.Code, test.want, w.Body)
			}
		})
	}
}
