package emulator

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// Request is one request in the log. It has no secrets: passwords and passcodes are masked, tokens and signatures are
// left out.
type Request struct {
	ID         string      `json:"request_id"`
	Time       time.Time   `json:"time"`              // of arrival, on the emulator's clock
	Account    string      `json:"account,omitempty"` // "owner" or "consumer"; "" where the credentials were refused
	ProjectID  string      `json:"project_id,omitempty"`
	Op         string      `json:"op,omitempty"` // "" where there is no such API
	Method     string      `json:"method"`
	Path       string      `json:"path"`
	Query      string      `json:"query,omitempty"`
	Header     http.Header `json:"header,omitempty"` // those of interest
	Auth       string      `json:"auth,omitempty"`   // "token" or "signature"
	Body       string      `json:"body,omitempty"`
	Status     int         `json:"status"`          // 0 where there was no answer, or is none yet
	Fault      string      `json:"fault,omitempty"` // name of the rule that was applied
	RemoteAddr string      `json:"remote_addr"`
}

// loggedHeaders are the headers that are kept, none of them secret.
var loggedHeaders = []string{"Content-Type", "User-Agent", "X-Project-Id", "X-Domain-Id", "X-Sdk-Date", "Accept"}

// Requests returns the log, in the order of arrival.
func (e *Emulator) Requests() []Request {
	e.mu.Lock()
	defer e.mu.Unlock()
	requests := make([]Request, 0, len(e.requests))
	for _, r := range e.requests {
		requests = append(requests, *r)
	}
	return requests
}

// ResetRequests empties the log and forgets the connections seen.
func (e *Emulator) ResetRequests() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.requests = nil
	e.connections = map[string]bool{}
}

// Count returns how many requests for any of the operations the log has.
func (e *Emulator) Count(ops ...string) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := 0
	for _, r := range e.requests {
		if slices.Contains(ops, r.Op) {
			n++
		}
	}
	return n
}

// Connections returns how many connections the requests in the log came over.
func (e *Emulator) Connections() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.connections)
}

func (e *Emulator) logArrival(c *call) {
	r := c.request
	c.log = &Request{
		ID: c.id, Time: e.opts.Now(), ProjectID: c.vars["project_id"], Method: r.Method, Path: r.URL.Path,
		Query: r.URL.RawQuery, Header: http.Header{}, Body: maskBody(c), RemoteAddr: r.RemoteAddr,
	}
	if c.op != nil {
		c.log.Op = c.op.name
	}
	switch {
	case r.Header.Get("X-Auth-Token") != "":
		c.log.Auth = "token"
	case r.Header.Get("Authorization") != "":
		c.log.Auth = "signature"
	}
	for _, name := range loggedHeaders {
		if values := r.Header.Values(name); len(values) > 0 {
			c.log.Header[name] = slices.Clone(values)
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.requests = append(e.requests, c.log)
	e.connections[r.RemoteAddr] = true
}

// logAnswer notes a call's status, before the client can see the answer.
func (e *Emulator) logAnswer(c *call, status int) {
	e.mu.Lock()
	c.log.Status = status
	entry := *c.log
	e.mu.Unlock()
	if e.opts.OnRequest != nil {
		e.opts.OnRequest(entry)
	}
}

// maskBody returns a request's body for the log. The requests of VPCEP have no secrets in them.
func maskBody(c *call) string {
	if (c.op != nil && c.op.area == areaVPCEP) || len(c.body) == 0 {
		return string(c.body)
	}
	var value any
	if json.Unmarshal(c.body, &value) != nil {
		return "(not JSON)"
	}
	masked, err := json.Marshal(mask(value))
	if err != nil {
		return "(not JSON)"
	}
	return string(masked)
}

func mask(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, item := range value {
			if _, isText := item.(string); isText && (name == "password" || name == "passcode") {
				value[name] = "***"
				continue
			}
			value[name] = mask(item)
		}
	case []any:
		for i, item := range value {
			value[i] = mask(item)
		}
	}
	return value
}
