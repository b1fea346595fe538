package poll_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

var (
	errTemporary = errors.New("a gateway hiccup")
	errPermanent = errors.New("access denied")
)

// thing is what one read returns: its status, and which read it was.
type thing struct {
	n      int
	status string
}

type read struct {
	status string
	err    error
}

// script answers each read with the next of its entries, and the last one for ever.
func script(reads ...read) func(context.Context) (thing, error) {
	n := 0
	return func(context.Context) (thing, error) {
		l := reads[min(n, len(reads)-1)]
		n++
		return thing{n, l.status}, l.err
	}
}

func repeat(l read, n int) []read {
	all := make([]read, n)
	for i := range all {
		all[i] = l
	}
	return all
}

func wait(refresh func(context.Context) (thing, error)) poll.Wait[thing] {
	return poll.Wait[thing]{
		Refresh: refresh,
		Done: func(t thing) (bool, error) {
			return poll.Reached(t.status, []string{"creating"}, []string{"available"})
		},
		Status:    func(t thing) string { return t.status },
		Goal:      `the status "available"`,
		Retryable: func(err error) bool { return errors.Is(err, errTemporary) },
	}
}

func TestUntilReturnsTheThingAsLastRead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		got, err := poll.Until(t.Context(), wait(script(read{status: "creating"}, read{status: "creating"}, read{status: "available"})))
		if err != nil || got.n != 3 {
			t.Fatalf("Until = %v, %v; want the thing of read 3", got, err)
		}
	})
}

func TestUntilReadsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		if _, err := poll.Until(t.Context(), wait(script(read{status: "available"}))); err != nil {
			t.Fatal(err)
		}
		if waited := time.Since(started); waited != 0 {
			t.Errorf("waited %s for a thing that was there", waited)
		}
	})
}

func TestUntilEndsOnAnUnexpectedStatus(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		got, err := poll.Until(t.Context(), wait(script(read{status: "creating"}, read{status: "failed"})))
		var unexpected *poll.UnexpectedStatusError
		if !errors.As(err, &unexpected) || unexpected.Status != "failed" || got.n != 2 {
			t.Fatalf("Until = %v, %v; want read 2 and an UnexpectedStatusError", got, err)
		}
		if text := err.Error(); !strings.Contains(text, `"failed"`) || !strings.Contains(text, `"available"`) {
			t.Errorf("error does not name both statuses: %s", text)
		}
	})
}

func TestUntilToleratesTemporaryErrors(t *testing.T) {
	t.Parallel()
	eight := repeat(read{err: errTemporary}, 8)
	for name, test := range map[string]struct {
		reads []read
		want  error
	}{
		"several in a row":     {append(repeat(read{err: errTemporary}, 10), read{status: "available"}), nil},
		"too many in a row":    {append(repeat(read{err: errTemporary}, 11), read{status: "available"}), errTemporary},
		"counted anew":         {slices.Concat(eight, []read{{status: "creating"}}, eight, []read{{status: "available"}}), nil},
		"one that will not go": {[]read{{status: "creating"}, {err: errPermanent}, {status: "available"}}, errPermanent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				if _, err := poll.Until(t.Context(), wait(script(test.reads...))); !errors.Is(err, test.want) {
					t.Errorf("Until = %v, want %v", err, test.want)
				}
			})
		})
	}
}

func TestUntilNamesTheLastStatusWhenItEnds(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		end   func(context.Context) (context.Context, context.CancelFunc)
		reads []read
		cause error
		want  []string
	}{
		"timeout": {
			func(ctx context.Context) (context.Context, context.CancelFunc) {
				return context.WithTimeout(ctx, time.Minute)
			},
			[]read{{status: "creating"}},
			context.DeadlineExceeded,
			[]string{"timed out after waiting 1m0s", `"creating"`, `"available"`},
		},
		"interruption": {
			func(ctx context.Context) (context.Context, context.CancelFunc) {
				ctx, cancel := context.WithCancel(ctx)
				time.AfterFunc(time.Second, cancel)
				return ctx, cancel
			},
			[]read{{status: "creating"}},
			context.Canceled,
			[]string{"interrupted after waiting 1s", `"creating"`},
		},
		"last error": {
			func(ctx context.Context) (context.Context, context.CancelFunc) {
				return context.WithTimeout(ctx, time.Second)
			},
			[]read{{status: "creating"}, {err: errTemporary}},
			errTemporary,
			[]string{"a gateway hiccup"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := test.end(t.Context())
				defer cancel()
				_, err := poll.Until(ctx, wait(script(test.reads...)))
				var ended *poll.EndedError
				if !errors.As(err, &ended) || !errors.Is(err, test.cause) {
					t.Fatalf("Until = %v, want an EndedError of %v", err, test.cause)
				}
				for _, want := range test.want {
					if !strings.Contains(err.Error(), want) {
						t.Errorf("%q does not say %q", err, want)
					}
				}
			})
		})
	}
}

func TestUntilKnowsAStatusFromBefore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := wait(script(read{err: errPermanent}))
		w.LastStatus = "creating"
		if _, err := poll.Until(t.Context(), w); err == nil || !strings.Contains(err.Error(), `"creating"`) {
			t.Errorf("Until = %v, want the status from before in it", err)
		}
	})
}

// Nothing is read if ctx has ended before.
func TestUntilWithAContextThatHasEnded(t *testing.T) {
	t.Parallel()
	for range 50 {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			reads := 0
			_, err := poll.Until(ctx, wait(func(context.Context) (thing, error) {
				reads++
				return thing{status: "available"}, nil
			}))
			if reads != 0 || !errors.Is(err, context.Canceled) {
				t.Errorf("Until = %v after %d reads", err, reads)
			}
		})
	}
}

// A read that is under way when the wait is interrupted must not hide why the wait ended.
func TestUntilIsInterruptedDuringARead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		_, err := poll.Until(ctx, wait(func(ctx context.Context) (thing, error) {
			<-ctx.Done()
			return thing{}, errPermanent
		}))
		if !errors.Is(err, context.Canceled) || errors.Is(err, errPermanent) {
			t.Errorf("Until = %v, want an interruption", err)
		}
	})
}

// The promise of the documentation: the end is noticed within half a second in the first ten
// seconds, and within 5 % of the time waited and at most 5 s after that.
func TestUntilNoticesTheEndInTime(t *testing.T) {
	t.Parallel()
	for end := 10 * time.Millisecond; end < 10*time.Minute; end = end*11/10 + time.Millisecond {
		synctest.Test(t, func(t *testing.T) {
			started := time.Now()
			_, err := poll.Until(t.Context(), wait(func(context.Context) (thing, error) {
				if time.Since(started) >= end {
					return thing{status: "available"}, nil
				}
				return thing{status: "creating"}, nil
			}))
			if err != nil {
				t.Fatal(err)
			}
			late, allowed := time.Since(started)-end, 500*time.Millisecond
			if end > 10*time.Second {
				allowed = min(end/20, 5*time.Second)
			}
			if late > allowed {
				t.Errorf("noticed %s after the end at %s, allowed are %s", late, end, allowed)
			}
		})
	}
}

func TestIntervalGrows(t *testing.T) {
	t.Parallel()
	before := time.Duration(0)
	for waited := time.Duration(0); waited < 5*time.Minute; waited += 100 * time.Millisecond {
		now := poll.Interval(waited)
		if now < before {
			t.Fatalf("the interval shrinks from %s to %s after %s", before, now, waited)
		}
		before = now
	}
}
