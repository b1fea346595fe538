package main

import (
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestRun(t *testing.T) {
	t.Parallel()
	envFile := filepath.Join(t.TempDir(), "otc.env")
	p := start(t, "-env-file", envFile, "-account", "consumer", "-fault", "list-versions 503 times=1")
	if !strings.HasPrefix(p.url, "http://127.0.0.1:") || !strings.Contains(p.printed, "export OS_PROJECT_NAME='eu-de_consumer'") {
		t.Fatalf("printed %s", p.printed)
	}
	p.do(t, http.MethodGet, "/", "", http.StatusServiceUnavailable)
	p.do(t, http.MethodGet, "/", "", http.StatusOK)
	p.do(t, http.MethodGet, "/_emulator/", "", http.StatusOK)
	p.stop(t)
	if written, err := os.ReadFile(envFile); err != nil || string(written) != p.printed { //nolint:gosec // a file of this test
		t.Errorf("the file contains %q, %v, want %q", written, err, p.printed)
	}
	if got := p.stderr.String(); !strings.Contains(got, "503 GET    /  list-versions  [answer]") || strings.Contains(got, "_emulator") {
		t.Errorf("requests are printed as %q", got)
	}
}

// A listener on all interfaces prints an address that clients can use.
func TestListenOnAllInterfaces(t *testing.T) {
	t.Parallel()
	for _, listen := range []string{"0.0.0.0:0", ":0", "0.0.0.0"} {
		p := start(t, "-quiet", "-listen", listen)
		u, err := url.Parse(p.url)
		if err != nil {
			t.Fatal(err)
		}
		if ip := net.ParseIP(u.Hostname()); ip == nil || ip.IsUnspecified() {
			t.Errorf("-listen %s prints %s", listen, p.url)
		}
		p.do(t, http.MethodGet, "/", "", http.StatusOK)
		p.do(t, http.MethodGet, "/_emulator/state", "", http.StatusOK)
		p.stop(t)
	}
}

// By default, only this machine reaches the emulator.
func TestListenOnLoopback(t *testing.T) {
	t.Parallel()
	p := start(t, "-quiet")
	u, err := url.Parse(p.url)
	if err != nil {
		t.Fatal(err)
	}
	if ip := net.ParseIP(u.Hostname()); !ip.IsLoopback() {
		t.Errorf("the default address is %s", p.url)
	}
	p.stop(t)
}

func TestWithPort(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"127.0.0.1": "127.0.0.1:0", "127.0.0.1:80": "127.0.0.1:80", ":80": ":80", "::1": "[::1]:0", "[::1]": "[::1]:0", "[::1]:80": "[::1]:80",
	} {
		if got := withPort(address); got != want {
			t.Errorf("%s becomes %s, want %s", address, got, want)
		}
	}
}

func TestURL(t *testing.T) {
	t.Parallel()
	c, err := parseFlags([]string{"-url", "http://otc-emulator:8080/"})
	if err != nil || c.url != "http://otc-emulator:8080" {
		t.Errorf("got %q, %v", c.url, err)
	}
}

func TestInvalidFlags(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"-fault", "nonsense"}, {"-name-form", "long"}, {"-account", "me"}, {"extra"}, {"-create-delay", "5"},
		{"-lag-details", "5"}, {"-owner-listed=maybe"}, {"-request-log", "0"},
		{"-url", "otc-emulator:8080"}, {"-url", "https://otc-emulator"}, {"-url", "http://otc-emulator/path"},
		{"-listen", "nowhere:x"}, {"-env-file", filepath.Join(t.TempDir(), "none", "env")},
		{"-clouds-file", filepath.Join(t.TempDir(), "none", "clouds.yaml")},
	} {
		if err := runBriefly(t, args...); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
}

func TestRequestLine(t *testing.T) {
	t.Parallel()
	line := requestLine(emulator.Request{Method: "GET", Path: "/x", Query: "a=b", Status: 404})
	if !strings.HasSuffix(line, "404 GET    /x?a=b") {
		t.Errorf("got %q", line)
	}
}
