package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// answer is what a call is answered with.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// ok answers a value as JSON.
func ok(status int, v any) (answer, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return answer{}, err
	}
	return answer{status: status, body: body}, nil
}

func errorAnswer(c *call, err error) answer {
	var r *refusalError
	if !errors.As(err, &r) {
		r = refuse("EndPoint.0001", "the emulator failed: %v", err)
	}
	body := new(bytes.Buffer)
	encoder := json.NewEncoder(body)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(r.body(c.id)) // strings and numbers only
	return answer{status: r.status, body: bytes.TrimSpace(body.Bytes())}
}

// write sends an answer; what cannot be sent because the client is gone is dropped.
func write(w http.ResponseWriter, c *call, a answer) {
	setHeader(w, c, a)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

func setHeader(w http.ResponseWriter, c *call, a answer) {
	header := w.Header()
	header.Set("X-Request-Id", c.id)
	if len(a.body) > 0 {
		header.Set("Content-Type", "application/json")
		header.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	for name, values := range a.header {
		header[http.CanonicalHeaderKey(name)] = values // nil leaves a header out
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
