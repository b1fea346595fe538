package recovery_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// After the last attempt the search lasts until ctx ends, and finds what appears late.
func TestLooksUntilTheDeadline(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		lag  time.Duration
		want string
	}{"never listed": {time.Hour, "unknown"}, "listed late": {4 * time.Minute, "adopted ours-1"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			within(t, 5*time.Minute, func(t *testing.T, ctx context.Context) {
				late := executed
				late.lag = test.lag
				c := newCloud(late)
				result, err := c.create(ctx, 0)
				c.check(t, test.want, outcome(result, err), 1)
				if test.want == "unknown" && (c.now() != 5*time.Minute || !errors.Is(err, context.DeadlineExceeded) || !otc.OutcomeUnknown(err)) {
					t.Errorf("ended after %s with %v", c.now(), err)
				}
			})
		})
	}
}

// A list that fails again and again ends the search, and so does one that will never succeed.
func TestListThatFails(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		err   error
		lists int
	}{"for good": {errDenied, 1}, "temporarily, but always": {errOutage, 11}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, ctx context.Context) {
				c := newCloud(executed)
				c.listErr = func(int) error { return test.err }
				result, err := c.create(ctx, 3)
				c.check(t, "unknown", outcome(result, err), 1)
				if c.lists != test.lists || !errors.Is(err, test.err) || !errors.Is(err, errReset) {
					t.Errorf("%v after %d lists", err, c.lists)
				}
			})
		})
	}
}

// Before the first answer the clock of this process stands for the cloud's. It may be wrong by any amount.
func TestFindLooksWhileTheRequestMayBeExecuted(t *testing.T) {
	t.Parallel()
	for _, off := range []time.Duration{0, -time.Hour, time.Hour} {
		for age, until := range map[time.Duration]time.Duration{0: 20 * time.Second, 5 * time.Second: 15 * time.Second, time.Minute: 0} {
			t.Run(fmt.Sprint(age, " ago, clock off by ", off), func(t *testing.T) {
				t.Parallel()
				bubble(t, func(t *testing.T, ctx context.Context) {
					c := newCloud()
					cloudTime := func(local time.Time) time.Time {
						if c.lists == 0 {
							return local.Add(off)
						}
						return local
					}
					end := time.Now().Add(-age)
					attempts := []recovery.Attempt{{Start: end.Add(-time.Second), End: end}}
					result, err := recovery.Find(ctx, recovery.NewRegistry(cloudTime, 0), c.resource(), attempts)
					if result != nil || err != nil || c.now() < until || c.now() > until+time.Second {
						t.Errorf("got %v, %v after %s; want nothing after %s", result, err, c.now(), until)
					}
				})
			})
		}
	}
}

func TestFindEndsWithItsContext(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, ctx context.Context) {
		c := newCloud()
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		result, err := c.find(ctx, []recovery.Attempt{{Start: time.Now(), End: time.Now()}})
		if result != nil || !errors.Is(err, context.DeadlineExceeded) || c.now() != 5*time.Second {
			t.Errorf("got %v, %v after %s", result, err, c.now())
		}
	})
}

// What a list leaves out is read in the details before an item is judged.
func TestListLeavesOutWhatIsCompared(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		thing thing
		want  string
		gets  int // 0 if their number does not matter
	}{
		"equal":               {thing{id: "ours"}, "adopted ours", 1},
		"different":           {thing{id: "theirs", size: "small"}, "unknown", 0},
		"not readable yet":    {thing{id: "ours", detailed: 5 * time.Second}, "adopted ours", 0},
		"never readable":      {thing{id: "ours", detailed: time.Hour}, "unknown", 0},
		"older, never read":   {thing{id: "theirs", created: -time.Hour}, "unknown", -1},
		"a stranger's, later": {thing{id: "theirs", created: 9 * time.Second}, "ambiguous theirs", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, ctx context.Context) {
				c := newCloud(unexecuted)
				test.thing.partial = true
				if test.thing.created == 0 {
					test.thing.created = executedAfter
				}
				c.add(test.thing)
				result, err := c.create(ctx, 0)
				c.check(t, test.want, outcome(result, err), 1)
				if test.gets != 0 && c.gets != max(test.gets, 0) {
					t.Errorf("read %d times, want %d", c.gets, test.gets)
				}
				if result != nil && result.Item.Size == "" {
					t.Error("returned as listed, without what the details state")
				}
			})
		})
	}
}

// A list shows something whose details are missing as long as the cloud catches up: it may be what was requested.
func TestListedBeforeItCanBeRead(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		detailed time.Duration
		want     string
	}{
		"readable late": {25 * time.Second, "adopted ours"},
		"never":         {time.Hour, "unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, ctx context.Context) {
				c := newCloud(unexecuted, executed)
				c.add(thing{id: "ours", created: executedAfter, partial: true, detailed: test.detailed})
				result, err := c.create(ctx, 3)
				c.check(t, test.want, outcome(result, err), 1)
			})
		})
	}
	t.Run("in the next run", func(t *testing.T) {
		t.Parallel()
		bubble(t, func(t *testing.T, ctx context.Context) {
			c := newCloud(unexecuted)
			c.add(thing{id: "ours", created: executedAfter, partial: true, detailed: time.Hour})
			attempts := interruptedRun(ctx, t, c)
			result, err := c.find(ctx, attempts)
			c.check(t, "ambiguous ours", outcome(result, err), 1)
		})
	})
}

// The details may say when an item was created if lists do not.
func TestListsWithoutCreatedAt(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, ctx context.Context) {
		c := newCloud(unexecuted)
		c.add(thing{id: "ours", created: executedAfter}, thing{id: "theirs", created: -time.Hour})
		resource := c.resource()
		list := resource.List
		resource.List = func(ctx context.Context) ([]item, error) {
			items, err := list(ctx)
			for i := range items {
				items[i].CreatedAt = ""
			}
			return items, err
		}
		result, err := recovery.Create(ctx, c.registry(0), resource)
		c.check(t, "adopted ours", outcome(result, err), 1)
	})
}

func TestDetailsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for err, want := range map[error]string{errDenied: "unknown", errOutage: "adopted ours"} {
		t.Run(err.Error(), func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, ctx context.Context) {
				c := newCloud(unexecuted)
				c.add(thing{id: "ours", created: executedAfter, partial: true})
				resource := c.resource()
				resource.Get = func(ctx context.Context, id string) (*item, error) {
					if c.gets++; c.gets == 1 {
						return nil, err
					}
					return c.get(ctx, id)
				}
				result, err := recovery.Create(ctx, c.registry(0), resource)
				c.check(t, want, outcome(result, err), 1)
			})
		})
	}
}

// What the details do not state either is not compared.
func TestDetailsLeaveOutWhatIsCompared(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, ctx context.Context) {
		c := newCloud(executed)
		resource := c.resource()
		resource.Compare = func(*item) recovery.Comparison { return recovery.Incomplete }
		result, err := recovery.Create(ctx, c.registry(0), resource)
		c.check(t, "adopted ours-1", outcome(result, err), 1)
	})
}

// A list that changes between two of its pages contains the same item twice.
func TestItemThatIsListedTwice(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, ctx context.Context) {
		c := newCloud(unexecuted)
		c.add(thing{id: "ours", created: executedAfter}, thing{id: "OURS", created: executedAfter})
		result, err := c.create(ctx, 3)
		c.check(t, "adopted ours", outcome(result, err), 1)
	})
}

// A refusal after a lost answer is final if something else explains it.
func TestRefusalAfterALostAnswer(t *testing.T) {
	t.Parallel()
	const second = 13 * time.Second // while the second request is in flight
	ours := thing{id: "ours-1", created: executedAfter, shown: second}
	partial := ours
	partial.partial, partial.detailed = true, second+5*time.Second
	for name, test := range map[string]struct {
		thing   thing
		claimed bool
		want    string
		early   bool // before ctx ends
	}{
		"an older one":                 {thing{id: "theirs", created: -time.Hour}, false, "refused", true},
		"a different one":              {thing{id: "theirs", size: "small", created: second}, false, "refused", true},
		"one of this process":          {thing{id: "mine", created: -time.Hour}, true, "refused", true},
		"one that has nothing to do":   {thing{id: "theirs", size: "tiny", created: second}, false, "unknown", false},
		"nothing":                      {thing{id: "theirs", created: time.Hour}, false, "unknown", false},
		"ours":                         {ours, false, "adopted ours-1", true},
		"ours, which cannot be read":   {partial, false, "adopted ours-1", true},
		"one that may be a stranger's": {thing{id: "theirs", created: second}, false, "ambiguous theirs", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, ctx context.Context) {
				c := newCloud(unexecuted, call{err: errRefused})
				c.excludes = func(refusal error, it *item) bool { return errors.Is(refusal, errRefused) && it.Size != "tiny" }
				c.add(test.thing)
				registry := c.registry(3)
				if test.claimed {
					registry.Claim(strings.ToUpper(test.thing.id))
				}
				result, err := recovery.Create(ctx, registry, c.resource())
				c.check(t, test.want, outcome(result, err), 2)
				if (c.now() < time.Minute) != test.early {
					t.Errorf("ended after %s", c.now())
				}
				if test.want == "unknown" && (!errors.Is(err, errRefused) || !errors.Is(err, errGateway)) {
					t.Errorf("%v does not say how both requests ended", err)
				}
			})
		})
	}
}

// What another resource manages is never adopted.
func TestClaimedItems(t *testing.T) {
	t.Parallel()
	t.Run("this run", func(t *testing.T) {
		t.Parallel()
		bubble(t, func(t *testing.T, ctx context.Context) {
			c := newCloud(executed)
			c.add(thing{id: "mine", created: executedAfter})
			registry := c.registry(0)
			registry.Claim("MINE")
			result, err := recovery.Create(ctx, registry, c.resource())
			c.check(t, "adopted ours-1", outcome(result, err), 1)
			result, err = recovery.Find(ctx, registry, c.resource(), []recovery.Attempt{{Start: c.start, End: c.start.Add(requestTime)}})
			c.check(t, "nothing", outcome(result, err), 1)
		})
	})
	t.Run("next run", func(t *testing.T) {
		t.Parallel()
		bubble(t, func(t *testing.T, ctx context.Context) {
			c := newCloud(executed)
			attempts := interruptedRun(ctx, t, c)
			registry := c.registry(0)
			result, err := recovery.Find(ctx, registry, c.resource(), attempts)
			c.check(t, "adopted ours-1", outcome(result, err), 1)
			// What was found belongs to a resource from now on.
			result, err = recovery.Find(ctx, registry, c.resource(), attempts)
			c.check(t, "nothing", outcome(result, err), 1)
		})
	})
}

// Requests with the same key are made one after the other, and share nothing whichever of their answers are lost.
func TestTwoCreatesAtOnce(t *testing.T) {
	t.Parallel()
	answered := call{}
	for name, calls := range map[string][]call{
		"answered":                  {answered},
		"first lost":                {executed, answered},
		"second lost":               {answered, executed},
		"both lost":                 {executed, executed},
		"first lost, not executed":  {unexecuted, answered, answered},
		"second lost, not executed": {answered, unexecuted, answered},
		"both lost, not executed":   {unexecuted, answered, unexecuted, answered},
		"all lost":                  {unexecuted, executed, unexecuted, executed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBothForms(t, func(t *testing.T, ctx context.Context, form string) {
				c := newCloud(calls...)
				c.form = form
				registry := c.registry(3)
				var (
					ids  sync.Map
					both sync.WaitGroup
				)
				for _, key := range []string{"large", "LARGE"} {
					both.Go(func() {
						resource := c.resource()
						resource.Key = key
						result, err := recovery.Create(ctx, registry, resource)
						if err != nil {
							t.Error(err)
							return
						}
						if _, taken := ids.LoadOrStore(result.Item.ID, true); taken {
							t.Errorf("both have %s", result.Item.ID)
						}
					})
				}
				both.Wait()
				if len(c.things) != 2 {
					t.Errorf("there are %d, want 2", len(c.things))
				}
			})
		})
	}
}

func TestCreatesWithDifferentKeysDoNotWait(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, ctx context.Context) {
		c := newCloud(call{})
		registry := c.registry(3)
		var all sync.WaitGroup
		for i := range 10 {
			all.Go(func() {
				resource := c.resource()
				resource.Key = fmt.Sprint(i)
				if _, err := recovery.Create(ctx, registry, resource); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if c.now() != requestTime {
			t.Errorf("they took %s", c.now())
		}
	})
}

func TestInterruptionWhileAnotherIsCreated(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, ctx context.Context) {
		c := newCloud(unexecuted)
		registry := c.registry(0)
		var first sync.WaitGroup
		first.Go(func() { _, _ = recovery.Create(ctx, registry, c.resource()) })
		time.Sleep(time.Second)
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		result, err := recovery.Create(short, registry, c.resource())
		if outcome(result, err) == "unknown" || !errors.Is(err, context.DeadlineExceeded) || c.now() != 2*time.Second {
			t.Errorf("got %v after %s", err, c.now())
		}
		first.Wait()
		if c.posts != 1 {
			t.Errorf("%d requests", c.posts)
		}
	})
}

func TestAmbiguousErrorNamesEach(t *testing.T) {
	t.Parallel()
	err := &recovery.AmbiguousError{Err: errReset, Found: []recovery.Description{{ID: "a", Name: "web", CreatedAt: "today"}, {ID: "b"}}}
	const want = "each of these equals the request and may be what it created, or may belong to somebody else:\n" +
		"- a (web), created at today\n- b"
	if text := err.Error(); !strings.HasSuffix(text, want) || !strings.Contains(text, errReset.Err.Error()) {
		t.Errorf("got %q", text)
	}
}
