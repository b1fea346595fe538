package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// errRejected is the error of a call whose session is rejected.
var errRejected = errors.New("the service rejected the call")

func TestConcurrentCallersShareOneSignIn(t *testing.T) {
	t.Parallel()
	cloud := newFakeIAM(t)
	c := cloud.credentials(t, withPassword())
	rejected, err := c.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			session, err := c.Renew(t.Context(), rejected, errRejected)
			if err != nil || session == rejected {
				t.Errorf("renewal returned the rejected session or failed: %v", err)
			}
		})
	}
	wg.Wait()
	if calls := len(cloud.seen()); calls != 2 {
		t.Errorf("%d logins, want one and one renewal", calls)
	}

	other := cloud.credentials(t, withPassword())
	sessions := make(chan *otc.Session, 50)
	for range 50 {
		wg.Go(func() {
			session, err := other.Session(t.Context())
			if err != nil {
				t.Error(err)
			}
			sessions <- session
		})
	}
	wg.Wait()
	close(sessions)
	first := <-sessions
	for session := range sessions {
		if session != first {
			t.Fatal("callers got different sessions")
		}
	}
	if calls := len(cloud.seen()); calls != 3 {
		t.Errorf("%d logins, want three", calls)
	}
}

func TestRenewalRepeatsTheWholeChain(t *testing.T) {
	t.Parallel()
	agency := &Agency{Name: "ag", DomainName: "A", DelegatedProject: "x"}
	password := withPassword()
	password.Agency = agency
	key := withAccessKey()
	key.Agency, key.DomainName = agency, "D"
	for name, options := range map[string]Options{"password": password, "access key": key} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newFakeIAM(t)
			c := cloud.credentials(t, options)
			first, err := c.Session(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			second, err := c.Renew(t.Context(), first, errRejected)
			if err != nil || second == first {
				t.Fatalf("not renewed: %v", err)
			}
			if calls := cloud.lines(); len(calls) != 4 || calls[2] != calls[0] || calls[3] != calls[1] {
				t.Errorf("calls are %v", calls)
			}
			// A call that was rejected before the renewal may ask for one after it.
			if late, err := c.Renew(t.Context(), first, errRejected); err != nil || late != second || len(cloud.seen()) != 4 {
				t.Errorf("a late caller caused another renewal (%v)", err)
			}
		})
	}
}

func TestNotRenewable(t *testing.T) {
	t.Parallel()
	noReauth := withPassword()
	noReauth.AllowReauth = false
	agency := withAccessKey()
	agency.AllowReauth, agency.DomainID, agency.Agency = false, "d", &Agency{Name: "ag", DomainName: "A", DelegatedProject: "x"}
	tests := map[string]struct {
		options Options
		want    string
	}{
		"token":             {Options{Token: testToken, AllowReauth: true}, "new one"},
		"token with agency": {Options{Token: testToken, AllowReauth: true, Agency: agency.Agency}, "new one"},
		"passcode": {
			Options{UserID: "u", Password: testPassword, Passcode: testPasscode, ProjectID: "p1", AllowReauth: true},
			"passcode",
		},
		"access key":              {withAccessKey(), "check access_key"},
		"password, not allowed":   {noReauth, "allow_reauth"},
		"access key, not allowed": {agency, "allow_reauth"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newFakeIAM(t)
			c := cloud.credentials(t, test.options)
			session, err := c.Session(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			before := len(cloud.seen())
			_, err = c.Renew(t.Context(), session, errRejected)
			noSecrets(t, err)
			if !errors.Is(err, otc.ErrNotRenewable) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want ErrNotRenewable with %q", err, test.want)
			}
			if !errors.Is(err, errRejected) {
				t.Errorf("error is %v, want the cause %q in it", err, errRejected)
			}
			// More calls lock an access key, but not a token.
			if _, later := c.Session(t.Context()); errors.Is(later, otc.ErrNotRenewable) != (session.Token == "") {
				t.Errorf("a later Session returns %v", later)
			}
			if _, later := c.Renew(t.Context(), session, errRejected); !errors.Is(later, otc.ErrNotRenewable) {
				t.Errorf("a later Renew returns %v", later)
			}
			if calls := len(cloud.seen()); calls != before {
				t.Errorf("%d calls after the rejection", calls-before)
			}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://example.com", nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Authorize(req, session); (err != nil) != (session.Token == "") || req.Header.Get("Authorization") != "" {
				t.Errorf("after the rejection, a request is still signed (%v)", err)
			}
		})
	}
}

func TestDenialIsPermanentAndOutageIsNot(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]Options{"password": withPassword(), "access key": withAccessKey()} {
		for _, status := range []int{400, 401, 403, 429, 500, 503} {
			t.Run(name+" "+http.StatusText(status), func(t *testing.T) {
				t.Parallel()
				cloud := newFakeIAM(t)
				cloud.on("POST /v3/auth/tokens", refuse(status))
				cloud.on("GET /v3/projects", refuse(status))
				c := cloud.credentials(t, options)
				want := 1
				if status == 429 || status >= 500 {
					want = 3
				}
				for range 3 {
					session, err := c.Session(t.Context())
					noSecrets(t, err)
					if session != nil || !otc.HasStatus(err, status) {
						t.Fatalf("got %v", err)
					}
				}
				if calls := len(cloud.seen()); calls != want {
					t.Errorf("%d calls, want %d", calls, want)
				}
			})
		}
	}
}

// The page of a proxy says nothing about the credentials, and may be gone after the next attempt.
func TestProxyPageIsNotPermanent(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]Options{
		"password": withPassword(), "access key": withAccessKey(), "token": {Token: testToken},
		"agency": {Token: testToken, Agency: &Agency{Name: "ag", DomainName: "A", DelegatedProject: "x"}},
	} {
		for status, want := range map[int]int{400: 3, 403: 3, 404: 3, 407: 3, 401: 1} {
			t.Run(fmt.Sprintf("%s %d", name, status), func(t *testing.T) {
				t.Parallel()
				cloud := newFakeIAM(t)
				page := func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "text/html")
					w.WriteHeader(status)
					_, _ = io.WriteString(w, "<html>Access denied by the proxy</html>")
				}
				for _, route := range []string{"POST /v3/auth/tokens", "GET /v3/auth/tokens", "GET /v3/projects"} {
					cloud.on(route, page)
				}
				c := cloud.credentials(t, options)
				for range 3 {
					_, err := c.Session(t.Context())
					noSecrets(t, err)
					if !otc.HasStatus(err, status) {
						t.Fatalf("got %v", err)
					}
					if foreign := strings.Contains(err.Error(), "not from IAM; check auth_url"); foreign != (status != 401) {
						t.Errorf("the error is %q", err)
					}
				}
				if calls := len(cloud.seen()); calls != want {
					t.Errorf("%d calls, want %d", calls, want)
				}
			})
		}
	}
}

func TestDeniedRenewalIsPermanent(t *testing.T) {
	t.Parallel()
	cloud := newFakeIAM(t)
	c := cloud.credentials(t, withPassword())
	session, err := c.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cloud.on("POST /v3/auth/tokens", refuse(http.StatusUnauthorized))
	for range 3 {
		if _, err := c.Renew(t.Context(), session, errRejected); !otc.HasStatus(err, http.StatusUnauthorized) {
			t.Fatalf("got %v", err)
		}
	}
	if _, err := c.Session(t.Context()); !otc.HasStatus(err, http.StatusUnauthorized) {
		t.Errorf("a later Session returns %v", err)
	}
	if calls := len(cloud.seen()); calls != 2 {
		t.Errorf("%d calls, want two", calls)
	}
}

func TestPasscodeIsSentOnce(t *testing.T) {
	t.Parallel()
	options := Options{UserID: "u1", Password: testPassword, Passcode: testPasscode, DomainName: "D", ProjectID: "p1"}

	cloud := newFakeIAM(t)
	cloud.on("POST /v3/auth/tokens", refuse(http.StatusBadGateway))
	sender, err := otc.NewSender(otc.SenderOptions{MaxRetries: 3})
	if err != nil {
		t.Fatal(err)
	}
	options.AuthURL = cloud.url
	c, err := New(sender, options)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_, err := c.Session(t.Context())
		noSecrets(t, err)
	}
	if calls := len(cloud.seen()); calls != 1 {
		t.Errorf("the passcode was sent %d times", calls)
	}

	// A login that cannot have been sent may be tried again, until the first one that was.
	sent := 0
	lost := newCredentials(senderFunc(func(_ context.Context, req otc.Request) (*otc.Response, error) {
		if req.Retry != otc.RetryNever {
			t.Errorf("the login may be retried: %v", req.Retry)
		}
		sent++
		return nil, &otc.CallError{NotExecuted: sent == 1, Err: errors.New("no connection")}
	}), options)
	for range 3 {
		if _, err := lost.Session(t.Context()); err == nil {
			t.Fatal("there is a session")
		}
	}
	if sent != 2 {
		t.Errorf("%d attempts, want one that was not sent and one that was", sent)
	}
}

type senderFunc func(ctx context.Context, req otc.Request) (*otc.Response, error)

func (f senderFunc) Send(ctx context.Context, req otc.Request) (*otc.Response, error) {
	return f(ctx, req)
}

func TestCancelledCallerDoesNotEndTheSignIn(t *testing.T) {
	t.Parallel()
	cloud := newFakeIAM(t)
	arrived, proceed := make(chan struct{}), make(chan struct{})
	var logins atomic.Int32
	cloud.on("POST /v3/auth/tokens", func(w http.ResponseWriter, _ *http.Request) {
		if logins.Add(1) == 1 {
			close(arrived)
		}
		<-proceed
		respond(w, http.StatusCreated, "issued-token", `{"token":{"project":{"id":"p1"}}}`)
	})
	c := cloud.credentials(t, withPassword())

	impatient, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() {
		_, err := c.Session(impatient)
		left <- err
	}()
	<-arrived
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("the cancelled caller got %v", err)
	}
	stayed := make(chan error, 1)
	go func() {
		_, err := c.Session(t.Context())
		stayed <- err
	}()
	close(proceed)
	if err := <-stayed; err != nil {
		t.Errorf("the other caller got %v", err)
	}
	if n := logins.Load(); n != 1 {
		t.Errorf("%d logins, want 1", n)
	}
	if _, err := c.Session(impatient); !errors.Is(err, context.Canceled) {
		t.Errorf("a caller that was cancelled before got %v", err)
	}
	if _, err := cloud.credentials(t, withPassword()).Session(impatient); !errors.Is(err, context.Canceled) || logins.Load() != 1 {
		t.Errorf("a login started for a caller that was cancelled before (%v)", err)
	}
}
