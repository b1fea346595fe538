package otc

import (
	"net/http"
	"testing"
	"unicode/utf8"
)

func FuzzAnswer(f *testing.F) {
	f.Fuzz(func(t *testing.T, status int, requestID string, body []byte) {
		header := http.Header{"X-Request-Id": {requestID}}
		if e := responseError(status, header, body); e != nil {
			if !utf8.ValidString(e.Message) {
				t.Errorf("the message is not UTF-8: %q", e.Message)
			}
			if n := len(e.Message); n > maxMessageSize+len("…") {
				t.Errorf("the message has %d bytes", n)
			}
			if shown := e.Error(); len(shown) > 4*maxMessageSize || !utf8.ValidString(shown) {
				t.Errorf("the error has %d bytes: %q", len(shown), shown)
			}
			if again := responseError(status, header, body); *again != *e {
				t.Errorf("the same response gives %v and %v", e, again)
			}
		} else if status >= http.StatusBadRequest {
			t.Errorf("HTTP %d is no error", status)
		}
		var out thing
		err := decode(body, &out)
		if err == nil && out.ID == "" {
			t.Error("an incomplete response was accepted")
		}
		if err != nil && !utf8.ValidString(err.Error()) {
			t.Errorf("the error is not UTF-8: %q", err)
		}
	})
}
