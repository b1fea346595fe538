package otc

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
)

// How many attempts each fault causes if two retries are allowed. The delays run on a virtual clock.
func TestSenderRetries(t *testing.T) {
	t.Parallel()
	const once, thrice = 1, 3
	tests := map[string]struct {
		status      int
		body        string
		err         error
		safe        int // attempts of an idempotent call
		notExecuted int // attempts of a call that creates something
	}{
		"success":                  {status: 200, body: `{}`, safe: once, notExecuted: once},
		"created":                  {status: 201, body: `{}`, safe: once, notExecuted: once},
		"nothing to say":           {status: 204, safe: once, notExecuted: once},
		"malformed":                {status: 400, body: `{"error_code":"EndPoint.0002"}`, safe: once, notExecuted: once},
		"refused token":            {status: 401, body: `{"error_code":"APIGW.0301"}`, safe: once, notExecuted: once},
		"forbidden":                {status: 403, safe: once, notExecuted: once},
		"gone":                     {status: 404, safe: once, notExecuted: once},
		"throttled":                {status: 429, safe: thrice, notExecuted: thrice},
		"throttled by the service": {status: 400, body: `{"error_code":"EndPoint.0022"}`, safe: thrice, notExecuted: thrice},
		"throttled by the gateway": {status: 400, body: `{"error_code":"APIGW.0308"}`, safe: thrice, notExecuted: thrice},
		"fault":                    {status: 500, body: `{"error_code":"EndPoint.0001"}`, safe: thrice, notExecuted: once},
		"not implemented":          {status: 501, safe: once, notExecuted: once},
		"bad gateway":              {status: 502, body: "<html>", safe: thrice, notExecuted: once},
		"unavailable":              {status: 503, safe: thrice, notExecuted: once},
		"gateway timeout":          {status: 504, safe: thrice, notExecuted: once},
		"malformed although 504":   {status: 504, body: `{"error_code":"EndPoint.0011"}`, safe: once, notExecuted: once},
		"success with an error":    {status: 200, body: `{"error_code":"EndPoint.0001"}`, safe: thrice, notExecuted: once},
		"success with a refusal":   {status: 200, body: `{"error_code":"EndPoint.0002"}`, safe: once, notExecuted: once},
		"success of a gateway":     {status: 200, body: "<html>", safe: thrice, notExecuted: once},
		"success, cut off":         {status: 200, body: `{"id":"a`, safe: thrice, notExecuted: once},
		"nobody listens":           {err: errRefused, safe: thrice, notExecuted: thrice},
		"reset":                    {err: errReset, safe: thrice, notExecuted: once},
		"no credentials to be had": {err: &authorizeError{errors.New("no key")}, safe: once, notExecuted: once},
		"redirect":                 {err: &redirectError{}, safe: once, notExecuted: once},
		"too large":                {err: errTooLarge, safe: once, notExecuted: once},
	}
	for name, test := range tests {
		for rule, want := range map[Retry]int{RetryIdempotent: test.safe, RetryNotExecuted: test.notExecuted, RetryNever: once} {
			t.Run(fmt.Sprintf("%s, rule %d", name, rule), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					attempts := 0
					s := senderOver(t, SenderOptions{MaxRetries: 2}, func(req *http.Request) (*http.Response, error) {
						attempts++
						if test.err != nil {
							return nil, test.err
						}
						return newResponse(req, test.status, test.body), nil
					})
					_, err := s.Send(t.Context(), Request{Method: http.MethodPost, URL: "https://h/", Retry: rule})
					if attempts != want {
						t.Errorf("%d attempts, want %d; ended in %v", attempts, want, err)
					}
					if failed := test.err != nil || test.status >= 300 || (test.body != "" && test.body != `{}`); failed != (err != nil) {
						t.Errorf("ended in %v", err)
					}
				})
			})
		}
	}
}

func TestSenderRetriesUntilItSucceeds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		attempts := 0
		s := senderOver(t, SenderOptions{MaxRetries: 5}, func(req *http.Request) (*http.Response, error) {
			attempts++
			switch attempts {
			case 1:
				return nil, errReset
			case 2:
				return newResponse(req, 502, "<html>"), nil
			case 3:
				return newResponse(req, 200, `{"id":"a`), nil
			default:
				return newResponse(req, 200, `{"id":"a"}`), nil
			}
		})
		var got thing
		if _, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: "https://h/", Out: &got}); err != nil {
			t.Fatal(err)
		}
		if got.ID != "a" || attempts != 4 {
			t.Errorf("got %+v after %d attempts", got, attempts)
		}
	})
}

func TestSenderWithoutRetries(t *testing.T) {
	t.Parallel()
	for _, retries := range []int{0, -1} {
		server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { write(w, 503, "") })
		s := newSender(t, SenderOptions{MaxRetries: retries})
		_, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: server.URL})
		if !HasStatus(err, 503) || server.requests.Load() != 1 {
			t.Errorf("%d retries: %d requests, then %v", retries, server.requests.Load(), err)
		}
		if s.MaxRetries() != retries {
			t.Errorf("MaxRetries is %d, want %d", s.MaxRetries(), retries)
		}
	}
}

func TestSenderReturnsTheLastErrorAfterAllRetries(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		w.Header().Set("X-Request-Id", "req-7")
		write(w, 429, `{"error_code":"APIGW.0308","error_msg":"Too many requests"}`)
	})
	s := newSender(t, SenderOptions{MaxRetries: 2})
	for _, rule := range []Retry{RetryIdempotent, RetryNotExecuted} {
		_, err := s.Send(t.Context(), Request{Method: http.MethodPost, URL: server.URL + "/s", Retry: rule})
		want := Error{
			Method: "POST", URL: server.URL + "/s", StatusCode: 429, Code: "APIGW.0308",
			Message: "Too many requests", RequestID: "req-7", ContentType: "text/plain",
		}
		if got := asError(t, err); *got != want {
			t.Errorf("got %+v\nwant %+v", *got, want)
		}
	}
	if n := server.requests.Load(); n != 6 {
		t.Errorf("%d requests, want 6", n)
	}
}
