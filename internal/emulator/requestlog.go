package emulator

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Request is a request in the log. It contains no secrets: passwords and passcodes are masked, tokens and signatures
// are left out.
type Request struct {
	ID         string      `json:"request_id"`
	Time       time.Time   `json:"time"`              // of arrival, on the emulator's clock
	Account    string      `json:"account,omitempty"` // "owner" or "consumer"; "" if authentication failed
	ProjectID  string      `json:"project_id,omitempty"`
	Op         string      `json:"op,omitempty"` // "" if no operation matches
	Method     string      `json:"method"`
	Path       string      `json:"path"`
	Query      string      `json:"query,omitempty"`
	Header     http.Header `json:"header,omitempty"` // a selection
	Auth       string      `json:"auth,omitempty"`   // "token" or "signature"
	Body       string      `json:"body,omitempty"`
	Status     int         `json:"status"`          // 0 if there is no response, or none yet
	Fault      string      `json:"fault,omitempty"` // name of the applied rule
	RemoteAddr string      `json:"remote_addr"`
}

// loggedHeaders are the headers that the log contains. None of them is secret.
var loggedHeaders = []string{"Content-Type", "User-Agent", "X-Project-Id", "X-Domain-Id", "X-Sdk-Date", "Accept"}

// maxLogBytes limits the size of all bodies in the log together.
const maxLogBytes = 32 << 20

// requestLog holds the most recent requests. The counters cover all requests since the last reset.
type requestLog struct {
	limit       int
	entries     []*Request
	bytes       int            // of the bodies of entries
	counts      map[string]int // by operation
	connections int
	open        map[string]int // number of entries by remote address
}

func newRequestLog(limit int) requestLog {
	return requestLog{limit: limit, counts: map[string]int{}, open: map[string]int{}}
}

// add appends a request and drops the oldest ones if the log is full.
func (l *requestLog) add(r *Request) {
	l.counts[r.Op]++
	if l.open[r.RemoteAddr] == 0 {
		l.connections++
	}
	l.open[r.RemoteAddr]++
	l.entries = append(l.entries, r)
	l.bytes += len(r.Body)
	for len(l.entries) > 0 && (len(l.entries) > l.limit || l.bytes > maxLogBytes) {
		l.dropOldest()
	}
}

func (l *requestLog) dropOldest() {
	oldest := l.entries[0]
	l.entries[0] = nil // the array keeps the pointer otherwise
	l.entries = l.entries[1:]
	l.bytes -= len(oldest.Body)
	if l.open[oldest.RemoteAddr]--; l.open[oldest.RemoteAddr] == 0 {
		delete(l.open, oldest.RemoteAddr)
	}
}

// Requests returns the log in order of arrival. It holds the last Options.RequestLog requests.
func (e *Emulator) Requests() []Request { return e.LastRequests(math.MaxInt) }

// LastRequests returns the last n requests in the log, in order of arrival.
func (e *Emulator) LastRequests(n int) []Request {
	e.mu.Lock()
	defer e.mu.Unlock()
	entries := e.requests.entries
	entries = entries[max(0, len(entries)-n):]
	requests := make([]Request, 0, len(entries))
	for _, r := range entries {
		requests = append(requests, *r)
	}
	return requests
}

// ResetRequests clears the log and resets Count and Connections.
func (e *Emulator) ResetRequests() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.requests = newRequestLog(e.opts.RequestLog)
}

// Count returns the number of requests for the operations, including those that the log has dropped. It panics if an
// operation does not exist: a test that expects no requests would pass because of a typo.
func (e *Emulator) Count(ops ...string) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := 0
	for i, op := range ops {
		if !isOperation(op) {
			panic(fmt.Sprintf("emulator: Count: %q is not one of %s", op, strings.Join(Operations(), ", ")))
		}
		if !slices.Contains(ops[:i], op) {
			n += e.requests.counts[op]
		}
	}
	return n
}

// Connections returns the number of connections over which requests have arrived. A connection whose requests the log has
// dropped counts again when it is used again.
func (e *Emulator) Connections() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.requests.connections
}

// logRequest adds a call to the log.
func (e *Emulator) logRequest(c *call) {
	r := c.request
	c.log = &Request{
		ID: c.id, Time: e.opts.Now(), ProjectID: c.vars["project_id"], Method: r.Method, Path: r.URL.Path,
		Query: r.URL.RawQuery, Header: http.Header{}, Body: loggedBody(c), RemoteAddr: r.RemoteAddr,
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
	e.requests.add(c.log)
}

// logResponse records a call's status. It has to run before the client receives the response: a test that has the
// response may read the log.
func (e *Emulator) logResponse(c *call, status int) {
	e.mu.Lock()
	c.log.Status = status
	entry := *c.log
	e.mu.Unlock()
	if e.opts.OnRequest != nil {
		e.opts.OnRequest(entry)
	}
}

// loggedBody returns a request body without secrets. Bodies of VPCEP calls contain none.
func loggedBody(c *call) string {
	if (c.op != nil && c.op.api == apiVPCEP) || len(c.body) == 0 {
		return string(c.body)
	}
	var value any
	if json.Unmarshal(c.body, &value) != nil {
		return "(not JSON)"
	}
	masked, err := json.Marshal(maskSecrets(value))
	if err != nil {
		return "(not JSON)"
	}
	return string(masked)
}

func maskSecrets(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, item := range value {
			if _, isString := item.(string); isString && (name == "password" || name == "passcode") {
				value[name] = "***"
				continue
			}
			value[name] = maskSecrets(item)
		}
	case []any:
		for i, item := range value {
			value[i] = maskSecrets(item)
		}
	}
	return value
}
