package emulator

import (
	"time"
)

// transition is a scheduled change of status, or a scheduled removal.
type transition struct {
	at     time.Time
	status string
	errors []ErrorDetail
	remove bool
}

func (t *transition) due(now time.Time) bool { return t != nil && !now.Before(t.at) }

// applyTransitions applies all transitions that are due. Callers must hold e.mu.
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

// createDelay returns the duration of creating the next service. Callers must hold e.mu.
func (e *Emulator) createDelay() time.Duration {
	delay := e.opts.Delays.Create
	if spread := e.opts.Delays.CreateSpread; spread > 0 {
		delay += time.Duration(e.delays.Int64N(int64(spread) + 1))
	}
	return delay
}
