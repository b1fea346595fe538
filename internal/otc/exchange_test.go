package otc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// brokenBody fails at its end.
type brokenBody struct{ io.ReadCloser }

func (b brokenBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

type logKey struct{}

func address(password string) string { return "https://user:" + password + "@h/s?limit=1" }

func TestSenderLogsEachAttempt(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		sensitive       bool
		sent, busy, got string
	}{
		"open":      {false, `{"password":"pw"}`, "busy", `{"id":"a"}`},
		"sensitive": {true, "", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var log []Exchange
				attempts := 0
				s := senderOver(t, SenderOptions{MaxRetries: 3, Log: func(ctx context.Context, e Exchange) {
					if ctx.Value(logKey{}) != "the call's" {
						t.Error("the log has another context than the call")
					}
					log = append(log, e)
				}}, func(req *http.Request) (*http.Response, error) {
					attempts++
					<-time.After(time.Duration(attempts) * time.Second)
					switch attempts {
					case 1:
						return nil, errReset
					case 2:
						return newResponse(req, 503, "busy", "X-Request-Id", "r2"), nil
					case 3:
						resp := newResponse(req, 200, `{"i`, "X-Request-Id", "r3")
						resp.Body = brokenBody{resp.Body}
						return resp, nil
					default:
						return newResponse(req, 200, `{"id":"a"}`, "X-Request-Id", "r4", "X-Subject-Token", testToken), nil
					}
				})
				_, err := s.Send(context.WithValue(t.Context(), logKey{}, "the call's"), Request{
					Method: http.MethodPut, URL: address("pw"), Header: http.Header{"X-Own": {testToken}},
					Body: map[string]string{"password": "pw"}, Sensitive: test.sensitive, Authorize: withToken,
				})
				if err != nil {
					t.Fatal(err)
				}
				attempt := func(n, status int, id, body string, err error) Exchange {
					return Exchange{
						Method: "PUT", URL: address("xxxxx"), StatusCode: status, RequestID: id,
						Duration: time.Duration(n) * time.Second, RequestBody: []byte(test.sent), ResponseBody: []byte(body), Err: err,
					}
				}
				want := []Exchange{
					attempt(1, 0, "", "", errReset), attempt(2, 503, "r2", test.busy, nil),
					attempt(3, 200, "r3", "", io.ErrUnexpectedEOF), attempt(4, 200, "r4", test.got, nil),
				}
				if diff := cmp.Diff(want, log, cmpopts.EquateErrors(), cmpopts.EquateEmpty()); diff != "" {
					t.Error(diff)
				}
				for _, e := range log {
					text := fmt.Sprintf("%+v %s %s", e, e.RequestBody, e.ResponseBody)
					if strings.Contains(text, testToken) || (test.sensitive && strings.Contains(text, "pw")) {
						t.Errorf("the log shows a secret: %s", text)
					}
					if test.sensitive && (e.RequestBody != nil || e.ResponseBody != nil) {
						t.Errorf("the log has a body: %s", text)
					}
				}
			})
		})
	}
}
