package otc

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const testPassword = `p<ss"wörd  0` //nolint:gosec // of nobody

// A response may repeat parts of the request. An error must not show secrets among them.
func TestSenderRedactsEchoedSecrets(t *testing.T) {
	t.Parallel()
	long := testToken + strings.Repeat("AbC0", maxMessageSize/4) // longer than an error shows
	padding := strings.Repeat("x", maxMessageSize-10)
	page := strings.Repeat("<br/>", 4*maxMessageSize/5-2)
	tests := map[string]struct {
		status int
		body   string // %s is what is echoed
	}{
		"message":                  {400, `{"error_code":"EndPoint.0002","error_msg":"bad token %s"}`},
		"code":                     {400, `{"error_code":"%s","error_msg":"bad"}`},
		"request id":               {400, `{"error_code":"EndPoint.0002","error_msg":"bad","request_id":"%s"}`},
		"wrapped":                  {401, `{"error":{"code":401,"message":"%s"}}`},
		"unknown form":             {500, `{"detail":"%s"}`},
		"HTML":                     {502, `<html><pre>X-Auth-Token: %s</pre></html>`},
		"across the end":           {502, padding + `%s`},
		"across the message's end": {400, `{"error_msg":"` + padding + `%s"}`},
		"across the page's end":    {502, page + `%s`},
		"success that is a page":   {200, `<html>%s</html>`},
		"error with success":       {200, `{"error_code":"EndPoint.0002","error_msg":"%s"}`},
	}
	for name, test := range tests {
		for kind, secret := range map[string]string{"token": testToken, "long token": long, "password": testPassword} {
			t.Run(name+", "+kind, func(t *testing.T) {
				t.Parallel()
				server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
					echoed := secret
					if strings.HasPrefix(test.body, "{") {
						echoed = strings.ReplaceAll(secret, `"`, `\"`)
					}
					write(w, test.status, fmt.Sprintf(test.body, echoed))
				})
				s := newSender(t, SenderOptions{Secrets: []Secret{"", testPassword}})
				_, err := s.Send(
					t.Context(),
					Request{Method: http.MethodGet, URL: server.URL, Out: new(thing), Authorize: func(req *http.Request) error {
						if secret != testPassword {
							req.Header.Set("X-Auth-Token", secret)
						}
						return nil
					}},
				)
				if err == nil {
					t.Fatal("no error")
				}
				for _, part := range []string{testToken[:8], testPassword[:4]} {
					if strings.Contains(err.Error(), part) {
						t.Errorf("the error shows the secret: %v", err)
					}
				}
				contains(t, err.Error(), redacted)
			})
		}
	}
}

func TestSenderRedactsAllCredentials(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"X-Auth-Token", "X-Subject-Token", "X-Security-Token", "Authorization"} {
		server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
			write(w, 400, `{"error_msg":"this is `+r.Header.Get(name)+`, refused"}`)
		})
		_, err := newSender(
			t,
			SenderOptions{},
		).Send(
			t.Context(),
			Request{Method: http.MethodGet, URL: server.URL, Authorize: func(req *http.Request) error {
				req.Header.Set(name, testToken)
				return nil
			}},
		)
		if got, want := asError(t, err).Message, "this is ***, refused"; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// All calls share the options. The credentials of one call must not be added to them.
func TestSenderForgetsTheCredentialsOfACall(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { write(w, 400, `{"error_msg":"`+testToken+`"}`) })
	secrets := make([]Secret, 1, 8)
	secrets[0] = "other"
	s := newSender(t, SenderOptions{Secrets: secrets})
	request := Request{Method: http.MethodGet, URL: server.URL, Authorize: withToken}
	if _, err := s.Send(t.Context(), request); asError(t, err).Message != redacted {
		t.Errorf("got %v", err)
	}
	if slices.ContainsFunc(secrets[1:cap(secrets)], func(s Secret) bool { return s != "" }) {
		t.Error("the credentials were appended to the options")
	}
	request.Authorize = nil
	if _, err := s.Send(t.Context(), request); asError(t, err).Message != testToken {
		t.Errorf("got %v", err)
	}
}
