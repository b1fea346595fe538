package emulator

import (
	"reflect"
	"time"
)

// Lag says how old the state is that is shown of services and endpoints. What is younger is shown as it was created.
type Lag struct {
	Details time.Duration // by the calls that show one of them
	Lists   time.Duration // by the calls that list them
}

// history holds what services or endpoints were, as far back as a lag reaches.
type history[T interface{ clone() T }] struct {
	retention time.Duration // nothing is kept when 0
	versions  map[string][]snapshot[T]
}

// snapshot is what a resource was from a time on.
type snapshot[T any] struct {
	from    time.Time
	value   T
	removed bool
}

func newHistory[T interface{ clone() T }](lag Lag) *history[T] {
	return &history[T]{retention: max(lag.Details, lag.Lists), versions: map[string][]snapshot[T]{}}
}

// record keeps what has changed since the last record as the state from a time on. It compares the whole state, so that
// no place that changes something has to say so.
func (h *history[T]) record(from time.Time, current map[string]T) {
	if h.retention <= 0 {
		return
	}
	for id, resource := range current {
		versions := h.versions[id]
		if n := len(versions); n == 0 || versions[n-1].removed || !reflect.DeepEqual(versions[n-1].value, resource.clone()) {
			h.add(id, snapshot[T]{from: from, value: resource.clone()})
		}
	}
	for id, versions := range h.versions {
		if _, found := current[id]; !found && !versions[len(versions)-1].removed {
			h.add(id, snapshot[T]{from: from, removed: true})
		}
	}
	h.prune(from)
}

func (h *history[T]) add(id string, v snapshot[T]) {
	versions := h.versions[id]
	if n := len(versions); n > 0 {
		// A hook that does not bring the state up to date first may have recorded a later version than this one.
		if last := versions[n-1].from; v.from.Before(last) {
			v.from = last
		}
		// Of the versions of one moment the last counts, beside the first of all, which young resources are shown in.
		if n > 1 && versions[n-1].from.Equal(v.from) {
			versions = versions[:n-1]
		}
	}
	h.versions[id] = append(versions, v)
}

// prune drops the versions that were over before a lag reaches.
func (h *history[T]) prune(now time.Time) {
	for id, versions := range h.versions {
		i := max(0, versionAt(versions, now.Add(-h.retention)))
		if versions[i].removed {
			i++ // a removal is no first version of what a hook adds again under the same id
		}
		if i == len(versions) {
			delete(h.versions, id)
			continue
		}
		h.versions[id] = versions[i:]
	}
}

// at returns the index of the version that was there at a time, or -1 before the first.
func versionAt[T any](versions []snapshot[T], then time.Time) int {
	i := len(versions) - 1
	for i >= 0 && versions[i].from.After(then) {
		i--
	}
	return i
}

// before returns the resources as they were a lag ago, or else in their first version.
func (h *history[T]) asOf(now time.Time, lag time.Duration, current map[string]T) map[string]T {
	if lag <= 0 {
		return current
	}
	old := map[string]T{}
	for id, versions := range h.versions {
		if v := versions[max(0, versionAt(versions, now.Add(-lag)))]; !v.removed {
			old[id] = v.value
		}
	}
	return old
}

// record keeps the present state for the answers that lag behind it. Callers hold e.mu.
func (e *Emulator) recordHistory(from time.Time) {
	e.serviceHistory.record(from, e.services)
	e.endpointHistory.record(from, e.endpoints)
}
