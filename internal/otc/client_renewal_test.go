package otc

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestClientRenewsOnce(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status   int
		body     string
		accepted Secret // the token that is let through
		requests int64
		renewals int
		code     string // of the error, "-" for none
	}{
		"nothing to renew":           {200, "", "old", 1, 0, "-"},
		"refused":                    {401, `{"error_code":"EndPoint.0003"}`, "new", 2, 1, "-"},
		"refused without a word":     {401, "", "new", 2, 1, "-"},
		"refused by the gateway":     {403, `{"error_code":"APIGW.0301"}`, "new", 2, 1, "-"},
		"run out":                    {400, `{"error_code":"apigw.0307"}`, "new", 2, 1, "-"},
		"refused again":              {401, `{"error_code":"APIGW.0307"}`, "none", 2, 1, "APIGW.0307"},
		"not allowed is not refused": {403, `{"error_code":"EndPoint.0004"}`, "new", 1, 0, "EndPoint.0004"},
		"another code":               {400, `{"error_code":"APIGW.0302"}`, "new", 1, 0, "APIGW.0302"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("X-Auth-Token") == test.accepted.Reveal() {
					write(w, 200, `{"id":"a"}`)
					return
				}
				write(w, test.status, test.body)
			})
			c := &credentials{session: tokenSession("old"), renewed: tokenSession("new")}
			var out thing
			err := clientOf(t, server.URL, c, 3).Do(t.Context(), get(&out))
			if test.code == "-" && (err != nil || out.ID != "a") || test.code != "-" && !HasCode(err, test.code) {
				t.Errorf("got %+v, %v", out, err)
			}
			if server.requests.Load() != test.requests || c.renewals != test.renewals {
				t.Errorf("%d requests and %d renewals, want %d and %d", server.requests.Load(), c.renewals, test.requests, test.renewals)
			}
		})
	}
}

func TestClientResendsTheBodyAfterARenewal(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Auth-Token") != "new" {
			write(w, 401, "")
			return
		}
		write(w, 400, `{"error_msg":"got `+readBody(t, r)[1:5]+`"}`)
	})
	c := &credentials{session: tokenSession("old"), renewed: tokenSession("new")}
	call := Call{Service: "vpcep", Version: "v1", Method: http.MethodPost, Path: "/s", Body: []int{1234}, Retry: RetryNotExecuted}
	if got := asError(t, clientOf(t, server.URL, c, 0).Do(t.Context(), call)).Message; got != "got 1234" {
		t.Errorf("the service %s", got)
	}
}

func TestClientReportsTheRejectionAndTheRenewal(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{ErrNotRenewable, &Error{StatusCode: 403, Code: "IAM.1"}, &CallError{Err: errReset}, context.Canceled} {
		server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
			write(w, 401, `{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information"}`)
		})
		c := &credentials{session: tokenSession("old"), renewErr: cause}
		call := get(nil)
		call.Method, call.Retry = http.MethodPost, RetryNotExecuted
		err := clientOf(t, server.URL, c, 3).Do(t.Context(), call)
		if !errors.Is(err, cause) || !HasCode(err, "APIGW.0301") {
			t.Errorf("got %v, which does not contain both errors", err)
		}
		contains(t, err.Error(), "Incorrect IAM authentication information", cause.Error())
		if server.requests.Load() != 1 || c.renewals != 1 {
			t.Errorf("%v: %d requests, %d renewals", cause, server.requests.Load(), c.renewals)
		}
		// A rejected call was not executed, whether or not the renewal succeeds.
		if OutcomeUnknown(err) {
			t.Errorf("%v: the outcome of a rejected call is reported as unknown", cause)
		}
	}
}

func TestClientReportsARejectionOnce(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { write(w, 401, `{"error_msg":"Incorrect token"}`) })
	err := clientOf(t, server.URL, &credentials{session: tokenSession("old"), explains: true}, 3).Do(t.Context(), get(nil))
	if !errors.Is(err, ErrNotRenewable) || !HasStatus(err, http.StatusUnauthorized) || strings.Count(err.Error(), "Incorrect token") != 1 {
		t.Errorf("got %v", err)
	}
}
