package main

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator/dashboard"
)

// protect refuses requests of other web sites for the page and for the hooks, which need no credentials. A site can reach
// the emulator from a browser on this machine, also by a name of its own that resolves to this machine; a name is therefore
// accepted only if it is localhost or the one in address, the URL of the emulator.
func protect(next http.Handler, address string) http.Handler {
	var own string
	if u, err := url.Parse(address); err == nil {
		own = u.Hostname()
	}
	crossOrigin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if dashboard.IsPage(r) || strings.HasPrefix(r.URL.Path, dashboard.Path) {
			if host := hostname(r.Host); !isLocal(host) && !strings.EqualFold(host, own) {
				http.Error(w, fmt.Sprintf("The emulator does not answer to the name %q here. Use its address, "+
					"or start it with -url=http://%s.", host, r.Host), http.StatusMisdirectedRequest)
				return
			}
			if err := crossOrigin.Check(r); err != nil {
				http.Error(w, err.Error(), http.StatusForbidden)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// hostname returns a Host header without the port.
func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		return h
	}
	return strings.Trim(host, "[]")
}

// isLocal reports whether a host is an address, or a name of this machine that no DNS server can change.
func isLocal(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	host = strings.ToLower(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}
