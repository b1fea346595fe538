package emulator

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

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
