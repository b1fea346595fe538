package emulator

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// executesCall reports whether the emulator executes a call that the fault hits.
func (f Fault) executesCall() bool {
	return !slices.Contains([]FaultKind{FaultAnswer, FaultPage, FaultResetBefore, FaultErrorIn200}, f.Kind)
}

// response returns the response that replaces the one of the call.
func (f Fault) response(c *call, now time.Time) response {
	if f.Kind == FaultPage {
		return f.addHeader(pageResponse(cmp.Or(f.Status, http.StatusInternalServerError), f.Body), now)
	}
	if f.Kind == FaultErrorIn200 {
		f.Code = cmp.Or(f.Code, "EndPoint.0001")
	}
	status := f.Status
	resp := response{header: http.Header{}}
	switch {
	case f.Body != "":
		resp.body = []byte(f.Body)
	case f.Code != "" || defaultCodes[status] != "":
		e := errorByCode(cmp.Or(f.Code, defaultCodes[status]))
		if status == 0 {
			status = e.status
		}
		e.status, e.message = status, cmp.Or(f.Message, e.message)
		if c.op != nil && c.op.api == apiIAM && f.Code == "" {
			e.format = formatIAM
		}
		resp = errorResponse(c, e)
	case status == http.StatusBadGateway:
		resp.body = []byte(statusPage(status))
		resp.header = http.Header{"Content-Type": {"text/html"}}
	default:
		resp.body = []byte(strconv.Itoa(status) + " " + http.StatusText(status) + "\n")
		resp.header = http.Header{"Content-Type": {"text/plain"}}
	}
	resp.status = cmp.Or(status, http.StatusInternalServerError)
	if f.Kind == FaultErrorIn200 {
		resp.status = http.StatusOK
	}
	return f.addHeader(resp, now)
}

// defaultCodes holds the error code for an HTTP status.
var defaultCodes = map[int]string{
	http.StatusTooManyRequests:     codeThrottled,
	http.StatusInternalServerError: "EndPoint.0001",
	http.StatusGatewayTimeout:      "EndPoint.0013",
	http.StatusUnauthorized:        codeUnauthorized,
	http.StatusForbidden:           "EndPoint.0004",
	http.StatusNotFound:            "EndPoint.0005",
}

// addHeader adds the fault's headers to a response.
func (f Fault) addHeader(resp response, now time.Time) response {
	if resp.header == nil {
		resp.header = http.Header{}
	}
	for name, values := range f.Header {
		resp.header[http.CanonicalHeaderKey(name)] = values
	}
	if f.RetryAfterDate > 0 {
		resp.header.Set("Retry-After", now.Add(f.RetryAfterDate).UTC().Format(http.TimeFormat))
	}
	return resp
}

// wrongTypes changes the JSON type of every field of a response body.
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
