package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestRun(t *testing.T) {
	t.Parallel()
	envFile := filepath.Join(t.TempDir(), "otc.env")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, in := io.Pipe()
	var stderr bytes.Buffer
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, []string{"-env-file", envFile, "-account", "consumer", "-fault", "list-versions 503 times=1"}, in, &stderr)
		_ = in.Close()
	}()

	buffer := make([]byte, 4096)
	n, err := out.Read(buffer)
	if err != nil {
		t.Fatalf("nothing printed: %v; run: %v", err, <-done)
	}
	printed := string(buffer[:n])
	match := regexp.MustCompile(`export OS_AUTH_URL='(http://127\.0\.0\.1:[0-9]+)/v3'`).FindStringSubmatch(printed)
	if match == nil || !strings.Contains(printed, "export OS_PROJECT_NAME='eu-de_consumer'") {
		t.Fatalf("printed %s", printed)
	}
	for _, want := range []int{http.StatusServiceUnavailable, http.StatusOK} {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, match[1]+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("GET /: status %d, want %d", resp.StatusCode, want)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("run: %v", err)
	}
	if written, err := os.ReadFile(envFile); err != nil || string(written) != printed { //nolint:gosec // a file of this test
		t.Errorf("the file contains %q, %v, want %q", written, err, printed)
	}
	if got := stderr.String(); !strings.Contains(got, "503 GET    /  list-versions  [answer]") {
		t.Errorf("requests are printed as %q", got)
	}
}

func TestInvalidFlags(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"-fault", "nonsense"}, {"-name-form", "long"}, {"-account", "me"}, {"extra"}, {"-create-delay", "5"},
		{"-lag-details", "5"}, {"-owner-listed=maybe"},
		{"-listen", "nowhere:x"}, {"-env-file", filepath.Join(t.TempDir(), "none", "env")},
	} {
		if err := run(t.Context(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
}

func TestExportLines(t *testing.T) {
	t.Parallel()
	if got, want := string(exportLines([]string{"A=it's=x"})), "export A='it'\\''s=x'\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	line := requestLine(emulator.Request{Method: "GET", Path: "/x", Query: "a=b", Status: 404})
	if !strings.HasSuffix(line, "404 GET    /x?a=b") {
		t.Errorf("got %q", line)
	}
}
