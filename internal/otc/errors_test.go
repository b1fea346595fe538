package otc

import (
	"errors"
	"fmt"
	"testing"
)

func TestErrorText(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		err  Error
		want string
	}{
		"all": {
			Error{Method: "POST", URL: "https://h/v1/p/s", StatusCode: 400, Code: "EndPoint.0002", Message: "malformed", RequestID: "r1"},
			"POST https://h/v1/p/s: EndPoint.0002: malformed (HTTP 400 Bad Request, request id r1)",
		},
		"no code": {
			Error{Method: "GET", URL: "https://h/", StatusCode: 502, Message: "bad gateway"},
			"GET https://h/: bad gateway (HTTP 502 Bad Gateway)",
		},
		"page of a server": {
			Error{Method: "GET", URL: "https://h/", StatusCode: 404, Message: "404 Not Found", ContentType: "text/html", Server: "nginx"},
			"GET https://h/: HTML page from nginx, not an API error: 404 Not Found (HTTP 404 Not Found)",
		},
		"page of nobody": {
			Error{
				Method:      "GET",
				URL:         "https://h/",
				StatusCode:  404,
				Message:     "404 Not Found",
				ContentType: "application/xhtml+xml",
				RequestID:   "r1",
			},
			"GET https://h/: HTML page, not an API error: 404 Not Found (HTTP 404 Not Found, request id r1)",
		},
		"text of a server": {
			Error{Method: "GET", URL: "https://h/", StatusCode: 404, Message: "404 page not found", ContentType: "text/plain", Server: "Caddy"},
			"GET https://h/: text from Caddy, not an API error: 404 page not found (HTTP 404 Not Found)",
		},
		"JSON of a server": {
			Error{
				Method:      "GET",
				URL:         "https://h/",
				StatusCode:  503,
				Message:     "no healthy upstream",
				ContentType: "application/json",
				Server:      "envoy",
			},
			"GET https://h/: JSON from envoy, not an API error: no healthy upstream (HTTP 503 Service Unavailable)",
		},
		"problem of a server": {
			Error{Method: "GET", URL: "https://h/", StatusCode: 503, Message: "down", ContentType: "application/problem+json"},
			"GET https://h/: JSON, not an API error: down (HTTP 503 Service Unavailable)",
		},
		"something else of a server": {
			Error{Method: "GET", URL: "https://h/", StatusCode: 502, ContentType: "image/png", Server: "nginx"},
			"GET https://h/: image/png from nginx, not an API error (HTTP 502 Bad Gateway)",
		},
		"nothing of a server": {
			Error{Method: "GET", URL: "https://h/", StatusCode: 502, Server: "nginx"},
			"GET https://h/: response from nginx, not an API error (HTTP 502 Bad Gateway)",
		},
		"the API": {
			Error{Method: "GET", URL: "https://h/", StatusCode: 404, Code: "A", Message: "gone", ContentType: "application/json", Server: "nginx"},
			"GET https://h/: A: gone (HTTP 404 Not Found)",
		},
		"nothing but a status": {Error{Method: "GET", URL: "https://h/", StatusCode: 503}, "GET https://h/: (HTTP 503 Service Unavailable)"},
		"unknown status":       {Error{Method: "GET", URL: "https://h/", StatusCode: 599, Message: "odd"}, "GET https://h/: odd (HTTP 599)"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.err.Error(); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestCallErrorText(t *testing.T) {
	t.Parallel()
	err := &CallError{Method: "GET", URL: "https://h/", Err: errRefused}
	if got, want := err.Error(), "GET https://h/: dial tcp: connection refused"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	err.RequestID = "r1"
	contains(t, err.Error(), "(request id r1)")
	if !errors.Is(err, errRefused) {
		t.Error("the cause is lost")
	}
}

func TestHasCode(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("create: %w", &Error{StatusCode: 400, Code: "Endpoint.1018"})
	if !HasCode(err, "EndPoint.0001", "EndPoint.1018") {
		t.Error("a code in another case was not found")
	}
	for _, code := range []string{"EndPoint.101", "EndPoint.10180", "1018", ""} {
		if HasCode(err, code) {
			t.Errorf("the code %q was found", code)
		}
	}
	if HasCode(errors.New("EndPoint.1018"), "EndPoint.1018") || HasCode(nil, "") || HasCode(err) {
		t.Error("a code was found where there is none")
	}
}

func TestHasStatus(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("read: %w", &Error{StatusCode: 404})
	if !HasStatus(err, 404) || HasStatus(err, 400) || HasStatus(nil, 404) || HasStatus(&CallError{Err: errReset}, 404) {
		t.Error("the status of the response is not recognised")
	}
}
