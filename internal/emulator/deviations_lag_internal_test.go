package emulator

import (
	"fmt"
	"testing"
	"time"
)

// The size of the history is not visible in responses.
func TestHistoryIsBounded(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		lag  Lag
		step time.Duration
		want int // snapshots after 100 changes
	}{
		{"no lag", Lag{}, time.Second, 0},
		{"details", Lag{Details: 5 * time.Second}, time.Second, 6},
		{"the larger lag counts", Lag{Details: time.Second, Lists: 5 * time.Second}, time.Second, 6},
		{"a clock that stands still", Lag{Details: 5 * time.Second}, 0, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := newHistory[*Service](test.lag)
			now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
			s := &Service{ID: "a"}
			services := map[string]*Service{s.ID: s}
			for i := range 100 {
				now = now.Add(test.step)
				s.Description = fmt.Sprint(i)
				h.record(now, services)
				h.record(now, services) // without a change
			}
			if got := len(h.versions[s.ID]); got != test.want {
				t.Errorf("%d snapshots, want %d", got, test.want)
			}
			delete(services, s.ID)
			h.record(now, services)
			h.record(now.Add(time.Hour), services)
			if len(h.versions) != 0 {
				t.Error("the history still contains a removed service")
			}
		})
	}
}

func TestHistoryOfReusedID(t *testing.T) {
	t.Parallel()
	h := newHistory[*Service](Lag{Details: time.Minute})
	now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	services := map[string]*Service{"a": {ID: "a", Description: "first"}}
	h.record(now, services)
	h.record(now.Add(time.Second), nil)
	services["a"] = &Service{ID: "a", Description: "second"}
	h.record(now.Add(2*time.Minute), services)
	if got := h.asOf(now.Add(2*time.Minute), time.Minute, services)["a"]; got == nil || got.Description != "second" {
		t.Errorf("got %+v, want the second service", got)
	}
}

func TestHistoryRecordsOutOfOrder(t *testing.T) {
	t.Parallel()
	h := newHistory[*Service](Lag{Details: time.Minute})
	now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	s := &Service{ID: "a"}
	services := map[string]*Service{s.ID: s}
	for i, at := range []time.Duration{0, 10 * time.Second, 5 * time.Second} {
		s.Description = fmt.Sprint(i)
		h.record(now.Add(at), services)
	}
	for _, test := range []struct {
		at   time.Duration
		want string
	}{{9 * time.Second, "0"}, {10 * time.Second, "2"}, {time.Hour, "2"}} {
		if got := h.asOf(now.Add(time.Minute+test.at), time.Minute, services)["a"]; got == nil || got.Description != test.want {
			t.Errorf("after %s: got %+v, want %s", test.at, got, test.want)
		}
	}
}
