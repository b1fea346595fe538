package otc

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSenderRequest(t *testing.T) {
	t.Parallel()
	type seen struct {
		Line, Accept, ContentType, UserAgent, Own, Body string
		Length                                          int64
	}
	tests := map[string]struct {
		request Request
		want    seen
	}{
		"with a body": {
			Request{Method: "PUT", URL: "/v1/p/s?limit=1&name=a%26b", Header: http.Header{"X-Own": {"own"}}, Body: map[string]string{"a": `<&">ü`}},
			seen{"PUT /v1/p/s?limit=1&name=a%26b", "application/json", "application/json", "agent/1", "own", `{"a":"<&\">ü"}`, 15},
		},
		"without a body": {
			Request{Method: "DELETE", URL: "/v1/p/s"},
			seen{"DELETE /v1/p/s", "application/json", "", "agent/1", "", "", 0},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got seen
			server := newServer(t, func(_ http.ResponseWriter, r *http.Request) {
				got = seen{
					r.Method + " " + r.RequestURI, r.Header.Get("Accept"), r.Header.Get("Content-Type"), r.UserAgent(),
					r.Header.Get("X-Own"), readBody(t, r), r.ContentLength,
				}
			})
			s := newSender(t, SenderOptions{UserAgent: "agent/1"})
			test.request.URL = server.URL + test.request.URL
			if _, err := s.Send(t.Context(), test.request); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSenderResponse(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Subject-Token", "issued")
		write(w, 201, `{"id":"a"}`)
	})
	var out thing
	resp, err := newSender(t, SenderOptions{}).Send(t.Context(), Request{Method: http.MethodPost, URL: server.URL, Out: &out})
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusCreated || resp.Header.Get("X-Subject-Token") != "issued" || out.ID != "a" {
		t.Errorf("got %+v and %+v", resp, out)
	}
}

func TestSenderSendsTheWholeBodyInEachAttempt(t *testing.T) {
	t.Parallel()
	var (
		mu     sync.Mutex
		bodies []string
	)
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		bodies = append(bodies, fmt.Sprint(r.ContentLength, " ", readBody(t, r)))
		w.Header().Set("Retry-After", "0")
		if len(bodies) < 4 {
			write(w, 429, "")
		}
	})
	s := newSender(t, SenderOptions{MaxRetries: 5})
	if _, err := s.Send(
		t.Context(),
		Request{Method: http.MethodPost, URL: server.URL, Body: map[string]int{"a": 1}, Retry: RetryNotExecuted},
	); err != nil {
		t.Fatal(err)
	}
	want := []string{`7 {"a":1}`, `7 {"a":1}`, `7 {"a":1}`, `7 {"a":1}`}
	if diff := cmp.Diff(want, bodies); diff != "" {
		t.Error(diff)
	}
}

func TestSenderAuthorizesEachAttemptAnew(t *testing.T) {
	t.Parallel()
	var (
		mu   sync.Mutex
		seen []string
	)
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, fmt.Sprint(r.Header.Values("Authorization")))
		w.Header().Set("Retry-After", "0")
		if len(seen) < 3 {
			write(w, 503, "")
		}
	})
	s := newSender(t, SenderOptions{MaxRetries: 2})
	var (
		attempts int
		requests = map[*http.Request]bool{}
		before   []string
	)
	_, err := s.Send(t.Context(), Request{
		Method: http.MethodPut, URL: server.URL, Body: thing{ID: "a"},
		Authorize: func(req *http.Request) error {
			attempts++
			requests[req] = true
			before = append(before, req.Header.Get("Authorization"))
			if got := req.Header.Get("Content-Type"); got != "application/json" {
				t.Errorf("attempt %d is signed before its headers are set: %q", attempts, got)
			}
			body, err := req.GetBody()
			if err != nil {
				return err
			}
			defer body.Close() //nolint:errcheck // in memory
			if got := readBody(t, &http.Request{Body: body}); got != `{"id":"a","size":null,"names":null}` {
				t.Errorf("attempt %d signs the body %s", attempts, got)
			}
			req.Header.Add("Authorization", fmt.Sprint("signature ", attempts))
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"[signature 1]", "[signature 2]", "[signature 3]"}, seen); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"", "", ""}, before); diff != "" {
		t.Errorf("an attempt has the credentials of the previous one:\n%s", diff)
	}
	if len(requests) != 3 {
		t.Errorf("%d requests were signed, want 3 different ones", len(requests))
	}
}

func TestSenderWithoutCredentialsSendsNothing(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(http.ResponseWriter, *http.Request) {})
	noKey := errors.New("no key")
	s := newSender(t, SenderOptions{MaxRetries: 2})
	_, err := s.Send(t.Context(), Request{Method: http.MethodPost, URL: server.URL, Authorize: func(*http.Request) error { return noKey }})
	if !errors.Is(err, noKey) || OutcomeUnknown(err) || Transient(err) {
		t.Errorf("got %v", err)
	}
	if n := server.requests.Load(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}
