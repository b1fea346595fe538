package otc

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"
)

// credentials are controlled by a test.
type credentials struct {
	mu       sync.Mutex
	session  *Session
	err      error // of Session
	renewed  *Session
	renewErr error
	explains bool // Renew fails with an error that wraps the cause
	renewals int
}

func (c *credentials) Session(context.Context) (*Session, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.session, c.err
}

func (c *credentials) Authorize(req *http.Request, session *Session) error {
	if session.Token == "" {
		req.Header.Set("Authorization", "signed")
		return nil
	}
	req.Header.Set("X-Auth-Token", session.Token.Reveal())
	return nil
}

func (c *credentials) Renew(_ context.Context, refused *Session, cause error) (*Session, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.renewals++
	if c.explains {
		return nil, fmt.Errorf("%w, get a new token: %w", ErrNotRenewable, cause)
	}
	if c.renewErr != nil {
		if errors.Is(c.renewErr, ErrNotRenewable) {
			c.err = c.renewErr
		}
		return nil, c.renewErr
	}
	if refused != c.session {
		return nil, errors.New("another session was rejected")
	}
	return c.renewed, nil
}

func tokenSession(token Secret) *Session {
	return &Session{ProjectID: "p1", Token: token, Catalogue: Catalogue{}}
}

// clientOf returns a Client whose service "vpcep" has the given address.
func clientOf(t *testing.T, address string, c *credentials, retries int) *Client {
	t.Helper()
	s := newSender(t, SenderOptions{MaxRetries: retries})
	return NewClient(s, c, ClientOptions{Region: "eu-de", EndpointType: "public", Endpoints: map[string]string{"vpcep": address}})
}

func get(out any) Call {
	return Call{Service: "vpcep", Version: "v1", Method: http.MethodGet, Path: "/s", Out: out}
}

func TestClientURL(t *testing.T) {
	t.Parallel()
	var (
		mu   sync.Mutex
		seen []string
	)
	at := func(name string) string {
		return newServer(t, func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			seen = append(seen, name+" "+r.Method+" "+r.RequestURI+" "+r.Header.Get("X-Auth-Token"))
			write(w, 200, `{"id":"a"}`)
		}).URL
	}
	listed := at("catalogue")
	c := &credentials{session: tokenSession("t1")}
	c.session.Catalogue = Catalogue{
		{Type: "vpcep", Endpoints: []CatalogueEndpoint{{Interface: "public", Region: "eu-de", URL: listed + "/v1/p1"}}},
	}
	call := get(new(thing))
	call.Query = url.Values{"limit": {"1000"}, "name": {"a&b"}}
	for _, endpoints := range []map[string]string{nil, {"vpcep": at("own") + "/base/"}, {"vpcep": "", "other": "http://127.0.0.1:1"}} {
		client := NewClient(newSender(t, SenderOptions{}), c, ClientOptions{Region: "eu-de", EndpointType: "public", Endpoints: endpoints})
		if err := client.Do(t.Context(), call); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"catalogue GET /v1/p1/s?limit=1000&name=a%26b t1",
		"own GET /base/v1/p1/s?limit=1000&name=a%26b t1",
		"catalogue GET /v1/p1/s?limit=1000&name=a%26b t1",
	}
	if !slices.Equal(seen, want) {
		t.Errorf("got  %q\nwant %q", seen, want)
	}
}

func TestClientAcceptsAnEmptyResponseIfAllowed(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) { write(w, 200, "") })
	client := clientOf(t, server.URL, &credentials{session: tokenSession("t1")}, 0)
	out := thing{ID: "before"}
	call := get(&out)
	if err := client.Do(t.Context(), call); !errors.Is(err, errNotJSON) {
		t.Errorf("without EmptyOK, got %v", err)
	}
	call.EmptyOK = true
	if err := client.Do(t.Context(), call); err != nil || out.ID != "before" {
		t.Errorf("got %v, and the id %q", err, out.ID)
	}
}

func TestClientReportsWhyACallHasNoURL(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		options ClientOptions
		project string
		says    string
	}{
		"not in the catalogue": {ClientOptions{Region: "eu-nl", EndpointType: "public"}, "p1", "only in eu-de"},
		"no address":           {ClientOptions{Endpoints: map[string]string{"vpcep": "vpcep.example.com"}}, "p1", `"vpcep.example.com"`},
		"no project":           {ClientOptions{Region: "eu-de", EndpointType: "public"}, "", "project"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &credentials{session: &Session{ProjectID: test.project, Token: "t1", Catalogue: Catalogue{
				{Type: "vpcep", Endpoints: []CatalogueEndpoint{{Interface: "public", Region: "eu-de", URL: "http://127.0.0.1:1"}}},
			}}}
			err := NewClient(newSender(t, SenderOptions{}), c, test.options).Do(t.Context(), get(nil))
			if err == nil || OutcomeUnknown(err) || Transient(err) {
				t.Fatalf("got %v", err)
			}
			contains(t, err.Error(), test.says)
		})
	}
}

func TestClientOptions(t *testing.T) {
	t.Parallel()
	client := clientOf(t, "", &credentials{}, 7)
	if client.Region() != "eu-de" || client.MaxRetries() != 7 {
		t.Errorf("region %q, %d retries", client.Region(), client.MaxRetries())
	}
}

func TestClientReportsAFailedSignIn(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(http.ResponseWriter, *http.Request) {})
	for _, cause := range []error{
		&Error{StatusCode: 401, Code: "401"}, &Error{StatusCode: 502}, &CallError{Method: "POST", URL: "https://iam", Err: errReset}, context.Canceled,
	} {
		call := get(nil)
		call.Method, call.Retry = http.MethodPost, RetryNotExecuted
		err := clientOf(t, server.URL, &credentials{err: cause}, 2).Do(t.Context(), call)
		if !errors.Is(err, cause) || err.Error() != cause.Error() || Transient(err) != Transient(cause) {
			t.Errorf("got %v, want %v", err, cause)
		}
		// The call itself was never sent, whether or not the sign-in was.
		if OutcomeUnknown(err) {
			t.Errorf("%v: the outcome of a call that was not sent is reported as unknown", err)
		}
	}
	if n := server.requests.Load(); n != 0 {
		t.Errorf("%d requests without a session", n)
	}
}
