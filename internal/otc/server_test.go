package otc

import (
	"bytes"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

const testToken = "MIIFtoken0123456789abcdefghijklmnopqrstuvwxyz"

var (
	errRefused = &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	errReset   = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
)

// roundTripper responds without a network, so that a test can run on a virtual clock.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func newSender(t *testing.T, options SenderOptions) *Sender {
	t.Helper()
	s, err := NewSender(options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// senderOver returns a Sender with the transport next.
func senderOver(t *testing.T, options SenderOptions, next roundTripper) *Sender {
	t.Helper()
	s := newSender(t, options)
	transport, ok := s.client.HTTPClient.Transport.(*attemptTransport)
	if !ok {
		t.Fatalf("the transport is a %T", s.client.HTTPClient.Transport)
	}
	transport.next = next
	return s
}

// newResponse returns a response of a test.
func newResponse(req *http.Request, status int, body string, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: req}
}

// server is an HTTP server that counts its requests.
type server struct {
	*httptest.Server
	requests atomic.Int64
}

func newServer(t *testing.T, handle http.HandlerFunc) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		handle(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// write responds with a body.
func write(w http.ResponseWriter, status int, body string) {
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body) //nolint:gosec // nobody's browser reads it
}

// reset breaks the connection of a request, like a crashed gateway.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// closed returns the address of a port on which no server listens.
func closed(t *testing.T) string {
	t.Helper()
	var listen net.ListenConfig
	listener, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return address
}

// discard is for servers whose clients close connections on purpose.
func discard() *log.Logger { return log.New(io.Discard, "", 0) }

func withToken(req *http.Request) error {
	req.Header.Set("X-Auth-Token", testToken)
	return nil
}

func asError(t *testing.T, err error) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %T %v, want an *Error", err, err)
	}
	return e
}

func asCallError(t *testing.T, err error) *CallError {
	t.Helper()
	var e *CallError
	if !errors.As(err, &e) {
		t.Fatalf("got %T %v, want a *CallError", err, err)
	}
	return e
}

func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q does not contain %q", text, part)
		}
	}
}

// readBody returns the body of a request.
func readBody(t *testing.T, req *http.Request) string {
	t.Helper()
	if req.Body == nil {
		return ""
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(req.Body); err != nil {
		t.Error(err)
	}
	return b.String()
}
