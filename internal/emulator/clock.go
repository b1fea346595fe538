package emulator

import (
	"sync"
	"time"
)

// Clock is a clock that stands still until it is advanced, for Options.Now.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that stands at start.
func NewClock(start time.Time) *Clock { return &Clock{now: start} }

// Now returns the time the clock stands at.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on by d.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// transition is a change of status that is due.
type transition struct {
	at     time.Time
	status string
	errors []ErrorDetail
	remove bool
}

func (t *transition) due(now time.Time) bool { return t != nil && !now.Before(t.at) }

// advance applies every change of status that has become due. Callers hold e.mu.
func (e *Emulator) advance(now time.Time) {
	for _, s := range e.services {
		if t := s.next; t.due(now) {
			s.next = nil
			if t.remove {
				e.removeService(s.ID)
			} else {
				s.Status, s.Errors, s.UpdatedAt = t.status, t.errors, t.at
			}
			e.record(t.at)
		}
	}
	for _, p := range e.endpoints {
		if t := p.next; t.due(now) {
			p.next = nil
			if t.remove {
				delete(e.endpoints, p.ID)
			} else {
				p.setStatus(t.status, t.at)
				p.Errors = t.errors
			}
			e.record(t.at)
		}
	}
}

// createdAt is the timestamp of a creation in an answer about a service or an endpoint.
func (e *Emulator) createdAt(t time.Time) string { return e.timestamp(t.Add(e.opts.CreatedAtOffset)) }

func (e *Emulator) timestamp(t time.Time) string {
	if e.opts.TimestampForm == TimestampMillis {
		return t.UTC().Format("2006-01-02T15:04:05.000")
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
