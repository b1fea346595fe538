package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// State is the part of an emulated cloud that survives a restart. It contains secrets. In a state that is written by hand,
// everything is optional except the names of accounts: values that are not given have the same defaults as those of New,
// AddService and AddEndpoint.
type State struct {
	Accounts       []Account       `json:"accounts,omitempty"`
	Services       []SavedService  `json:"services,omitempty"`
	PublicServices []SavedService  `json:"public_services,omitempty"` // instead of the default ones, if there are any
	Endpoints      []SavedEndpoint `json:"endpoints,omitempty"`
}

// SavedService is a service in a State.
type SavedService struct {
	Service
	Next *SavedTransition `json:"next,omitempty"`
}

// SavedEndpoint is an endpoint in a State.
type SavedEndpoint struct {
	Endpoint
	WasAccepted bool             `json:"was_accepted,omitempty"` // such an endpoint keeps its address if it is rejected
	Next        *SavedTransition `json:"next,omitempty"`
}

// SavedTransition is a change of status, or a removal, at a point in time.
type SavedTransition struct {
	At     time.Time     `json:"at"`
	Status string        `json:"status,omitempty"`
	Errors []ErrorDetail `json:"error,omitempty"`
	Remove bool          `json:"remove,omitempty"`
}

// ParseState parses a state in JSON. It returns an error for unknown fields, and says in which line a syntax error is.
func ParseState(text []byte) (State, error) {
	var s State
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&s)
	if err == nil && decoder.More() {
		err = errors.New("there is more than one JSON value")
	}
	var syntax *json.SyntaxError
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF):
		err = errors.New("there is no JSON value")
	case errors.As(err, &syntax):
		err = fmt.Errorf("line %d: %w", lineAt(text, syntax.Offset), err)
	case errors.As(err, &wrongType):
		err = fmt.Errorf("line %d: %w", lineAt(text, wrongType.Offset), err)
	}
	return s, err
}

func lineAt(text []byte, offset int64) int {
	return 1 + strings.Count(string(text[:min(int(offset), len(text))]), "\n")
}

// Save returns the state. Tokens, fault rules and the request log are not part of it.
func (e *Emulator) Save() State {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.applyTransitions(e.opts.Now())
	var s State
	for _, a := range e.accounts {
		s.Accounts = append(s.Accounts, *a)
	}
	for _, service := range sortedBySeq(e.services, func(s *Service) int64 { return s.seq }) {
		saved := SavedService{Service: *service.clone(), Next: service.next.saved()}
		if service.Owner == "" {
			s.Services = append(s.Services, saved)
		} else {
			s.PublicServices = append(s.PublicServices, saved)
		}
	}
	for _, p := range sortedBySeq(e.endpoints, func(p *Endpoint) int64 { return p.seq }) {
		s.Endpoints = append(s.Endpoints, SavedEndpoint{Endpoint: *p.clone(), WasAccepted: p.wasAccepted, Next: p.next.saved()})
	}
	return s
}

func sortedBySeq[T any](all map[string]T, seq func(T) int64) []T {
	sorted := make([]T, 0, len(all))
	for _, v := range all {
		sorted = append(sorted, v)
	}
	slices.SortFunc(sorted, func(a, b T) int { return int(seq(a) - seq(b)) })
	return sorted
}

func (t *transition) saved() *SavedTransition {
	if t == nil {
		return nil
	}
	return &SavedTransition{At: t.at, Status: t.status, Errors: t.errors, Remove: t.remove}
}

func (t *SavedTransition) transition() *transition {
	if t == nil {
		return nil
	}
	return &transition{at: t.At, status: t.Status, errors: t.Errors, remove: t.Remove}
}
