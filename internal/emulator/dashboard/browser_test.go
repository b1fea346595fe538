package dashboard_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator/dashboard"
)

// chromium returns the path of a browser that can run without a window.
func chromium(t *testing.T) string {
	t.Helper()
	names := []string{"chromium-headless-shell", "google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser"}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skipf("requires Chromium; none of %s is on the PATH", strings.Join(names, ", "))
	return ""
}

// dump returns the document after the browser has loaded the page and run its script.
func dump(t *testing.T, browser, url string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	// In containers, Chromium has no sandbox. The virtual time passes at once, but waits for requests.
	args := []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=" + t.TempDir(),
		"--virtual-time-budget=5000", "--dump-dom", url,
	}
	cmd := exec.CommandContext(ctx, browser, args...) //nolint:gosec // a browser
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", browser, err)
	}
	return string(output)
}

// The browser shows the page, runs nothing that the cloud's objects contain, and updates the page.
func TestPageInABrowser(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	cloud := newCloud(t)
	var loads atomic.Int32
	handler := dashboard.New(cloud, "1")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if dashboard.IsPage(r) && loads.Add(1) == 2 { // what changes after the first load
			cloud.AddService(emulator.Service{ID: "service-2", Name: "added-later"})
			cloud.RemoveEndpoint("endpoint-1")
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	document := dump(t, browser, server.URL+"/")
	for _, want := range []string{
		"Emulated Open Telekom Cloud", "service-1", "added-later", "There are no endpoints.", "2 of 20 endpoint services",
	} {
		if !strings.Contains(document, want) {
			t.Errorf("the browser does not show %q:\n%s", want, document)
		}
	}
	if strings.Contains(document, "<img") || strings.Contains(document, "does not answer") {
		t.Errorf("the browser shows:\n%s", document)
	}
}

// A page that has been loaded says that the emulator has stopped.
func TestStoppedEmulatorInABrowser(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	var loads atomic.Int32
	handler := dashboard.New(newCloud(t), "1")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if dashboard.IsPage(r) && loads.Add(1) > 1 {
			panic(http.ErrAbortHandler)
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	if document := dump(t, browser, server.URL+"/"); !strings.Contains(document, "The emulator does not answer.") {
		t.Errorf("the browser shows:\n%s", document)
	}
}
