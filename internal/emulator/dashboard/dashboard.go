// Package dashboard shows an emulated cloud on a web page: its accounts, services, endpoints, connections, quotas, fault
// rules and latest requests. The page changes nothing, shows no secrets, and updates itself, also without JavaScript.
package dashboard

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

//go:embed page.html.tmpl page.css page.js
var files embed.FS

var page = template.Must(template.ParseFS(files, "page.html.tmpl"))

// Path is where the page is found by any client. Browsers also find it at /, where the API lists its versions.
const Path = "/_emulator/"

// securityPolicy allows the page its own style sheet, its own script, and the script to read the page again.
const securityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// New returns a handler that serves the page of a cloud, and passes all other requests on to the cloud itself.
func New(cloud *emulator.Emulator, version string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			cloud.ServeHTTP(w, r)
			return
		}
		switch {
		case IsPage(r):
			servePage(w, r, newView(cloud, version, r))
		case r.URL.Path == Path+"page.css":
			serveFile(w, "page.css", "text/css; charset=utf-8")
		case r.URL.Path == Path+"page.js":
			serveFile(w, "page.js", "text/javascript; charset=utf-8")
		case r.URL.Path == "/favicon.ico": // browsers ask for it, and it is no request of the API
			w.WriteHeader(http.StatusNoContent)
		default:
			cloud.ServeHTTP(w, r)
		}
	})
}

// IsPage reports whether a request is for the page.
func IsPage(r *http.Request) bool {
	return r.URL.Path == Path || r.URL.Path == "/" && strings.Contains(r.Header.Get("Accept"), "text/html")
}

func servePage(w http.ResponseWriter, r *http.Request, v view) {
	var body bytes.Buffer
	if err := page.Execute(&body, v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	setHeaders(w, "text/html; charset=utf-8")
	w.Header().Set("Vary", "Accept")
	if r.Method != http.MethodHead {
		_, _ = w.Write(body.Bytes()) // the client has disconnected
	}
}

func serveFile(w http.ResponseWriter, name, contentType string) {
	content, err := files.ReadFile(name)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	setHeaders(w, contentType)
	_, _ = w.Write(content) // the client has disconnected
}

func setHeaders(w http.ResponseWriter, contentType string) {
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Set("Content-Security-Policy", securityPolicy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Cache-Control", "no-store")
}
