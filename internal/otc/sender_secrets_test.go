package otc

import (
	"net/http"
	"slices"
	"testing"
)

func TestSenderBlotsOutEveryKindOfCredentials(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"X-Auth-Token", "X-Subject-Token", "X-Security-Token", "Authorization"} {
		server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
			write(w, 400, `{"error_msg":"this is `+r.Header.Get(name)+`, refused"}`)
		})
		_, err := newSender(t, SenderOptions{}).Send(t.Context(), Request{Method: http.MethodGet, URL: server.URL, Authorize: func(req *http.Request) error {
			req.Header.Set(name, testToken)
			return nil
		}})
		if got, want := asError(t, err).Message, "this is ***, refused"; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// The options are shared by all calls: what one of them carried must not stay with the others.
func TestSenderForgetsTheCredentialsOfACall(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { write(w, 400, `{"error_msg":"`+testToken+`"}`) })
	secrets := make([]Secret, 1, 8)
	secrets[0] = "other"
	s := newSender(t, SenderOptions{Secrets: secrets})
	request := Request{Method: http.MethodGet, URL: server.URL, Authorize: withToken}
	if _, err := s.Send(t.Context(), request); asError(t, err).Message != masked {
		t.Errorf("got %v", err)
	}
	if slices.ContainsFunc(secrets[1:cap(secrets)], func(s Secret) bool { return s != "" }) {
		t.Error("the credentials were written behind the options")
	}
	request.Authorize = nil
	if _, err := s.Send(t.Context(), request); asError(t, err).Message != testToken {
		t.Errorf("got %v", err)
	}
}
