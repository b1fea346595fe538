package otc

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestSenderWaitsForRetryAfter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		var at []time.Duration
		s := senderOver(t, SenderOptions{MaxRetries: 9}, func(req *http.Request) (*http.Response, error) {
			at = append(at, time.Since(started))
			switch len(at) {
			case 1:
				return newResponse(req, 429, "", "Retry-After", "7"), nil
			case 2:
				return newResponse(req, 503, "", "Retry-After", time.Now().Add(20*time.Second).UTC().Format(http.TimeFormat)), nil
			case 3:
				return newResponse(req, 429, "", "Retry-After", "86400"), nil
			default:
				return newResponse(req, 200, `{}`), nil
			}
		})
		if _, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: "https://h/"}); err != nil {
			t.Fatal(err)
		}
		if want := []time.Duration{0, 7 * time.Second, 27 * time.Second, 57 * time.Second}; !slices.Equal(at, want) {
			t.Errorf("the attempts were at %v, want %v", at, want)
		}
	})
}

// A date in Retry-After is by the cloud's clock, which is an hour ahead here.
func TestSenderWaitsUntilADateOfTheCloud(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		var at []time.Duration
		s := senderOver(t, SenderOptions{MaxRetries: 1}, func(req *http.Request) (*http.Response, error) {
			at = append(at, time.Since(started))
			there := time.Now().Add(time.Hour).UTC()
			if len(at) == 1 {
				return newResponse(
					req,
					503,
					"",
					"Date",
					there.Format(http.TimeFormat),
					"Retry-After",
					there.Add(20*time.Second).Format(http.TimeFormat),
				), nil
			}
			return newResponse(req, 200, `{}`), nil
		})
		if _, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: "https://h/"}); err != nil {
			t.Fatal(err)
		}
		if want := []time.Duration{0, 20 * time.Second}; !slices.Equal(at, want) {
			t.Errorf("the attempts were at %v, want %v", at, want)
		}
	})
}

func TestSenderIsInterruptedBetweenAttempts(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		repeat Retry
		status int
	}{
		"throttled":        {RetryIdempotent, 429},
		"throttled create": {RetryNotExecuted, 429},
		"outage":           {RetryIdempotent, 503},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				attempts, started := 0, time.Now()
				s := senderOver(t, SenderOptions{MaxRetries: 9}, func(req *http.Request) (*http.Response, error) {
					attempts++
					return newResponse(req, test.status, "", "Retry-After", "30"), nil
				})
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(3*time.Second, cancel)
				_, err := s.Send(ctx, Request{Method: http.MethodPost, URL: "https://h/", Retry: test.repeat})
				if waited := time.Since(started); waited != 3*time.Second || attempts != 1 {
					t.Errorf("ended after %v and %d attempts", waited, attempts)
				}
				if !errors.Is(err, context.Canceled) || Transient(err) {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}

// An interruption between attempts does not change whether the last attempt was executed.
func TestSenderReportsTheOutcomeBeforeAnInterruption(t *testing.T) {
	t.Parallel()
	for status, unknown := range map[int]bool{429: false, 503: true} {
		synctest.Test(t, func(t *testing.T) {
			s := senderOver(t, SenderOptions{MaxRetries: 9}, func(req *http.Request) (*http.Response, error) {
				return newResponse(req, status, "", "Retry-After", "30"), nil
			})
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			defer cancel()
			_, err := s.Send(ctx, Request{Method: http.MethodPost, URL: "https://h/"})
			if OutcomeUnknown(err) != unknown {
				t.Errorf("HTTP %d: %v, outcome unknown: %v", status, err, OutcomeUnknown(err))
			}
		})
	}
}

func TestSenderIsInterruptedDuringAnAttempt(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(context.Context) (context.Context, context.CancelFunc){
		"interrupted": func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(3*time.Second, cancel)
			return ctx, cancel
		},
		"deadline": func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 3*time.Second)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				attempts, started := 0, time.Now()
				s := senderOver(t, SenderOptions{MaxRetries: 9}, func(req *http.Request) (*http.Response, error) {
					attempts++
					if attempts == 1 {
						return newResponse(req, 429, "", "Retry-After", "0"), nil
					}
					<-req.Context().Done()
					return nil, req.Context().Err()
				})
				ctx, cancel := end(t.Context())
				defer cancel()
				_, err := s.Send(ctx, Request{Method: http.MethodPost, URL: "https://h/", Retry: RetryNotExecuted})
				if waited := time.Since(started); waited != 3*time.Second || attempts != 2 {
					t.Errorf("ended after %v and %d attempts", waited, attempts)
				}
				if !errors.Is(err, ctx.Err()) || !OutcomeUnknown(err) {
					t.Errorf("got %v, outcome unknown: %v", err, OutcomeUnknown(err))
				}
			})
		})
	}
}

func TestSenderLimitsTheTimeOfAnAttempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		attempts, started := 0, time.Now()
		s := senderOver(t, SenderOptions{MaxRetries: 1}, func(req *http.Request) (*http.Response, error) {
			attempts++
			if attempts == 1 {
				<-req.Context().Done()
				return nil, req.Context().Err()
			}
			return newResponse(req, 200, `{}`), nil
		})
		if _, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: "https://h/"}); err != nil {
			t.Fatal(err)
		}
		if waited := time.Since(started); attempts != 2 || waited < attemptTimeout || waited > attemptTimeout+time.Second {
			t.Errorf("%d attempts in %v", attempts, waited)
		}
	})
}

// synctest fails a test that leaks a timer or a goroutine.
func TestSenderLeaksNothingAfterATimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := senderOver(t, SenderOptions{MaxRetries: 1}, func(req *http.Request) (*http.Response, error) {
			cancel()
			return newResponse(req, 503, ""), nil
		})
		if _, err := s.Send(ctx, Request{Method: http.MethodGet, URL: "https://h/"}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestSenderSendsNothingAfterAnInterruption(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(http.ResponseWriter, *http.Request) {})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newSender(t, SenderOptions{}).Send(ctx, Request{Method: http.MethodGet, URL: server.URL}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := server.requests.Load(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}
