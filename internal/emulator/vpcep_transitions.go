package emulator

import (
	"time"
)

// transition is a change of status that is due.
type transition struct {
	at     time.Time
	status string
	errors []ErrorDetail
	remove bool
}

func (t *transition) due(now time.Time) bool { return t != nil && !now.Before(t.at) }

// advance applies every change of status that has become due. Callers hold e.mu.
func (e *Emulator) applyTransitions(now time.Time) {
	for _, s := range e.services {
		if t := s.next; t.due(now) {
			s.next = nil
			if t.remove {
				e.removeService(s.ID)
			} else {
				s.Status, s.Errors, s.UpdatedAt = t.status, t.errors, t.at
			}
			e.recordHistory(t.at)
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
			e.recordHistory(t.at)
		}
	}
}
