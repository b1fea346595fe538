package batch

import (
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// gathering is how long a read waits for others to share a list with.
	gathering = 20 * time.Millisecond
	// freshness is how old a list may be if this process has written nothing since.
	freshness = time.Second
)

// Generation counts the writes of a process. It is safe for concurrent use.
type Generation struct{ writes atomic.Uint64 }

// Written records a write. It must be called before the write is sent and after it is answered: a read in between may
// return either.
func (g *Generation) Written() { g.writes.Add(1) }

// Any reports whether a write was recorded.
func (g *Generation) Any() bool { return g.writes.Load() > 0 }

// Reader reads the objects of one kind. It is safe for concurrent use.
type Reader[T any] struct {
	lists      *lists[T]
	generation *Generation
	watches    watches[T]

	mu     sync.Mutex
	latest *batch[T]
	asked  time.Time // time of the last read
	recent int       // number of reads before, none of them more than a second after the one before it
}

// NewReader returns a Reader. All writes that may change the objects must be recorded in generation.
func NewReader[T any](source Source[T], generation *Generation) *Reader[T] {
	r := &Reader[T]{lists: newLists(source), generation: generation}
	r.watches.init(r.lists)
	return r
}

// Answer is what a Reader knows about an object.
type Answer[T any] struct {
	// Item is what a list says about the object. A field that it omits is not stated. It is nil if the list does not contain the
	// object, or if no list was requested; the caller then reads the details.
	Item *T
	// Details are nil unless they were fetched to compare them with the list.
	Details *T
	// Listed reports whether a list was requested.
	Listed bool
}

// Get returns the details of an object.
func (r *Reader[T]) Get(ctx context.Context, id string) (*T, error) { return r.lists.get(ctx, id) }

// Read returns what a list says about an object, if others are read at about the same time. It returns an empty Answer if
// the details have to be read.
//
// A list answers a caller that asked before it was sent, or up to a second later. It is discarded if this process writes
// anything in between or before the list arrives.
func (r *Reader[T]) Read(ctx context.Context, id string) Answer[T] {
	if _, omits := r.lists.complete(); omits || !r.lists.pays(math.MaxInt) {
		return Answer[T]{}
	}
	b, stop := r.join(ctx, id)
	defer stop()
	select {
	case <-b.done:
		return b.answers(id)
	case <-ctx.Done():
		return Answer[T]{}
	}
}

// Latest returns all objects according to the latest list. ok is false if there is none that could answer a read now.
func (r *Reader[T]) Latest() (all []T, ok bool) {
	r.mu.Lock()
	b := r.latest
	r.mu.Unlock()
	if b == nil {
		return nil, false
	}
	select {
	case <-b.done:
	default:
		return nil, false
	}
	outdated := time.Since(b.sent) > freshness || r.generation.writes.Load() != b.writes
	if b.found == nil || outdated || !r.lists.whole(b.found) {
		return nil, false
	}
	all = make([]T, 0, len(b.found))
	for _, item := range b.found {
		all = append(all, *item)
	}
	return all, true
}

// batch is the reads that one list answers.
type batch[T any] struct {
	*callers
	// preceding is the number of reads that preceded the first one by less than a second each: as many are likely to follow.
	preceding int

	asking sync.Mutex // guards the following
	wanted []string
	sent   time.Time
	writes uint64 // generation of the list

	done    chan struct{} // closed when the following are set
	found   items[T]      // nil if no list can be used
	details items[T]      // of an object that was compared
}

func (r *Reader[T]) join(ctx context.Context, id string) (b *batch[T], stop func() bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	if r.recent++; r.asked.IsZero() || now.Sub(r.asked) >= freshness {
		r.recent = 0
	}
	r.asked = now
	if b = r.latest; b != nil && b.admits(id, now, r.generation) {
		return b, b.add(ctx)
	}
	b = &batch[T]{callers: newCallers(ctx), preceding: r.recent, wanted: []string{id}, done: make(chan struct{})}
	r.latest = b
	time.AfterFunc(gathering, func() { r.send(b) })
	return b, b.add(ctx)
}

// admits reports whether the list can answer another reader, and asks for its object if the list was not sent yet.
func (b *batch[T]) admits(id string, now time.Time, generation *Generation) bool {
	b.asking.Lock()
	defer b.asking.Unlock()
	if b.left() {
		return false // canceled
	}
	if !b.sent.IsZero() && (now.Sub(b.sent) > freshness || generation.writes.Load() != b.writes) {
		return false
	}
	if b.sent.IsZero() {
		b.wanted = append(b.wanted, id)
	}
	return true
}

func (b *batch[T]) answers(id string) Answer[T] {
	return Answer[T]{Item: b.found.get(id), Details: b.details.get(id), Listed: b.found != nil}
}

// send requests the list of a batch if it pays.
func (r *Reader[T]) send(b *batch[T]) {
	defer b.cancel()
	defer close(b.done)
	b.asking.Lock()
	b.sent, b.writes = time.Now(), r.generation.writes.Load()
	wanted := b.wanted
	b.asking.Unlock()
	if !r.lists.pays(len(wanted)+b.preceding) || !r.list(b, wanted) {
		b.found = nil
		r.forget(b)
	}
	if r.generation.writes.Load() != b.writes {
		b.details = nil
	}
}

// list requests the list of a batch. It reports whether the list can be used.
func (r *Reader[T]) list(b *batch[T], wanted []string) bool {
	var err error
	if b.found, err = r.lists.fetch(b.ctx, wanted, b.preceding); err != nil {
		return false
	}
	complete, omits := r.lists.complete()
	if !complete && !omits {
		complete = r.compare(b, wanted)
	}
	return complete && r.generation.writes.Load() == b.writes
}

// compare fetches the details of one of the objects, to find out whether lists omit fields.
func (r *Reader[T]) compare(b *batch[T], wanted []string) bool {
	at := slices.IndexFunc(wanted, func(id string) bool { return b.found.get(id) != nil })
	if at < 0 {
		return false
	}
	ctx, cancel := context.WithTimeout(b.ctx, listTimeout)
	defer cancel()
	if item, err := r.lists.get(ctx, wanted[at]); err == nil {
		b.details = items[T]{strings.ToLower(wanted[at]): item}
	}
	return r.lists.compareNow(b.found)
}

// forget makes later reads begin a new batch.
func (r *Reader[T]) forget(b *batch[T]) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.latest == b {
		r.latest = nil
	}
}
