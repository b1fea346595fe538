package batch

import (
	"context"
	"sync"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

const (
	// evenly is how long the interval between two lists stays the same.
	evenly = 10 * time.Second
	// doubt is how long lists are believed that say nothing new about an object.
	doubt = 30 * time.Second
)

// Watch is an object that is read repeatedly until something changes. Objects of one kind that are watched at the same time
// share one list for each interval; the youngest watch sets the interval.
type Watch[T any] struct {
	watches *watches[T]
	id      string
	started time.Time
	// interval is the time between two shared lists in the first ten seconds.
	interval time.Duration
	looked   time.Time // time of the last look, zero before the first one
	detailed time.Time // time of the last details, zero before the first ones
}

// watches are all objects of one kind that are watched.
type watches[T any] struct {
	lists *lists[T]

	mu    sync.Mutex
	all   map[*Watch[T]]struct{}
	turns map[*turn[T]]struct{} // of watches that wait for the next list
	timer *time.Timer
	sent  time.Time // time of the last look at any object
}

// turn is one look of a watch.
type turn[T any] struct {
	watch  *Watch[T]
	ctx    context.Context //nolint:containedctx // the list ends when the contexts of all turns have ended
	since  time.Time
	sent   time.Time // set with the answer
	answer chan Answer[T]
}

func (g *watches[T]) init(l *lists[T]) {
	g.lists, g.all, g.turns = l, map[*Watch[T]]struct{}{}, map[*turn[T]]struct{}{}
}

// Watch begins to watch an object. In the first ten seconds, shared lists are requested at this interval. The caller must
// call end.
func (r *Reader[T]) Watch(id string, interval time.Duration) (w *Watch[T], end func()) {
	g := &r.watches
	w = &Watch[T]{watches: g, id: id, started: time.Now(), interval: interval}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.all[w] = struct{}{}
	return w, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.all, w)
		g.schedule()
	}
}

// Look waits until the next look at the object is due, and reads it. It returns a list item if unchanged reports that nothing
// has happened according to it. Otherwise Look fetches the details, but not more often than if the object was watched alone.
func (w *Watch[T]) Look(ctx context.Context, unchanged func(item *T) bool) (*T, error) {
	for {
		answer, err := w.next(ctx)
		if err != nil {
			return nil, err
		}
		now := time.Now()
		if answer.Item != nil && now.Sub(w.lastDetails()) < doubt && unchanged(answer.Item) {
			return answer.Item, nil
		}
		if !answer.Listed || now.Sub(w.detailed) >= poll.Interval(now.Sub(w.started)) {
			w.detailed = now
			return w.watches.lists.get(ctx, w.id)
		}
	}
}

// lastDetails returns the time from which on lists are believed.
func (w *Watch[T]) lastDetails() time.Time {
	if w.detailed.IsZero() {
		return w.started
	}
	return w.detailed
}

// next waits until the next look is due. It returns an empty Answer if the details have to be read.
func (w *Watch[T]) next(ctx context.Context) (Answer[T], error) {
	g := w.watches
	t := &turn[T]{watch: w, ctx: ctx, since: time.Now(), answer: make(chan Answer[T], 1)}
	g.mu.Lock()
	if !g.shared() {
		due := w.due()
		if !due.After(t.since) {
			g.sent = t.since // the next watch shares the interval from now on
		}
		g.mu.Unlock()
		err := sleepUntil(ctx, due)
		w.looked = time.Now()
		g.mu.Lock()
		defer g.mu.Unlock()
		g.sent = w.looked
		return Answer[T]{}, err
	}
	g.turns[t] = struct{}{}
	g.schedule()
	g.mu.Unlock()
	select {
	case answer := <-t.answer:
		w.looked = t.sent
		return answer, ctx.Err()
	case <-ctx.Done():
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.turns, t)
		g.schedule()
		return Answer[T]{}, ctx.Err()
	}
}

// due returns when a watch that shares no lists looks next. The time is measured from one request to the next, so that slow
// answers do not stretch the interval.
func (w *Watch[T]) due() time.Time {
	if w.looked.IsZero() {
		return w.started
	}
	now := time.Now()
	return later(w.looked.Add(poll.Interval(now.Sub(w.started))), now.Add(poll.Shortest))
}

// shared reports whether the watches share lists.
func (g *watches[T]) shared() bool { return len(g.all) > 1 && g.lists.pays(len(g.all)) }

// schedule sets the timer for the next list.
func (g *watches[T]) schedule() {
	if g.timer != nil {
		g.timer.Stop()
	}
	if len(g.turns) == 0 {
		return
	}
	due := g.sent.Add(g.interval())
	for t := range g.turns {
		if !t.watch.looked.IsZero() {
			due = later(due, t.since.Add(poll.Shortest))
			break
		}
	}
	g.timer = time.AfterFunc(time.Until(due), g.look)
}

// interval returns the time between two lists, as the youngest watch requires. A list of several pages takes several
// requests.
func (g *watches[T]) interval() time.Duration {
	now := time.Now()
	shortest := time.Duration(0)
	for w := range g.all {
		interval, age := w.interval, now.Sub(w.started)
		if age >= evenly {
			interval = max(interval, poll.Interval(age))
		}
		if shortest == 0 || interval < shortest {
			shortest = interval
		}
	}
	return shortest * time.Duration(g.lists.lastPages())
}

// look answers all turns with one list, or makes them read the details.
func (g *watches[T]) look() {
	g.mu.Lock()
	turns := g.turns
	g.turns = map[*turn[T]]struct{}{}
	if len(turns) == 0 {
		g.mu.Unlock()
		return
	}
	g.sent = time.Now()
	for t := range turns {
		t.sent = g.sent
	}
	g.mu.Unlock()
	answers := func(string) Answer[T] { return Answer[T]{} }
	if len(turns) > 1 && g.lists.pays(len(turns)) {
		found, err := g.list(turns)
		if err != nil {
			found = nil
		}
		answers = func(id string) Answer[T] { return Answer[T]{Item: found.get(id), Listed: true} }
	}
	for t := range turns {
		t.answer <- answers(t.watch.id)
	}
}

// list requests a list until the contexts of all turns have ended.
func (g *watches[T]) list(turns map[*turn[T]]struct{}) (items[T], error) {
	var (
		waiting *callers
		wanted  []string
	)
	for t := range turns {
		if waiting == nil {
			waiting = newCallers(t.ctx)
			defer waiting.cancel()
		}
		defer waiting.add(t.ctx)()
		wanted = append(wanted, t.watch.id)
	}
	return g.lists.fetch(waiting.ctx, wanted, 0)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sleepUntil waits until a time, or returns the error of ctx.
func sleepUntil(ctx context.Context, due time.Time) error {
	timer := time.NewTimer(time.Until(due))
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
	return ctx.Err()
}
