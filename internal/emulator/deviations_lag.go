package emulator

import (
	"reflect"
	"time"
)

// Lag is the age of the state that the API returns for services and endpoints. For a resource that is younger than the
// lag, the API returns its first version.
type Lag struct {
	Details time.Duration // in show and describe operations
	Lists   time.Duration // in list operations
}

// history holds the earlier versions of services or endpoints that a lag can return.
type history[T interface{ clone() T }] struct {
	retention time.Duration // 0 disables the history
	versions  map[string][]snapshot[T]
}

// snapshot is the version of a resource from a time on.
type snapshot[T any] struct {
	from    time.Time
	value   T
	removed bool
}

func newHistory[T interface{ clone() T }](lag Lag) *history[T] {
	return &history[T]{retention: max(lag.Details, lag.Lists), versions: map[string][]snapshot[T]{}}
}

// record stores a snapshot of each resource that has changed since the last call. It compares the whole state, so that
// the code that changes a resource need not know about the history.
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
		// A hook that does not apply due transitions may already have recorded a later version.
		if last := versions[n-1].from; v.from.Before(last) {
			v.from = last
		}
		// Keep only the last of several versions with the same time. The very first version stays: young resources need it.
		if n > 1 && versions[n-1].from.Equal(v.from) {
			versions = versions[:n-1]
		}
	}
	h.versions[id] = append(versions, v)
}

// prune drops the versions that no lag can return any more.
func (h *history[T]) prune(now time.Time) {
	for id, versions := range h.versions {
		i := max(0, versionAt(versions, now.Add(-h.retention)))
		if versions[i].removed {
			i++ // a removal must not be the first version of a resource that a hook adds with the same ID
		}
		if i == len(versions) {
			delete(h.versions, id)
			continue
		}
		h.versions[id] = versions[i:]
	}
}

// versionAt returns the index of the version at a time, or -1 if the time is before the first version.
func versionAt[T any](versions []snapshot[T], then time.Time) int {
	i := len(versions) - 1
	for i >= 0 && versions[i].from.After(then) {
		i--
	}
	return i
}

// asOf returns the resources as they were before the lag. Younger resources are returned in their first version.
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

// recordHistory records the current state for lagging responses. Callers must hold e.mu.
func (e *Emulator) recordHistory(from time.Time) {
	e.serviceHistory.record(from, e.services)
	e.endpointHistory.record(from, e.endpoints)
}
