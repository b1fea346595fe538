package poll_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

var (
	errPassing = errors.New("a gateway hiccup")
	errLasting = errors.New("access denied")
	errGone    = errors.New("not there")
)

type look struct {
	status string
	err    error
}

// script answers each look with the next of its entries, and the last one for ever.
func script(looks ...look) func(context.Context) (int, string, error) {
	n := 0
	return func(context.Context) (int, string, error) {
		l := looks[min(n, len(looks)-1)]
		n++
		return n, l.status, l.err
	}
}

func repeat(l look, n int) []look {
	all := make([]look, n)
	for i := range all {
		all[i] = l
	}
	return all
}

func wait(lookAt func(context.Context) (int, string, error)) poll.Wait[int] {
	return poll.Wait[int]{
		Look:    lookAt,
		Pending: []string{"creating"},
		Target:  []string{"available"},
		Passing: func(err error) bool { return errors.Is(err, errPassing) },
	}
}

func TestUntilReturnsTheThingOfTheLastLook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		got, err := poll.Until(t.Context(), wait(script(look{status: "creating"}, look{status: "creating"}, look{status: "available"})))
		if err != nil || got != 3 {
			t.Fatalf("Until = %d, %v; want the thing of look 3", got, err)
		}
	})
}

func TestUntilLooksAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		if _, err := poll.Until(t.Context(), wait(script(look{status: "available"}))); err != nil {
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
		got, err := poll.Until(t.Context(), wait(script(look{status: "creating"}, look{status: "failed"})))
		var unexpected *poll.UnexpectedStatusError
		if !errors.As(err, &unexpected) || unexpected.Status != "failed" || got != 2 {
			t.Fatalf("Until = %d, %v; want look 2 and an UnexpectedStatusError", got, err)
		}
		if text := err.Error(); !strings.Contains(text, `"failed"`) || !strings.Contains(text, `"available"`) {
			t.Errorf("error does not name both statuses: %s", text)
		}
	})
}

func TestUntilOutlivesPassingErrors(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		looks []look
		want  error
	}{
		"several in a row":     {append(repeat(look{err: errPassing}, 10), look{status: "available"}), nil},
		"too many in a row":    {append(repeat(look{err: errPassing}, 11), look{status: "available"}), errPassing},
		"counted anew":         {append(append(repeat(look{err: errPassing}, 8), look{status: "creating"}), append(repeat(look{err: errPassing}, 8), look{status: "available"})...), nil},
		"one that will not go": {[]look{{status: "creating"}, {err: errLasting}, {status: "available"}}, errLasting},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				if _, err := poll.Until(t.Context(), wait(script(test.looks...))); !errors.Is(err, test.want) {
					t.Errorf("Until = %v, want %v", err, test.want)
				}
			})
		})
	}
}

func TestUntilTakesAbsenceForAStatus(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := wait(script(look{status: "deleting"}, look{err: errGone}))
		w.Pending, w.Target = []string{"deleting"}, []string{"gone"}
		w.Gone = func(err error) (string, bool) { return "gone", errors.Is(err, errGone) }
		if _, err := poll.Until(t.Context(), w); err != nil {
			t.Errorf("Until = %v, want the absence to be the target", err)
		}
	})
}

func TestUntilNamesTheLastStatusWhenItEnds(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		end   func(context.Context) (context.Context, context.CancelFunc)
		looks []look
		cause error
		want  []string
	}{
		"timeout": {
			func(ctx context.Context) (context.Context, context.CancelFunc) {
				return context.WithTimeout(ctx, time.Minute)
			},
			[]look{{status: "creating"}},
			context.DeadlineExceeded,
			[]string{"timed out after waiting 1m0s", `"creating"`, `"available"`},
		},
		"interruption": {
			func(ctx context.Context) (context.Context, context.CancelFunc) {
				ctx, cancel := context.WithCancel(ctx)
				time.AfterFunc(time.Second, cancel)
				return ctx, cancel
			},
			[]look{{status: "creating"}},
			context.Canceled,
			[]string{"interrupted after waiting 1s", `"creating"`},
		},
		"last error": {
			func(ctx context.Context) (context.Context, context.CancelFunc) {
				return context.WithTimeout(ctx, time.Second)
			},
			[]look{{status: "creating"}, {err: errPassing}},
			errPassing,
			[]string{"a gateway hiccup"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := test.end(t.Context())
				defer cancel()
				_, err := poll.Until(ctx, wait(script(test.looks...)))
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
		w := wait(script(look{err: errLasting}))
		w.Seen = "creating"
		if _, err := poll.Until(t.Context(), w); err == nil || !strings.Contains(err.Error(), `"creating"`) {
			t.Errorf("Until = %v, want the status from before in it", err)
		}
	})
}

// A look that is on its way when the wait is interrupted must not hide why it ended.
func TestUntilIsInterruptedInTheMiddleOfALook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		_, err := poll.Until(ctx, wait(func(ctx context.Context) (int, string, error) {
			<-ctx.Done()
			return 0, "", errLasting
		}))
		if !errors.Is(err, context.Canceled) || errors.Is(err, errLasting) {
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
			_, err := poll.Until(t.Context(), wait(func(context.Context) (int, string, error) {
				if time.Since(started) >= end {
					return 0, "available", nil
				}
				return 0, "creating", nil
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
