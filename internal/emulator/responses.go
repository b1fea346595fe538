package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// response is the response to a call.
type response struct {
	status int
	header http.Header
	body   []byte
}

// jsonResponse returns a response with v as its JSON body.
func jsonResponse(status int, v any) (response, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return response{}, err
	}
	return response{status: status, body: body}, nil
}

// errorResponse returns the response for an error. Anything but an apiError is an internal error.
func errorResponse(c *call, err error) response {
	var e *apiError
	if !errors.As(err, &e) {
		e = apiErrorf("EndPoint.0001", "the emulator failed: %v", err)
	}
	body := new(bytes.Buffer)
	encoder := json.NewEncoder(body)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(e.body(c.id)) // strings and numbers only: it cannot fail
	return response{status: e.status, body: bytes.TrimSpace(body.Bytes())}
}

// write sends a response. It ignores errors: the client has disconnected.
func write(w http.ResponseWriter, c *call, resp response) {
	setHeader(w, c, resp)
	w.WriteHeader(resp.status)
	_, _ = w.Write(resp.body)
}

func setHeader(w http.ResponseWriter, c *call, resp response) {
	header := w.Header()
	header.Set("X-Request-Id", c.id)
	if len(resp.body) > 0 {
		header.Set("Content-Type", "application/json")
		header.Set("Content-Length", strconv.Itoa(len(resp.body)))
	}
	for name, values := range resp.header {
		header[http.CanonicalHeaderKey(name)] = values // nil removes the header
	}
}

// createdAt formats a service's or an endpoint's creation time. It applies Options.CreatedAtOffset.
func (e *Emulator) createdAt(t time.Time) string { return e.timestamp(t.Add(e.opts.CreatedAtOffset)) }

// timestamp formats a time as Options.TimestampForm requires.
func (e *Emulator) timestamp(t time.Time) string {
	if e.opts.TimestampForm == TimestampMillis {
		return t.UTC().Format("2006-01-02T15:04:05.000")
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
