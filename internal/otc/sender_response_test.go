package otc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

var blanks = bytes.Repeat([]byte(" "), 1<<16)

// endless is a body without an end that counts how much is read.
type endless struct {
	left, read int64
	closed     bool
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p, blanks[:min(int64(len(blanks)), e.left)])
	e.left -= int64(n)
	e.read += int64(n)
	return n, nil
}

func (e *endless) Close() error {
	e.closed = true
	return nil
}

func TestSenderLimitsTheResponse(t *testing.T) {
	t.Parallel()
	for name, status := range map[string]int{"success": 200, "error": 502} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var bodies []*endless
				s := senderOver(t, SenderOptions{MaxRetries: 2}, func(req *http.Request) (*http.Response, error) {
					body := &endless{left: 50 << 20}
					bodies = append(bodies, body)
					resp := newResponse(req, status, "")
					resp.Body = body
					return resp, nil
				})
				_, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: "https://h/s", Out: new(thing)})
				if !errors.Is(err, errTooLarge) || Transient(err) {
					t.Errorf("got %v", err)
				}
				contains(t, err.Error(), "GET https://h/s: ", "larger than 16 MiB")
				if len(bodies) != 1 || bodies[0].read > maxResponseSize+1<<20 || !bodies[0].closed {
					t.Errorf("%d responses, the first read up to %d, closed: %v", len(bodies), bodies[0].read, bodies[0].closed)
				}
			})
		})
	}
}

func TestSenderLimitsACompressedResponse(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
		_, _ = io.Copy(z, &endless{left: maxResponseSize + 1})
		_ = z.Close()
	})
	_, err := newSender(t, SenderOptions{}).Send(t.Context(), Request{Method: http.MethodGet, URL: server.URL})
	if !errors.Is(err, errTooLarge) {
		t.Errorf("got %v", err)
	}
}

func TestSenderReadsTheLargestResponse(t *testing.T) {
	t.Parallel()
	for size, tooLarge := range map[int64]bool{maxResponseSize: false, maxResponseSize + 1: true} {
		s := senderOver(t, SenderOptions{}, func(req *http.Request) (*http.Response, error) {
			resp := newResponse(req, 400, "")
			resp.Body = io.NopCloser(io.MultiReader(strings.NewReader("x"), &endless{left: size - 1}))
			return resp, nil
		})
		_, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: "https://h/"})
		if errors.Is(err, errTooLarge) != tooLarge || HasStatus(err, 400) == tooLarge {
			t.Errorf("%d bytes: got %v", size, err)
		}
	}
}

func TestSenderReportsWhatItCannotDecode(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		body string
		err  error
		says string
	}{
		"HTML":    {"<html><body>Please sign in</body></html>", errNotJSON, "Please sign in"},
		"cut":     {`{"id":"a`, errNotJSON, `{"id":"a`},
		"empty":   {"", errNotJSON, "not JSON"},
		"types":   {`{"id":7}`, errFormat, "does not have the documented format"},
		"lacking": {`{}`, errNoID, "no id"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("X-Request-Id", "req-3")
				write(w, 200, test.body)
			})
			_, err := newSender(t, SenderOptions{}).Send(t.Context(), Request{Method: http.MethodPost, URL: server.URL, Out: new(thing)})
			if !errors.Is(err, test.err) {
				t.Errorf("got %v, want %v", err, test.err)
			}
			// Such a call has a response, but its outcome is unknown.
			if call := asCallError(t, err); call.RequestID != "req-3" || !OutcomeUnknown(err) {
				t.Errorf("request id %q, outcome unknown: %v", call.RequestID, OutcomeUnknown(err))
			}
			contains(t, err.Error(), "POST "+server.URL, "HTTP 200", test.says)
		})
	}
}

func TestSenderAcceptsAnEmptyResponseIfAllowed(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
		want   string // id in Out, which holds "before" at first
		err    error
		failed int // status of the *Error, 0 for none
	}{
		"empty":              {status: 200, want: "before"},
		"created":            {status: 201, want: "before"},
		"no content":         {status: 204, want: "before"},
		"a response":         {status: 200, body: `{"id":"after"}`, want: "after"},
		"incomplete":         {status: 200, body: `{"id":""}`, err: errNoID},
		"HTML":               {status: 200, body: "<html>", want: "before", err: errNotJSON},
		"empty refusal":      {status: 400, want: "before", failed: 400},
		"empty redirect":     {status: 302, want: "before", failed: 302},
		"error with success": {status: 200, body: `{"error_code":"EndPoint.0002"}`, want: "before", failed: 200},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { write(w, test.status, test.body) })
			out := thing{ID: "before"}
			s := newSender(t, SenderOptions{})
			_, err := s.Send(t.Context(), Request{Method: http.MethodPut, URL: server.URL, Out: &out, EmptyOK: true})
			switch {
			case test.failed != 0:
				if e := asError(t, err); e.StatusCode != test.failed {
					t.Errorf("got %v", err)
				}
			case !errors.Is(err, test.err):
				t.Errorf("got %v, want %v", err, test.err)
			}
			if out.ID != test.want {
				t.Errorf("Out has the id %q, want %q", out.ID, test.want)
			}
		})
	}
}

// The call succeeded, so it is not retried.
func TestSenderDoesNotRetryAnEmptyResponse(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { write(w, 200, "") })
	s := newSender(t, SenderOptions{MaxRetries: 2})
	out := thing{ID: "before"}
	if _, err := s.Send(t.Context(), Request{Method: http.MethodPut, URL: server.URL, Out: &out, EmptyOK: true}); err != nil {
		t.Error(err)
	}
	if n := server.requests.Load(); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

// Even if the response is ignored, the call succeeded only if the response is from the service.
func TestSenderTakesNoPageForASuccess(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
		ok     bool
	}{
		"no content":         {204, "", true},
		"nothing":            {200, "", true},
		"JSON":               {200, `{"permissions":[]}`, true},
		"HTML":               {200, "<html>Maintenance</html>", false},
		"moved, nowhere":     {302, "", false},
		"not modified":       {304, "", false},
		"choices":            {300, "<html>", false},
		"moved, with a body": {308, `{"id":"a"}`, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { write(w, test.status, test.body) })
			_, err := newSender(t, SenderOptions{}).Send(t.Context(), Request{Method: http.MethodDelete, URL: server.URL})
			if (err == nil) != test.ok {
				t.Errorf("ended in %v", err)
			}
		})
	}
}

func TestSenderReportsAnErrorWithASuccessStatus(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		write(w, 200, `{"id":"a","error_code":"EndPoint.1018","error_msg":"quota"}`)
	})
	var out thing
	_, err := newSender(t, SenderOptions{}).Send(t.Context(), Request{Method: http.MethodPost, URL: server.URL, Out: &out})
	if e := asError(t, err); e.Code != "EndPoint.1018" || e.StatusCode != http.StatusOK || out.ID != "" {
		t.Errorf("got %+v and %+v", e, out)
	}
}
