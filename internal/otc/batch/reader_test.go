package batch_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/batch"
)

// read reads objects at the same time.
func read(ctx context.Context, r *batch.Reader[object], ids ...string) []batch.Answer[object] {
	answers := make([]batch.Answer[object], len(ids))
	var group sync.WaitGroup
	for i, id := range ids {
		group.Go(func() { answers[i] = r.Read(ctx, id) })
	}
	group.Wait()
	return answers
}

func wantItems(t *testing.T, answers []batch.Answer[object], ids ...string) {
	t.Helper()
	for i, a := range answers {
		if a.Item == nil || a.Item.ID != ids[i] {
			t.Fatalf("answer %d is %+v, want %s", i, a, ids[i])
		}
	}
}

func wantNone(t *testing.T, answers ...batch.Answer[object]) {
	t.Helper()
	for i, a := range answers {
		if a.Item != nil {
			t.Fatalf("answer %d is %+v, want none", i, *a.Item)
		}
	}
}

func TestReadAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b")
		r := c.reader()
		wantNone(t, r.Read(t.Context(), "a"))
		time.Sleep(2 * time.Second)
		wantNone(t, r.Read(t.Context(), "b"))
		c.want(t, 0, 0)
	})
}

func TestReadTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ids := numbered(10)
		c := newCloud(ids...)
		r := c.reader()
		answers := read(t.Context(), r, ids...)
		wantItems(t, answers, ids...)
		c.want(t, 1, 1) // one details, to find out whether lists omit fields
		details := 0
		for _, a := range answers {
			if a.Details != nil {
				details++
			}
		}
		if details != 1 {
			t.Errorf("%d answers are details, want the compared one", details)
		}

		time.Sleep(900 * time.Millisecond)
		wantItems(t, read(t.Context(), r, "O3"), "o3") // ids differ in case
		c.want(t, 0, 0)

		time.Sleep(200 * time.Millisecond)
		wantItems(t, read(t.Context(), r, "o3", "o4"), "o3", "o4")
		c.want(t, 1, 0)
	})
}

// Reads that follow one another are likely to be a refresh with little parallelism, or on a slow machine.
// The latest list is at hand for a second, unless something is written.
func TestLatest(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(c *cloud)
		then   func(c *cloud)
		want   int
	}{
		"at hand":           {want: 10},
		"too old":           {then: func(*cloud) { time.Sleep(1100 * time.Millisecond) }},
		"written since":     {then: func(c *cloud) { c.generated.Written() }},
		"lists omit fields": {change: func(c *cloud) { c.listed = func(o object) object { o.Note = nil; return o } }},
		"lists fail":        {change: func(c *cloud) { c.listErr = errForbidden }},
		"not all pages":     {change: func(c *cloud) { c.pageSize = 5 }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ids := numbered(10)
				c := newCloud(ids...)
				if test.change != nil {
					test.change(c)
				}
				r := c.reader()
				if _, ok := r.Latest(); ok {
					t.Error("a list is at hand before any read")
				}
				read(t.Context(), r, ids[:4]...)
				if test.then != nil {
					test.then(c)
				}
				if all, ok := r.Latest(); len(all) != test.want || ok != (test.want > 0) {
					t.Errorf("%d objects, %t, want %d", len(all), ok, test.want)
				}
			})
		})
	}
}

func TestReadOneAfterAnother(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ids := numbered(10)
		c := newCloud(ids...)
		r := c.reader()
		for i, id := range ids {
			if a := r.Read(t.Context(), id); (a.Item != nil) != (i > 0) {
				t.Errorf("answer %d is %+v", i, a)
			}
			if i == 0 {
				_, _ = r.Get(t.Context(), id)
			}
			time.Sleep(30 * time.Millisecond)
		}
		c.want(t, 1, 1) // the details of the first one show that lists omit nothing
	})
}

func TestReadAfterWrites(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(c *cloud){
		"before the list was sent":  func(c *cloud) { time.AfterFunc(10*time.Millisecond, c.generated.Written) },
		"while the list was read":   func(c *cloud) { c.onList = c.generated.Written },
		"while both were compared":  func(c *cloud) { time.AfterFunc(35*time.Millisecond, c.generated.Written) },
		"after the list was read":   func(c *cloud) { time.AfterFunc(100*time.Millisecond, c.generated.Written) },
		"long after, and before it": func(*cloud) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := newCloud("a", "b")
				r := c.reader()
				c.generated.Written()
				write(c)
				first := read(t.Context(), r, "a", "b", "a")
				time.Sleep(200 * time.Millisecond)
				second := r.Read(t.Context(), "b")
				switch name {
				case "before the list was sent", "long after, and before it":
					wantItems(t, first, "a", "b", "a")
					wantItems(t, []batch.Answer[object]{second}, "b")
				case "after the list was read":
					wantItems(t, first, "a", "b", "a")
					if len(c.at) != 2 {
						t.Errorf("%d lists, want another one", len(c.at))
					}
				default:
					wantNone(t, first...)
				}
			})
		})
	}
}

// A list that was sent before a write does not answer a read after it.
func TestReadDoesNotReuseAListFromBeforeAWrite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b", "c")
		r := c.reader()
		wantItems(t, read(t.Context(), r, "a", "b", "c"), "a", "b", "c")
		c.want(t, 1, 1)
		c.generated.Written()
		c.set("a", "changed")
		c.generated.Written()
		answer := r.Read(t.Context(), "a")
		if answer.Item == nil || answer.Item.Status != "changed" {
			t.Errorf("%+v, want the change", answer)
		}
		c.want(t, 1, 0)
	})
}

func TestReadMissing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b")
		answers := read(t.Context(), c.reader(), "a", "gone", "b")
		wantItems(t, []batch.Answer[object]{answers[0], answers[2]}, "a", "b")
		wantNone(t, answers[1])
		if !answers[1].Listed {
			t.Error("the answer does not say that a list was requested")
		}
	})
}

func TestReadListsThatOmitFields(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b", "c")
		c.listed = func(o object) object { o.Note = nil; return o }
		r := c.reader()
		wantNone(t, read(t.Context(), r, "a", "b", "c")...)
		c.want(t, 1, 1)
		wantNone(t, read(t.Context(), r, "a", "b", "c")...)
		c.want(t, 0, 0)
	})
}

// Details and list of an object that changed in between are not compared: the new state may have other fields.
func TestReadListsThatLag(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b", "c")
		c.listed = func(o object) object { return object{ID: o.ID, Status: "creating"} }
		r := c.reader()
		wantNone(t, read(t.Context(), r, "a", "b", "c")...)
		c.want(t, 1, 1)
		c.listed = nil
		time.Sleep(2 * time.Second)
		wantItems(t, read(t.Context(), r, "a", "b", "c"), "a", "b", "c")
	})
}

// Details that were fetched for a comparison are an answer in any case.
func TestReadListsWithoutUpdateTimes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b", "c")
		for i := range c.objects {
			c.objects[i].UpdatedAt = "2026"
		}
		c.listed = func(o object) object { o.UpdatedAt, o.Note = "", nil; return o }
		r := c.reader()
		details := 0
		for _, a := range read(t.Context(), r, "a", "b", "c") {
			if a.Details != nil {
				details++
			}
		}
		if details != 1 {
			t.Errorf("%d details, want the compared ones", details)
		}
		c.want(t, 1, 1)
		time.Sleep(time.Hour)
		wantNone(t, read(t.Context(), r, "a", "b", "c")...)
		c.want(t, 0, 0)
	})
}

// Lists that hang or take long delay nothing for long.
func TestReadSlowLists(t *testing.T) {
	t.Parallel()
	for _, slow := range []time.Duration{2 * time.Second, time.Minute} {
		t.Run(slow.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ids := numbered(100)
				c := newCloud(ids...)
				r := c.reader()
				c.answers = slow
				began := time.Now()
				for i := 0; i < len(ids); i += 10 {
					read(t.Context(), r, ids[i:i+10]...)
				}
				if waited := time.Since(began); len(c.at) > 2 || waited > 11*time.Second {
					t.Errorf("%d lists, %s", len(c.at), waited)
				}
			})
		})
	}
}

// A refresh with little parallelism reads several pages once.
func TestReadPagesOneAfterAnother(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ids := numbered(15)
		c := newCloud(ids...)
		c.pageSize = 10
		r := c.reader()
		for _, id := range ids {
			if a := r.Read(t.Context(), id); a.Item == nil {
				_, _ = r.Get(t.Context(), id)
			}
		}
		if n := c.pages + len(c.gets); n > 7 {
			t.Errorf("%d pages and %d details, want those of a page and of the objects on another one", c.pages, len(c.gets))
		}
	})
}

// A batch that all readers have left answers nobody else.
func TestReadAfterAnInterruptedOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b", "c")
		r := c.reader()
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Millisecond, cancel)
		r.Read(ctx, "a")
		time.Sleep(5 * time.Millisecond)
		wantItems(t, read(t.Context(), r, "b", "c"), "b", "c")
	})
}

func TestReadFailingLists(t *testing.T) {
	t.Parallel()
	for _, err := range []error{errForbidden, errors.New("bad gateway")} {
		t.Run(err.Error(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := newCloud("a", "b", "c")
				c.listErr = err
				r := c.reader()
				wantNone(t, read(t.Context(), r, "a", "b", "c")...)
				c.want(t, 1, 0)
				c.listErr = nil
				wantNone(t, read(t.Context(), r, "a", "b", "c")...)
				c.want(t, 0, 0) // not again at once
				time.Sleep(2 * time.Second)
				again := read(t.Context(), r, "a", "b", "c")
				if errors.Is(err, errForbidden) {
					wantNone(t, again...)
					c.want(t, 0, 0)
				} else {
					wantItems(t, again, "a", "b", "c")
				}
			})
		})
	}
}

func TestReadPages(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name                string
		objects, readers    int
		pages, pagesOfAgain int
	}{
		{"one page", 10, 4, 1, 1},
		{"fewer pages than readers", 25, 10, 3, 3},
		{"more pages than readers", 100, 4, 1, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ids := numbered(tc.objects)
				c := newCloud(ids...)
				c.pageSize = 10
				r := c.reader()
				wanted := ids[len(ids)-tc.readers:] // on the last pages
				read(t.Context(), r, wanted...)
				if c.pages != tc.pages {
					t.Errorf("%d pages, want %d", c.pages, tc.pages)
				}
				c.generated.Written()
				c.pages = 0
				answers := read(t.Context(), r, wanted...)
				if c.pages != tc.pagesOfAgain {
					t.Errorf("then %d pages, want %d", c.pages, tc.pagesOfAgain)
				}
				if tc.pagesOfAgain > 0 {
					wantItems(t, answers, wanted...)
				}
			})
		})
	}
}

func TestReadInterrupted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCloud("a", "b")
		c.answers = time.Hour
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		time.AfterFunc(time.Second, cancel)
		wantNone(t, read(ctx, c.reader(), "a", "b")...)
		synctest.Wait()
		if waited := time.Since(began); waited != time.Second || c.cut != 1 {
			t.Errorf("waited %s, %d lists were canceled", waited, c.cut)
		}
	})
}
