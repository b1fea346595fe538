package recovery_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// What becomes of the requests.
const (
	lost           = "lost"
	refused        = "refused"
	refusedLater   = "refused after a lost answer"
	interrupted    = "interrupted"
	timedOut       = "timed out"
	many           = -1 // more lists than one
	deadline       = time.Minute
	interruptAfter = 1500 * time.Millisecond
	grace          = 1200 * time.Millisecond
)

// The state machine of the package comment: every answer to the request with every result of the search, in the run that
// made the request and in the next one.
func TestStateMachine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		answer, search string
		create         string // outcome of the run that made the request
		posts, lists   int
		until          time.Duration // when that run ends, 0 if it does not matter
		find           string        // outcome of the next run, after a run that could not look; "" if there is nothing to find
		findLists      int
	}{
		{lost, "none", "unknown", 2, many, deadline, "nothing", 1},
		{lost, "ours", "adopted ours-1", 1, 1, requestTime, "adopted ours-1", 1},
		{lost, "maybe a stranger's", "ambiguous theirs", 1, many, 0, "ambiguous theirs", 1},
		{lost, "several", "ambiguous ours-1 theirs", 1, many, 0, "ambiguous ours-1 theirs", 1},
		{lost, "list fails for good", "unknown", 1, 1, requestTime, "denied", 1},
		{lost, "list fails temporarily", "adopted ours-1", 1, 4, 0, "adopted ours-1", 4},

		{refused, "none", "refused", 1, 0, requestTime, "", 0},
		{refused, "ours", "refused", 1, 0, requestTime, "", 0},
		{refused, "maybe a stranger's", "refused", 1, 0, requestTime, "", 0},
		{refused, "several", "refused", 1, 0, requestTime, "", 0},
		{refused, "list fails for good", "refused", 1, 0, requestTime, "", 0},
		{refused, "list fails temporarily", "refused", 1, 0, requestTime, "", 0},

		{refusedLater, "none", "unknown", 2, many, deadline, "nothing", 1},
		{refusedLater, "ours", "adopted ours-1", 2, many, 0, "adopted ours-1", 1},
		{refusedLater, "maybe a stranger's", "ambiguous theirs", 2, many, 0, "ambiguous theirs", 1},
		{refusedLater, "several", "ambiguous ours-1 theirs", 2, many, 0, "ambiguous ours-1 theirs", 1},
		{refusedLater, "list fails for good", "unknown", 2, many, 0, "denied", 1},
		{refusedLater, "list fails temporarily", "adopted ours-1", 2, many, 0, "adopted ours-1", 4},

		{interrupted, "none", "unknown", 1, 0, interruptAfter + grace, "nothing", 1},
		{interrupted, "ours", "unknown", 1, 0, interruptAfter + grace, "adopted ours-1", 1},
		{interrupted, "maybe a stranger's", "unknown", 1, 0, interruptAfter + grace, "ambiguous theirs", 1},
		{interrupted, "several", "unknown", 1, 0, interruptAfter + grace, "ambiguous ours-1 theirs", 1},
		{interrupted, "list fails for good", "unknown", 1, 0, interruptAfter + grace, "denied", 1},
		{interrupted, "list fails temporarily", "unknown", 1, 0, interruptAfter + grace, "adopted ours-1", 4},

		{timedOut, "none", "unknown", 1, 0, interruptAfter + grace, "nothing", 1},
		{timedOut, "ours", "unknown", 1, 0, interruptAfter + grace, "adopted ours-1", 1},
		{timedOut, "maybe a stranger's", "unknown", 1, 0, interruptAfter + grace, "ambiguous theirs", 1},
		{timedOut, "several", "unknown", 1, 0, interruptAfter + grace, "ambiguous ours-1 theirs", 1},
		{timedOut, "list fails for good", "unknown", 1, 0, interruptAfter + grace, "denied", 1},
		{timedOut, "list fails temporarily", "unknown", 1, 0, interruptAfter + grace, "adopted ours-1", 4},
	} {
		for name, answer := range map[string]error{"without an answer": errReset, "answered by a gateway": errGateway} {
			t.Run(test.answer+"/"+test.search+"/"+name, func(t *testing.T) {
				t.Parallel()
				t.Run("this run", func(t *testing.T) {
					t.Parallel()
					bubble(t, func(t *testing.T, ctx context.Context) {
						c := scripted(test.answer, test.search, answer)
						c.listErr = failing(c, test.answer, test.search)
						result, err := c.run(ctx, t, test.answer)
						c.check(t, test.create, outcome(result, err), test.posts)
						if c.lists != test.lists && (test.lists != many || c.lists < 2) {
							t.Errorf("%d lists, want %d", c.lists, test.lists)
						}
						if test.until > 0 && c.now() != test.until {
							t.Errorf("ended after %s, want %s", c.now(), test.until)
						}
					})
				})
				t.Run("next run", func(t *testing.T) {
					t.Parallel()
					within(t, 3*deadline, func(t *testing.T, ctx context.Context) {
						c := scripted(test.answer, test.search, answer)
						c.listErr = failing(c, test.answer, "list fails for good")
						_, err := c.run(ctx, t, test.answer)
						var unknown *recovery.UnknownOutcomeError
						if errors.As(err, &unknown) != (test.find != "") {
							t.Fatalf("the first run ended with %v", err)
						}
						if unknown == nil {
							return
						}
						if len(unknown.Attempts) != 1 {
							t.Errorf("attempts %v, want the one without an answer", unknown.Attempts)
						}
						time.Sleep(30 * time.Second)
						posts, before := c.posts, c.lists
						c.listErr = failing(c, "", test.search)
						result, err := c.find(ctx, unknown.Attempts)
						c.check(t, test.find, outcome(result, err), posts)
						if lists := c.lists - before; lists != test.findLists {
							t.Errorf("%d lists, want %d", lists, test.findLists)
						}
					})
				})
			})
		}
	}
}

// appears is when what there is appears in lists: late enough for a second request if that is to be refused.
func appears(answer string) time.Duration {
	if answer == refusedLater {
		return 16 * time.Second
	}
	return 0
}

func scripted(answer, search string, err error) *cloud {
	first := call{err: err, executed: search != "none" && search != "maybe a stranger's"}
	if appears(answer) > 0 {
		first.lag = appears(answer) - executedAfter
	}
	c := newCloud(first)
	switch answer {
	case lost:
		c.calls = append(c.calls, call{err: err})
	case refused:
		c.calls = []call{{err: errRefused}}
	case refusedLater:
		c.calls = append(c.calls, call{err: errRefused})
	default:
		c.calls[0].takes = time.Hour
	}
	switch search {
	case "maybe a stranger's":
		c.add(thing{id: "theirs", created: max(5*time.Second, appears(answer))})
	case "several":
		shown := max(5*time.Second, appears(answer))
		c.calls[0].lag = shown - executedAfter
		c.add(thing{id: "theirs", created: 4 * time.Second, shown: shown})
	}
	return c
}

// failing returns the errors of lists. Those before a request that is to be refused succeed.
func failing(c *cloud, answer, search string) func(int) error {
	failed := 0
	return func(int) error {
		if answer == refusedLater && c.posts < 2 {
			return nil
		}
		switch {
		case search == "list fails for good":
			return errDenied
		case search == "list fails temporarily" && failed < 3:
			failed++
			return errOutage
		}
		return nil
	}
}

// run is the run that makes the request.
func (c *cloud) run(ctx context.Context, t *testing.T, answer string) (*recovery.Result[item], error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	want := context.DeadlineExceeded
	switch answer {
	case interrupted:
		want = context.Canceled
		time.AfterFunc(interruptAfter, cancel)
	case timedOut:
		ctx, cancel = context.WithTimeout(ctx, interruptAfter)
		defer cancel()
	}
	result, err := c.create(ctx, 1)
	if ctx.Err() != nil && !errors.Is(err, want) {
		t.Errorf("got %v, want it to wrap %v", err, want)
	}
	return result, err
}

func TestFindWithoutAttempts(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, ctx context.Context) {
		c := newCloud()
		c.add(thing{id: "theirs"})
		if result, err := c.find(ctx, nil); result != nil || err != nil || c.lists > 0 {
			t.Errorf("got %v, %v after %d lists", result, err, c.lists)
		}
	})
}

// The request may still be answered for a moment after an interruption.
func TestInterruptionWhileTheRequestIsInFlight(t *testing.T) {
	t.Parallel()
	for after, want := range map[time.Duration]string{
		requestTime - grace + 10*time.Millisecond: "created ours-1",
		requestTime - grace - 10*time.Millisecond: "unknown",
		0: "context canceled",
	} {
		t.Run(after.String(), func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, ctx context.Context) {
				c := newCloud(call{})
				ctx, cancel := context.WithCancel(ctx)
				defer cancel()
				if after == 0 {
					cancel()
				} else {
					time.AfterFunc(after, cancel)
				}
				result, err := c.create(ctx, 3)
				if after == 0 {
					if !errors.Is(err, context.Canceled) || outcome(result, err) == "unknown" || c.posts > 0 {
						t.Errorf("got %v after %d requests", err, c.posts)
					}
					return
				}
				c.check(t, want, outcome(result, err), 1)
			})
		})
	}
}
