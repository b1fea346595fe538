package emulator

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// FaultKind says what goes wrong. The package documentation describes each.
type FaultKind string

// The kinds of faults.
const (
	FaultAnswer          FaultKind = "answer"       // Status or Code, the call not executed
	FaultAnswerAfter     FaultKind = "answer-after" // the same, the call executed
	FaultPage            FaultKind = "page"         // an HTML page with Status, the call not executed
	FaultEmpty           FaultKind = "empty"
	FaultResetBefore     FaultKind = "reset-before"
	FaultResetAfter      FaultKind = "reset-after"
	FaultSlow            FaultKind = "slow"
	FaultSlowAfter       FaultKind = "slow-after"
	FaultCut             FaultKind = "cut"
	FaultErrorIn200      FaultKind = "error-in-200"
	FaultHuge            FaultKind = "huge"
	FaultWrongTypes      FaultKind = "wrong-types"
	FaultCreateFails     FaultKind = "create-fails"
	FaultDeleteFails     FaultKind = "delete-fails"
	FaultDeleteComesBack FaultKind = "delete-comes-back"
	FaultExpireToken     FaultKind = "expire-token"
	FaultLate            FaultKind = "late"
)

var faultKinds = []FaultKind{
	FaultAnswer, FaultAnswerAfter, FaultPage, FaultEmpty, FaultResetBefore, FaultResetAfter, FaultSlow, FaultSlowAfter,
	FaultCut, FaultErrorIn200, FaultHuge, FaultWrongTypes, FaultCreateFails, FaultDeleteFails, FaultDeleteComesBack,
	FaultExpireToken, FaultLate,
}

// Fault is a rule: which calls it applies to, what goes wrong, and how often.
type Fault struct {
	Name    string // in the request log; the kind when empty
	Method  string // "" for any
	Target  string // an operation, "iam", "vpcep", "*", or a path; see the package documentation
	Account string // "owner" or "consumer"; "" for both

	Kind    FaultKind
	Status  int         // of the answer
	Code    string      // error_code of the answer, or of what failed
	Message string      // with Code
	Body    string      // of the answer, instead of an error body
	Header  http.Header // of the answer, also where the call succeeds
	// RetryAfterDate adds a Retry-After header with the date that is this far away.
	RetryAfterDate time.Duration
	Delay          time.Duration
	Size           int64 // of a huge answer; 50 MB when 0

	Times       int     // how often at most; 0 for always
	Skip        int     // how many matching calls pass first
	Probability float64 // with which a matching call is hit; 0 for always
}

// activeFault is a rule with its tallies.
type activeFault struct {
	Fault
	seen, fired int
}

// AddFault adds a rule, after those there are.
func (e *Emulator) AddFault(f Fault) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f.Name = cmp.Or(f.Name, string(f.Kind))
	e.faults = append(e.faults, &activeFault{Fault: f})
}

// ClearFaults removes every rule.
func (e *Emulator) ClearFaults() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.faults = nil
}

// FaultsFired returns how often the rules of a name have been applied, all together.
func (e *Emulator) FaultsFired(name string) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := 0
	for _, f := range e.faults {
		if f.Name == name {
			n += f.fired
		}
	}
	return n
}

// pickFault returns the first rule that fires for a call, else the zero Fault.
func (e *Emulator) pickFault(c *call) Fault {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, f := range e.faults {
		if !e.faultMatches(f, c) || (f.Times > 0 && f.fired >= f.Times) {
			continue
		}
		if f.seen++; f.seen <= f.Skip {
			continue
		}
		if f.Probability > 0 && e.rand.Float64() >= f.Probability {
			continue
		}
		f.fired++
		c.log.Fault = f.Name
		return f.Fault
	}
	return Fault{}
}

func (e *Emulator) faultMatches(f *activeFault, c *call) bool {
	if f.Method != "" && f.Method != c.request.Method {
		return false
	}
	if f.Account != "" {
		p := e.projectByID(c.vars["project_id"])
		if p == nil || p.account.Name != f.Account {
			return false
		}
	}
	switch {
	case f.Target == "" || f.Target == "*":
		return true
	case strings.HasPrefix(f.Target, "/"):
		return matchPath(split(f.Target), split(c.path))
	case c.op == nil:
		return false
	}
	return f.Target == c.op.name || f.Target == string(c.op.area)
}

// matchPath matches a path against a pattern in which * stands for one segment and a final ** for any rest.
func matchPath(pattern, segments []string) bool {
	for i, p := range pattern {
		if p == "**" && i == len(pattern)-1 {
			return true
		}
		if i >= len(segments) || (p != "*" && p != segments[i]) {
			return false
		}
	}
	return len(pattern) == len(segments)
}

// executes reports whether a call that the fault hits is still executed.
func (f Fault) executes() bool {
	return !slices.Contains([]FaultKind{FaultAnswer, FaultPage, FaultResetBefore, FaultErrorIn200}, f.Kind)
}

// answer returns what a fault has the call answered with, in place of the real answer.
func (f Fault) answer(c *call, now time.Time) answer {
	if f.Kind == FaultPage {
		return f.addHeader(pageAnswer(cmp.Or(f.Status, http.StatusInternalServerError), f.Body), now)
	}
	if f.Kind == FaultErrorIn200 {
		f.Code = cmp.Or(f.Code, "EndPoint.0001")
	}
	status := f.Status
	a := answer{header: http.Header{}}
	switch {
	case f.Body != "":
		a.body = []byte(f.Body)
	case f.Code != "" || usualCode[status] != "":
		r := byCode(cmp.Or(f.Code, usualCode[status]))
		if status == 0 {
			status = r.status
		}
		r.status, r.message = status, cmp.Or(f.Message, r.message)
		if c.op != nil && c.op.area == areaIAM && f.Code == "" {
			r.form = formIAM
		}
		a = errorAnswer(c, r)
	case status == http.StatusBadGateway:
		a.body = []byte(statusPage(status))
		a.header = http.Header{"Content-Type": {"text/html"}}
	default:
		a.body = []byte(strconv.Itoa(status) + " " + http.StatusText(status) + "\n")
		a.header = http.Header{"Content-Type": {"text/plain"}}
	}
	a.status = cmp.Or(status, http.StatusInternalServerError)
	if f.Kind == FaultErrorIn200 {
		a.status = http.StatusOK
	}
	return f.addHeader(a, now)
}

// usualCode is the error code that comes with a status.
var usualCode = map[int]string{
	http.StatusTooManyRequests:     codeThrottled,
	http.StatusInternalServerError: "EndPoint.0001",
	http.StatusGatewayTimeout:      "EndPoint.0013",
	http.StatusUnauthorized:        codeUnauthorized,
	http.StatusForbidden:           "EndPoint.0004",
	http.StatusNotFound:            "EndPoint.0005",
}

func (f Fault) addHeader(a answer, now time.Time) answer {
	if a.header == nil {
		a.header = http.Header{}
	}
	for name, values := range f.Header {
		a.header[http.CanonicalHeaderKey(name)] = values
	}
	if f.RetryAfterDate > 0 {
		a.header.Set("Retry-After", now.Add(f.RetryAfterDate).UTC().Format(http.TimeFormat))
	}
	return a
}

// spoilCreate changes what becomes of something that is created. It returns until when lists do not show it.
func (f Fault) spoilCreate(next *transition, now time.Time, code string) (hiddenUntil time.Time) {
	if f.Kind == FaultCreateFails {
		next.status, next.errors = StatusFailed, []ErrorDetail{f.detail(code)}
	}
	if f.Kind == FaultLate {
		return now.Add(f.Delay)
	}
	return time.Time{}
}

// spoilDelete changes what becomes of something that is deleted and had the status before.
func (f Fault) spoilDelete(next *transition, before, code string) {
	if f.Kind == FaultDeleteFails {
		*next = transition{at: next.at, status: StatusFailed, errors: []ErrorDetail{f.detail(code)}}
	}
	if f.Kind == FaultDeleteComesBack {
		*next = transition{at: next.at, status: before}
	}
}

// detail says why something fails.
func (f Fault) detail(code string) ErrorDetail {
	code = cmp.Or(f.Code, code)
	return ErrorDetail{Code: code, Message: cmp.Or(f.Message, byCode(code).message)}
}

// wrongTypes gives every value of an answer another JSON type.
func wrongTypes(body []byte) []byte {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return body
	}
	fields, isObject := value.(map[string]any)
	if !isObject {
		return []byte(`"text"`)
	}
	for name, field := range fields {
		switch field.(type) {
		case string:
			fields[name] = 42
		case []any:
			fields[name] = map[string]any{"0": "text"}
		case map[string]any:
			fields[name] = []any{"text"}
		default: // numbers, booleans, null
			fields[name] = []any{true}
		}
	}
	changed, err := json.Marshal(fields)
	if err != nil {
		return body
	}
	return changed
}
