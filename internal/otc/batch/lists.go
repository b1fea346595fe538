package batch

import (
	"context"
	"reflect"
	"strings"
	"sync"
	"time"
)

// Source is the calls for the objects of one kind.
type Source[T any] struct {
	// Get fetches the details of an object.
	Get func(ctx context.Context, id string) (*T, error)
	// List fetches the pages of an unfiltered list, until use returns false. total is the number of objects on all pages.
	List func(ctx context.Context, use func(items []T, total int) (more bool)) error
	// PageSize is the number of objects on a page of List.
	PageSize int
	// ID returns the id of an object. Ids are compared regardless of case.
	ID func(*T) string
	// Version returns the status of an object and the time of its last update, "" if absent, which tell its states apart. It is nil
	// if List returns the same fields as Get, which are then never compared.
	Version func(*T) (status, updatedAt string)
	// Forbidden reports whether an error of List will occur again.
	Forbidden func(error) bool
}

// lists fetches lists, and decides whether they can replace details.
type lists[T any] struct {
	source Source[T]

	mu        sync.Mutex
	forbidden bool
	paused    time.Time // no list is requested before
	failures  int       // in a row
	total     int       // number of objects in the last list
	// details are the fields of details that were not compared with a list item yet, by id.
	details  map[string]answered
	compared bool // at least once
	omits    bool // list items lack fields that details have
}

// items are the objects in a list, by id in lower case.
type items[T any] map[string]*T

func (i items[T]) get(id string) *T { return i[strings.ToLower(id)] }

// answered says which fields an answer contained.
type answered struct {
	status, updatedAt string
	fields            uint64
}

const (
	// listTimeout limits how long callers wait for a list, and for the details that it is compared with.
	listTimeout = 5 * time.Second
	// slow is how long a list may take. Details are faster than lists that take longer.
	slow = time.Second
	// shortPause is how long details are used after a list that failed. It doubles with each failure in a row.
	shortPause = time.Second
	// longPause is how long details are used after a list that was slow, and at most after one that failed.
	longPause = 30 * time.Second
)

func newLists[T any](source Source[T]) *lists[T] {
	return &lists[T]{source: source, details: map[string]answered{}, compared: source.Version == nil}
}

// get fetches the details of an object.
func (l *lists[T]) get(ctx context.Context, id string) (*T, error) {
	item, err := l.source.Get(ctx, id)
	if err != nil || l.source.Version == nil {
		return item, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.details[strings.ToLower(id)] = l.answered(item)
	return item, nil
}

// pays reports whether a list can be requested and takes fewer requests than the details of n objects.
func (l *lists[T]) pays(n int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.forbidden && !time.Now().Before(l.paused) && l.pages(l.total) < n
}

// failed makes callers use details for a while.
func (l *lists[T]) failed() {
	l.paused = time.Now().Add(min(shortPause<<min(l.failures, 5), longPause))
	l.failures++
}

// pages returns the number of pages of a list. An empty list has one.
func (l *lists[T]) pages(objects int) int {
	return max(1, (objects+l.source.PageSize-1)/l.source.PageSize)
}

// lastPages returns the number of pages of the last list.
func (l *lists[T]) lastPages() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.pages(l.total)
}

// whole reports whether the last list was fetched to its end.
func (l *lists[T]) whole(found items[T]) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(found) >= l.total
}

// complete reports whether list items are known to have all fields that details have, and whether they are known not to.
func (l *lists[T]) complete() (complete, omits bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.compared && !l.omits, l.omits
}

// fetch fetches a list. It stops when the details of the wanted objects that were not found, and of others that are likely
// to be wanted too, take fewer requests than the remaining pages.
func (l *lists[T]) fetch(ctx context.Context, wanted []string, others int) (items[T], error) {
	ctx, cancel := context.WithTimeout(ctx, listTimeout)
	defer cancel()
	sent := time.Now()
	found := items[T]{}
	read := 0
	err := l.source.List(ctx, func(page []T, total int) bool {
		for i := range page {
			found[strings.ToLower(l.source.ID(&page[i]))] = &page[i]
		}
		missing := others
		for _, id := range wanted {
			if found.get(id) == nil {
				missing++
			}
		}
		read += len(page)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.total = total
		return total > read && l.pages(total-read) < missing
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.failed()
		l.forbidden = l.forbidden || l.source.Forbidden(err)
		return nil, err
	}
	l.failures = 0
	if now := time.Now(); now.Sub(sent) > slow {
		l.paused = now.Add(longPause)
	}
	l.compare(found)
	return found, nil
}

// compare compares list items with the details of the same objects, unless these have changed in between.
func (l *lists[T]) compare(found items[T]) {
	for id, details := range l.details {
		item := found.get(id)
		if item == nil {
			continue
		}
		listed := l.answered(item)
		if listed.status != details.status || listed.updatedAt != "" && listed.updatedAt != details.updatedAt {
			continue
		}
		delete(l.details, id)
		if details.fields&^listed.fields != 0 {
			l.omits = true
		}
		l.compared = true
	}
}

// answered returns which fields an object contains: the bits are the indexes of the fields that are not nil.
func (l *lists[T]) answered(item *T) answered {
	var a answered
	a.status, a.updatedAt = l.source.Version(item)
	value := reflect.ValueOf(item).Elem()
	for i := range value.NumField() {
		switch field := value.Field(i); field.Kind() { //nolint:exhaustive // other kinds are never nil
		case reflect.Pointer, reflect.Slice:
			if !field.IsNil() {
				a.fields |= 1 << i
			}
		}
	}
	return a
}

// compareNow is compare for a list that was fetched before the details. It reports whether list items have all fields.
func (l *lists[T]) compareNow(found items[T]) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.compare(found)
	if !l.compared {
		l.failed()
	}
	return l.compared && !l.omits
}
