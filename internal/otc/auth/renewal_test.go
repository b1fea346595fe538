package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// clockIAM issues tokens with a given lifetime on the clock of the test.
type clockIAM struct {
	lifetime time.Duration
	skew     time.Duration // how far IAM's clock is ahead
	fail     error
	logins   int
}

func (f *clockIAM) Send(_ context.Context, req otc.Request) (*otc.Response, error) {
	time.Sleep(time.Second)
	f.logins++
	if f.fail != nil {
		return nil, f.fail
	}
	now := time.Now().Add(f.skew)
	token, ok := req.Out.(*tokenResponse)
	if !ok {
		return nil, fmt.Errorf("unexpected call %s %s", req.Method, req.URL)
	}
	token.Token.Project.ID = "p1"
	token.Token.ExpiresAt = now.Add(f.lifetime).Format(time.RFC3339Nano)
	header := http.Header{"X-Subject-Token": {fmt.Sprintf("token-%d", f.logins)}}
	header.Set("Date", now.UTC().Format(http.TimeFormat))
	return &otc.Response{StatusCode: http.StatusCreated, Header: header}, nil
}

func tokenOf(t *testing.T, c *credentials) string {
	t.Helper()
	session, err := c.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return session.Token.Reveal()
}

func TestSessionIsRenewedBeforeItExpires(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{0, -48 * time.Hour, 48 * time.Hour} {
		t.Run(skew.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				cloud := &clockIAM{lifetime: 24 * time.Hour, skew: skew}
				c := newCredentials(cloud, withPassword())
				if got := tokenOf(t, c); got != "token-1" {
					t.Errorf("first token is %s", got)
				}
				time.Sleep(24*time.Hour - 2*time.Minute)
				if got := tokenOf(t, c); got != "token-1" || cloud.logins != 1 {
					t.Errorf("two minutes before the session expires, there are %d logins", cloud.logins)
				}
				time.Sleep(90 * time.Second)
				started := time.Now()
				for range 10 {
					if got := tokenOf(t, c); got != "token-1" {
						t.Errorf("during the renewal, the token is %s", got)
					}
				}
				if waited := time.Since(started); waited != 0 {
					t.Errorf("callers waited %v although the session was still valid", waited)
				}
				time.Sleep(2 * time.Second)
				if got := tokenOf(t, c); got != "token-2" || cloud.logins != 2 {
					t.Errorf("after the renewal the token is %s, with %d logins", got, cloud.logins)
				}
			})
		})
	}
}

func TestShortSessionsAreNotRenewedTooOften(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		cloud := &clockIAM{lifetime: 20 * time.Second}
		c := newCredentials(cloud, withPassword())
		for range 40 {
			tokenOf(t, c)
			time.Sleep(time.Second)
		}
		synctest.Wait()
		if cloud.logins > 3 {
			t.Errorf("%d logins in forty seconds", cloud.logins)
		}
	})
}

func TestExpiredSessionIsRenewedBeforeUse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		cloud := &clockIAM{lifetime: time.Hour}
		c := newCredentials(cloud, withPassword())
		tokenOf(t, c)
		time.Sleep(2 * time.Hour)
		if got := tokenOf(t, c); got != "token-2" {
			t.Errorf("token is %s", got)
		}
	})
}

func TestOutageDuringABackgroundRenewal(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		cloud := &clockIAM{lifetime: time.Hour}
		c := newCredentials(cloud, withPassword())
		tokenOf(t, c)
		cloud.fail = &otc.Error{StatusCode: http.StatusServiceUnavailable}
		time.Sleep(time.Hour - 30*time.Second)
		tokenOf(t, c)
		time.Sleep(5 * time.Second)
		if got := tokenOf(t, c); got != "token-1" || cloud.logins != 2 {
			t.Errorf("token is %s after %d logins", got, cloud.logins)
		}
		time.Sleep(time.Minute)
		if _, err := c.Session(t.Context()); !otc.HasStatus(err, http.StatusServiceUnavailable) {
			t.Errorf("after the session expired, the error is %v", err)
		}
		cloud.fail = nil
		if got := tokenOf(t, c); got != "token-4" {
			t.Errorf("after the outage, the token is %s", got)
		}
	})
}

func TestNonRenewableSessionIsUsedUntilRejected(t *testing.T) {
	t.Parallel()
	fixed := withPassword()
	fixed.AllowReauth = false
	passcode := Options{UserID: "u", Password: testPassword, Passcode: testPasscode, ProjectID: "p1", AllowReauth: true}
	for name, options := range map[string]Options{"no reauth": fixed, "passcode": passcode, "token": {Token: testToken, AllowReauth: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				cloud := &clockIAM{lifetime: time.Hour}
				c := newCredentials(cloud, options)
				tokenOf(t, c)
				time.Sleep(2 * time.Hour)
				tokenOf(t, c)
				if cloud.logins != 1 {
					t.Errorf("%d calls, want one", cloud.logins)
				}
			})
		})
	}
}

func TestSignInTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCredentials(senderFunc(func(ctx context.Context, _ otc.Request) (*otc.Response, error) {
			<-ctx.Done()
			return nil, &otc.CallError{Err: ctx.Err()}
		}), withPassword())
		started := time.Now()
		_, err := c.Session(t.Context())
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(started) != signInTimeout {
			t.Errorf("after %v: %v", time.Since(started), err)
		}
	})
}
