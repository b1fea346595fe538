package batch_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/batch"
)

const interval = 200 * time.Millisecond

// await watches objects until their status is available, and returns how long each took.
func await(t *testing.T, r *batch.Reader[object], ids ...string) []time.Duration {
	t.Helper()
	waited := make([]time.Duration, len(ids))
	var group sync.WaitGroup
	for i, id := range ids {
		group.Go(func() {
			w, end := r.Watch(id, interval)
			defer end()
			for began := time.Now(); time.Since(began) < time.Hour; {
				item, err := w.Look(t.Context(), func(item *object) bool { return item.Status == "creating" })
				if err != nil && !errors.Is(err, errNotFound) {
					t.Error(err)
					return
				}
				if item != nil && item.Status == "available" {
					waited[i] = time.Since(began)
					return
				}
			}
		})
	}
	group.Wait()
	return waited
}

// creating makes objects that become available later.
func creating(c *cloud, after time.Duration) {
	for i, o := range c.objects {
		c.objects[i].Status = "creating"
		time.AfterFunc(after, func() { c.set(o.ID, "available") })
	}
}

func TestWatchAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b")
		creating(c, time.Second)
		if waited := await(t, c.reader(), "a")[0]; waited < time.Second || waited > 1300*time.Millisecond {
			t.Errorf("noticed after %s", waited)
		}
		if len(c.at) != 0 || len(c.gets) > 8 {
			t.Errorf("%d lists and %d details", len(c.at), len(c.gets))
		}
	})
}

func TestWatchTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ids := numbered(10)
		c := newCloud(ids...)
		creating(c, 1900*time.Millisecond) // between two lists
		for i, waited := range await(t, c.reader(), ids...) {
			if waited < 1900*time.Millisecond || waited > 1900*time.Millisecond+2*interval {
				t.Errorf("%d was noticed after %s", i, waited)
			}
		}
		// The first one looks before the others watch. Each is read in detail when a list says that it is available.
		if len(c.at) < 9 || len(c.at) > 12 || len(c.gets) > 11 {
			t.Errorf("%d lists and %d details", len(c.at), len(c.gets))
		}
		for i := 1; i < len(c.at); i++ {
			if gap := c.at[i].Sub(c.at[i-1]); gap != interval {
				t.Errorf("%s between lists %d and %d", gap, i-1, i)
			}
		}
	})
}

func TestWatchLagAndFailure(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(c *cloud){
		"lists lack the objects": func(c *cloud) { c.listed = func(object) object { return object{ID: "another"} } },
		"lists fail":             func(c *cloud) { c.listErr = errors.New("bad gateway") },
		"lists are forbidden":    func(c *cloud) { c.listErr = errForbidden },
		"lists omit fields":      func(c *cloud) { c.listed = func(o object) object { o.Note = nil; return o } },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := newCloud("a", "b", "c")
				creating(c, 3*time.Second)
				change(c)
				for _, waited := range await(t, c.reader(), "a", "b", "c") {
					if waited < 3*time.Second || waited > 3600*time.Millisecond {
						t.Errorf("noticed after %s", waited)
					}
				}
				// As often as three that are watched alone, or less.
				if n := len(c.gets); n > 3*16 {
					t.Errorf("%d details", n)
				}
				if name == "lists are forbidden" && len(c.at) != 1 {
					t.Errorf("%d lists", len(c.at))
				}
			})
		})
	}
}

// A list that says nothing new for long is not believed forever.
func TestWatchListsThatNeverChange(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b")
		creating(c, time.Second)
		c.listed = func(o object) object { o.Status = "creating"; return o }
		for _, waited := range await(t, c.reader(), "a", "b") {
			if waited > 35*time.Second {
				t.Errorf("noticed after %s", waited)
			}
		}
	})
}

// The youngest watch sets the interval, also for those that have waited for a minute.
func TestWatchYoungest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b", "c")
		creating(c, 61*time.Second)
		r := c.reader()
		var group sync.WaitGroup
		group.Go(func() { await(t, r, "a", "b") })
		time.Sleep(55 * time.Second)
		c.mu.Lock()
		old := len(c.at)
		c.mu.Unlock()
		group.Go(func() { await(t, r, "c") })
		time.Sleep(5 * time.Second)
		c.mu.Lock()
		young := len(c.at) - old
		gaps := slices.Clone(c.at[old-2 : old])
		c.mu.Unlock()
		if young < 23 || young > 26 {
			t.Errorf("%d lists in five seconds, want one every %s", young, interval)
		}
		if gap := gaps[1].Sub(gaps[0]); gap < 2*time.Second {
			t.Errorf("%s between two lists after nearly a minute", gap)
		}
		group.Wait()
	})
}

// A watch that has ended does not make another one share lists.
func TestWatchEnded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b")
		r := c.reader()
		await(t, r, "a", "b")
		c.at = nil
		creating(c, 2*time.Second)
		await(t, r, "a")
		if len(c.at) != 0 {
			t.Errorf("%d lists", len(c.at))
		}
	})
}

// Lists of several pages are requested less often.
func TestWatchPages(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ids := numbered(25)
		c := newCloud(ids...)
		c.pageSize = 10
		creating(c, 5*time.Second)
		await(t, c.reader(), ids...)
		if c.pages > 3*(5000/600+3) {
			t.Errorf("%d pages", c.pages)
		}
	})
}

func TestWatchInterrupted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b")
		c.answers = time.Hour
		r := c.reader()
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		var group sync.WaitGroup
		for _, id := range []string{"a", "b", "a"} {
			group.Go(func() {
				w, end := r.Watch(id, interval)
				defer end()
				if _, err := w.Look(ctx, func(*object) bool { return true }); !errors.Is(err, context.Canceled) {
					t.Errorf("the error is %v", err)
				}
			})
		}
		began := time.Now()
		group.Wait()
		if waited := time.Since(began); waited != 3*time.Second {
			t.Errorf("interrupted after %s", waited)
		}
		synctest.Wait()
		if c.cut != 1 {
			t.Errorf("%d lists were canceled", c.cut)
		}
	})
}
