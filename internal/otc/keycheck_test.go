package otc

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// signed returns a Client that signs its calls, with the transport of a test.
func signed(t *testing.T, c *credentials, next roundTripper) *Client {
	t.Helper()
	c.session = &Session{ProjectID: "p1"}
	return NewClient(senderOver(t, SenderOptions{}, next), c, ClientOptions{Endpoints: map[string]string{"vpcep": "https://h"}})
}

func TestKeyCheckSendsOneCallWithARejectedKey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var requests atomic.Int64
		c := &credentials{renewErr: ErrNotRenewable}
		client := signed(t, c, func(req *http.Request) (*http.Response, error) {
			requests.Add(1)
			<-time.After(time.Second)
			return newResponse(req, 401, `{"error_code":"APIGW.0301"}`), nil
		})
		var calls sync.WaitGroup
		for range 20 {
			calls.Go(func() {
				if err := client.Do(t.Context(), get(nil)); !errors.Is(err, ErrNotRenewable) {
					t.Errorf("got %v", err)
				}
			})
		}
		calls.Wait()
		if n := requests.Load(); n != 1 {
			t.Errorf("%d requests were signed with a rejected key, want 1", n)
		}
	})
}

func TestKeyCheckEndsWhenTheKeyIsAccepted(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]struct {
		status int
		body   string
	}{
		"success": {200, `{}`}, "error of the API": {404, `{"error_code":"EndPoint.0005"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var requests atomic.Int64
				release := make(chan struct{})
				client := signed(t, &credentials{}, func(req *http.Request) (*http.Response, error) {
					requests.Add(1)
					<-release
					return newResponse(req, reply.status, reply.body), nil
				})
				var calls sync.WaitGroup
				for range 20 {
					calls.Go(func() { _ = client.Do(t.Context(), get(nil)) })
				}
				synctest.Wait()
				if n := requests.Load(); n != 1 {
					t.Errorf("%d calls were sent before the key was accepted", n)
				}
				release <- struct{}{}
				synctest.Wait()
				if n := requests.Load(); n != 20 {
					t.Errorf("%d calls are in progress, want all 20", n)
				}
				close(release)
				calls.Wait()
			})
		})
	}
}

// Neither a lost response nor the page of a proxy shows whether the key is right.
func TestKeyCheckGoesOnUntilTheCloudResponds(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]roundTripper{
		"lost response": func(*http.Request) (*http.Response, error) { return nil, errReset },
		"403 of a proxy": func(req *http.Request) (*http.Response, error) {
			return newResponse(req, 403, "<html>", "Content-Type", "text/html"), nil
		},
		"404 of a proxy, as JSON": func(req *http.Request) (*http.Response, error) { return newResponse(req, 404, `{}`), nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var requests atomic.Int64
				client := signed(t, &credentials{renewErr: ErrNotRenewable}, func(req *http.Request) (*http.Response, error) {
					if requests.Add(1) == 1 {
						return first(req)
					}
					<-time.After(time.Second)
					return newResponse(req, 401, ""), nil
				})
				err := client.Do(t.Context(), get(nil))
				if lost := name == "lost response"; err == nil || errors.Is(err, ErrNotRenewable) || errors.Is(err, errReset) != lost {
					t.Fatalf("got %v", err)
				}
				var calls sync.WaitGroup
				for range 20 {
					calls.Go(func() { _ = client.Do(t.Context(), get(nil)) })
				}
				calls.Wait()
				if n := requests.Load(); n != 2 {
					t.Errorf("%d requests were signed with a rejected key, want 1", n-1)
				}
			})
		})
	}
}

func TestKeyCheckCanBeCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		client := signed(t, &credentials{}, func(req *http.Request) (*http.Response, error) {
			<-release
			return newResponse(req, 200, `{}`), nil
		})
		var first, second sync.WaitGroup
		first.Go(func() { _ = client.Do(t.Context(), get(nil)) })
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		second.Go(func() {
			err := client.Do(ctx, get(nil))
			if !errors.Is(err, context.Canceled) || OutcomeUnknown(err) || Transient(err) {
				t.Errorf("got %v", err)
			}
		})
		synctest.Wait()
		cancel()
		second.Wait()
		close(release)
		first.Wait()
		// A cancelled call must not block others.
		if err := client.Do(t.Context(), get(nil)); err != nil {
			t.Error(err)
		}
	})
}

func TestKeyCheckIgnoresTokens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var requests atomic.Int64
		release := make(chan struct{})
		c := &credentials{}
		client := signed(t, c, func(req *http.Request) (*http.Response, error) {
			requests.Add(1)
			<-release
			return newResponse(req, 200, `{}`), nil
		})
		c.session.Token = "t1"
		var calls sync.WaitGroup
		for range 20 {
			calls.Go(func() { _ = client.Do(t.Context(), get(nil)) })
		}
		synctest.Wait()
		if n := requests.Load(); n != 20 {
			t.Errorf("%d of 20 calls are in progress", n)
		}
		close(release)
		calls.Wait()
	})
}
