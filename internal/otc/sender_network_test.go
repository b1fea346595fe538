package otc

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

// Faults of a real network, with the delays between attempts on a virtual clock. The clock stands still during a request,
// and advances between them only because no connection stays open.
func TestSenderOnABrokenNetwork(t *testing.T) {
	t.Parallel()
	tests := map[string]http.HandlerFunc{
		"reset after the request": func(w http.ResponseWriter, _ *http.Request) { reset(w) },
		"closed after the request": func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_ = conn.Close()
			}
		},
		"truncated response": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			write(w, 200, `{"id":"a`)
		},
		"chunks break off": func(w http.ResponseWriter, _ *http.Request) {
			write(w, 200, `{"id":"a`)
			_ = http.NewResponseController(w).Flush()
			reset(w)
		},
		"not HTTP": func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_, _ = conn.Write([]byte("220 mail.example.com ESMTP\r\n\r\n"))
				_ = conn.Close()
			}
		},
	}
	for name, handle := range tests {
		for rule, want := range map[Retry]int64{RetryIdempotent: 3, RetryNotExecuted: 1, RetryNever: 1} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Connection", "close")
					handle(w, r)
				})
				synctest.Test(t, func(t *testing.T) {
					s := newSender(t, SenderOptions{MaxRetries: 2})
					req := Request{Method: http.MethodPost, URL: server.URL, Body: thing{ID: "a"}, Out: new(thing), Retry: rule}
					_, err := s.Send(t.Context(), req)
					if got := server.requests.Load(); got != want {
						t.Errorf("rule %d: %d requests, want %d", rule, got, want)
					}
					if call := asCallError(t, err); call.NotExecuted || !OutcomeUnknown(err) {
						t.Errorf("rule %d: %v, notExecuted %v", rule, err, call.NotExecuted)
					}
				})
			})
		}
	}
}

func TestSenderWithoutAServer(t *testing.T) {
	t.Parallel()
	address := closed(t)
	synctest.Test(t, func(t *testing.T) {
		attempts := 0
		s := newSender(t, SenderOptions{MaxRetries: 2})
		_, err := s.Send(
			t.Context(),
			Request{Method: http.MethodPost, URL: address, Retry: RetryNotExecuted, Authorize: func(*http.Request) error {
				attempts++
				return nil
			}},
		)
		if attempts != 3 || OutcomeUnknown(err) || !Transient(err) {
			t.Errorf("%d attempts, then %v", attempts, err)
		}
		// The URL appears once, although the error of net/http repeats it.
		contains(t, err.Error(), "POST "+address+": dial tcp")
		if strings.Count(err.Error(), "http://") != 1 {
			t.Error(err)
		}
	})
}

// net/http itself retries some requests if an idle connection turns out to be broken.
func TestSenderOnABrokenIdleConnection(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			reset(w)
		}
	})
	s := newSender(t, SenderOptions{MaxRetries: 2})
	if _, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: server.URL}); err != nil {
		t.Fatal(err)
	}
	_, err := s.Send(t.Context(), Request{Method: http.MethodPost, URL: server.URL, Body: thing{ID: "a"}, Retry: RetryNotExecuted})
	if !OutcomeUnknown(err) || server.requests.Load() != 2 {
		t.Errorf("%d requests, then %v", server.requests.Load(), err)
	}
}

func TestSenderRefusesAnInvalidURL(t *testing.T) {
	t.Parallel()
	s := newSender(t, SenderOptions{MaxRetries: 2})
	for _, address := range []string{"http://h/%zz", "http://[::1", "http://h/\x7f", ":"} {
		_, err := s.Send(t.Context(), Request{Method: http.MethodPost, URL: address})
		if call := asCallError(t, err); !call.NotExecuted || OutcomeUnknown(err) || Transient(err) {
			t.Errorf("%q: %v, notExecuted %v, transient %v", address, err, call.NotExecuted, Transient(err))
		}
	}
}

func TestSenderRefusesABodyThatIsNotJSON(t *testing.T) {
	t.Parallel()
	s := newSender(t, SenderOptions{})
	_, err := s.Send(t.Context(), Request{Method: http.MethodPost, URL: "http://127.0.0.1:1", Body: func() {}})
	if call := asCallError(t, err); !call.NotExecuted || Transient(err) {
		t.Errorf("%v, notExecuted %v, transient %v", err, call.NotExecuted, Transient(err))
	}
}
