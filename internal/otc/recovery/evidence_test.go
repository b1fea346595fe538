package recovery_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// executed is a request that is executed, although it gets no answer; unexecuted is one that is not.
var (
	executed   = call{err: errReset, executed: true}
	unexecuted = call{err: errGateway}
)

// inBothForms runs a test with created_at in seconds and in milliseconds.
func inBothForms(t *testing.T, test func(t *testing.T, ctx context.Context, form string)) {
	t.Helper()
	for name, form := range map[string]string{"seconds": seconds, "milliseconds": millis} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, ctx context.Context) { test(t, ctx, form) })
		})
	}
}

func TestClockBehindCreatedAtDiffers(t *testing.T) {
	t.Parallel()
	for _, difference := range []int{-30, -10, -2, 2, 10, 30} {
		skew := time.Duration(difference) * time.Second
		t.Run(skew.String(), func(t *testing.T) {
			t.Parallel()
			inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
				c := newCloud(executed)
				c.form, c.skew = form, skew
				result, err := c.create(ctx, 3)
				c.check(t, "adopted ours-1", outcome(result, err), 1)
				if c.lists != 1 {
					t.Errorf("%d lists", c.lists)
				}
			})
		})
	}
}

// Somebody else creates an equal item after a request that got no answer and was not executed.
func TestStrangerCreatesAnEqualItem(t *testing.T) {
	t.Parallel()
	for _, after := range []time.Duration{300 * time.Millisecond, 5 * time.Second, 25 * time.Second} {
		theirs := thing{id: "theirs", created: requestTime + after}
		t.Run(after.String(), func(t *testing.T) {
			t.Parallel()
			t.Run("this run", func(t *testing.T) {
				t.Parallel()
				inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
					c := newCloud(unexecuted)
					c.form = form
					c.add(theirs)
					result, err := c.create(ctx, 0)
					c.check(t, "ambiguous theirs", outcome(result, err), 1)
					if text := err.Error(); !strings.Contains(text, "theirs (web), created at 2000-01-01T00:00:") || !errors.Is(err, errGateway) {
						t.Errorf("the error does not name what was found and why it was looked for: %s", text)
					}
				})
			})
			for name, pause := range map[string]time.Duration{"next run": 40 * time.Second, "next run at once": 0} {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
						c := newCloud(unexecuted)
						c.form = form
						c.add(theirs)
						attempts := interruptedRun(ctx, t, c)
						time.Sleep(pause)
						result, err := c.find(ctx, attempts)
						want := "ambiguous theirs"
						if pause == 0 && after > 20*time.Second {
							want = "nothing" // it is not there yet
						}
						c.check(t, want, outcome(result, err), 1)
					})
				})
			}
		})
	}
}

// interruptedRun is a run that ends before it can look for what its request created.
func interruptedRun(ctx context.Context, t *testing.T, c *cloud) []recovery.Attempt {
	t.Helper()
	c.listErr = func(int) error { return errDenied }
	_, err := c.create(ctx, 0)
	var unknown *recovery.UnknownOutcomeError
	if !errors.As(err, &unknown) {
		t.Fatalf("the first run ended with %v", err)
	}
	c.listErr = nil
	return unknown.Attempts
}

// With attempts left an equal item of somebody else keeps the request from being repeated.
func TestStrangerBeforeTheRequestIsRepeated(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, ctx context.Context) {
		c := newCloud(unexecuted)
		c.add(thing{id: "theirs", created: requestTime + 5*time.Second})
		result, err := c.create(ctx, 3)
		c.check(t, "ambiguous theirs", outcome(result, err), 1)
	})
}

// What the cloud creates while a request is refused was not created by it.
func TestStrangerCausesTheRefusal(t *testing.T) {
	t.Parallel()
	inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
		c := newCloud(unexecuted, call{err: errRefused})
		c.form = form
		c.add(thing{id: "theirs", created: 13 * time.Second})
		result, err := c.create(ctx, 3)
		c.check(t, "ambiguous theirs", outcome(result, err), 2)
	})
}

// A list that is answered late does not show that what it contains was created in time.
func TestStrangerWhileTheListIsSlow(t *testing.T) {
	t.Parallel()
	inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
		c := newCloud(unexecuted)
		c.form, c.listTime = form, 6*time.Second
		c.add(thing{id: "theirs", created: requestTime + 3*time.Second})
		result, err := c.create(ctx, 0)
		c.check(t, "ambiguous theirs", outcome(result, err), 1)
	})
}

// Lists that did not show an item bound the time at which it was created, whatever the offset between two clocks that agree
// roughly.
func TestStrangerWithClocksThatAgreeRoughly(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-time.Second, -500 * time.Millisecond, 500 * time.Millisecond, time.Second} {
		t.Run(skew.String(), func(t *testing.T) {
			t.Parallel()
			inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
				c := newCloud(unexecuted)
				c.form, c.skew = form, skew
				c.add(thing{id: "theirs", created: requestTime + 300*time.Millisecond})
				result, err := c.create(ctx, 0)
				c.check(t, "ambiguous theirs", outcome(result, err), 1)
			})
		})
	}
}

func TestDifferentItemOfAStranger(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, ctx context.Context) {
		c := newCloud(unexecuted, call{})
		c.add(thing{id: "theirs", size: "small", created: requestTime + 300*time.Millisecond})
		result, err := c.create(ctx, 3)
		c.check(t, "created ours-2", outcome(result, err), 2)
		if again := c.postedAt[1] - requestTime; again < 10*time.Second || again > 10500*time.Millisecond {
			t.Errorf("repeated after %s, want it after 10 s", again)
		}
	})
}

func TestListsLag(t *testing.T) {
	t.Parallel()
	for _, takes := range []time.Duration{10 * time.Millisecond, requestTime, 30 * time.Second} {
		t.Run(takes.String(), func(t *testing.T) {
			t.Parallel()
			inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
				lagging := executed
				lagging.takes = takes
				lagging.lag = max(takes-executedAfter, 0) + 3*time.Second
				c := newCloud(lagging)
				c.form = form
				result, err := c.create(ctx, 3)
				c.check(t, "adopted ours-1", outcome(result, err), 1)
				if c.lists < 2 {
					t.Errorf("%d lists", c.lists)
				}
			})
		})
	}
}

// What the second request creates appears between two lists that enclose it.
func TestSecondRequestIsExecuted(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-20 * time.Second, 0, 20 * time.Second} {
		t.Run(skew.String(), func(t *testing.T) {
			t.Parallel()
			inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
				c := newCloud(unexecuted, executed)
				c.form, c.skew = form, skew
				result, err := c.create(ctx, 1)
				c.check(t, "adopted ours-2", outcome(result, err), 2)
			})
		})
	}
}

// In a later process only created_at tells. It must be that of a clock that agrees.
func TestFindByCreatedAt(t *testing.T) {
	t.Parallel()
	for skew, want := range map[time.Duration]string{
		0: "adopted ours-1", -time.Second: "adopted ours-1",
		-10 * time.Second: "ambiguous ours-1", 10 * time.Second: "ambiguous ours-1",
		-40 * time.Second: "nothing",
	} {
		t.Run(skew.String(), func(t *testing.T) {
			t.Parallel()
			inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
				c := newCloud(executed)
				c.form, c.skew = form, skew
				attempts := interruptedRun(ctx, t, c)
				time.Sleep(30 * time.Second)
				result, err := c.find(ctx, attempts)
				c.check(t, want, outcome(result, err), 1)
			})
		})
	}
}

// An item without created_at may be of any age.
func TestItemWithoutTimes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		shown time.Duration
		want  string
	}{
		"in the first list":                {0, "ambiguous theirs"},
		"between lists, after the attempt": {5 * time.Second, "ambiguous theirs"},
		"between lists, with the second":   {13 * time.Second, "adopted theirs"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, ctx context.Context) {
				c := newCloud(unexecuted)
				c.add(thing{id: "theirs", timeless: true, shown: test.shown})
				result, err := c.create(ctx, 1)
				if got := outcome(result, err); got != test.want {
					t.Errorf("%s, want %s", got, test.want)
				}
			})
		})
	}
}

// An item that was complete before the first attempt is older than that, also when the search has lasted longer than the
// item took to become complete.
func TestItemThatWasCompletedBefore(t *testing.T) {
	t.Parallel()
	inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
		c := newCloud(unexecuted)
		c.form = form
		c.add(thing{id: "theirs", created: -20 * time.Second, updated: -10 * time.Second})
		result, err := c.create(ctx, 0)
		c.check(t, "unknown", outcome(result, err), 1)
		if c.now() != time.Minute {
			t.Errorf("looked until %s", c.now())
		}
	})
}

// Ours may be completed while it is looked for.
func TestItemThatIsCompletedMeanwhile(t *testing.T) {
	t.Parallel()
	inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
		c := newCloud(unexecuted)
		c.form = form
		c.add(thing{id: "ours-1", created: executedAfter, updated: 8 * time.Second, shown: 8 * time.Second})
		result, err := c.create(ctx, 0)
		c.check(t, "adopted ours-1", outcome(result, err), 1)
	})
}

func TestItemsThatAreTooOldOrTooNew(t *testing.T) {
	t.Parallel()
	for name, created := range map[string]time.Duration{"older": -time.Minute, "newer": 3 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			within(t, 10*time.Minute, func(t *testing.T, ctx context.Context) {
				c := newCloud(unexecuted)
				c.add(thing{id: "theirs", created: created})
				result, err := c.create(ctx, 0)
				c.check(t, "unknown", outcome(result, err), 1)
				if c.now() != 10*time.Minute {
					t.Errorf("looked until %s, want it until ctx ends", c.now())
				}
			})
		})
	}
}
