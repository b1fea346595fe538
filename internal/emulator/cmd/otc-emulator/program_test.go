package main

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// program is the emulator, as main runs it.
type program struct {
	printed string // the environment
	url     string // without a path
	stderr  *lockedBuffer
	cancel  context.CancelFunc
	done    chan error
}

// start runs the emulator until the end of the test or stop.
func start(t *testing.T, args ...string) *program {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	p := &program{cancel: cancel, done: make(chan error, 1), stderr: new(lockedBuffer)}
	out, in := io.Pipe()
	go func() {
		p.done <- run(ctx, args, in, p.stderr)
		_ = in.Close()
	}()
	buffer := make([]byte, 4096)
	n, err := out.Read(buffer)
	if err != nil {
		t.Fatalf("nothing printed: %v; run: %v", err, <-p.done)
	}
	p.printed = string(buffer[:n])
	match := regexp.MustCompile(`export OS_AUTH_URL='(http://[^/]+)/v3'`).FindStringSubmatch(p.printed)
	if match == nil {
		t.Fatalf("printed %s", p.printed)
	}
	p.url = match[1]
	return p
}

// runBriefly runs the emulator, which is expected to fail, and stops it after a while if it does not.
func runBriefly(t *testing.T, args ...string) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	return run(ctx, args, io.Discard, io.Discard)
}

func (p *program) stop(t *testing.T) {
	t.Helper()
	p.cancel()
	if err := <-p.done; err != nil {
		t.Errorf("run: %v", err)
	}
}

// do sends a request and returns the body. It fails the test unless the response has the status.
func (p *program) do(t *testing.T, method, path, body string, status int) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, p.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != status {
		t.Errorf("%s %s: %d %s, %v, want %d", method, path, resp.StatusCode, text, err, status)
	}
	return string(text)
}

// lockedBuffer is written to by the server while the test reads it.
type lockedBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
