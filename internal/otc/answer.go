package otc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// maxAnswer bounds what is read of one answer, in bytes. The largest page, 1000 services of
	// ten ports each, is near 2 MiB.
	maxAnswer = 16 << 20
	// maxMessage bounds what of an answer that is not understood is shown, in bytes.
	maxMessage = 300
)

var (
	errTooLarge = fmt.Errorf("the answer is larger than %d MiB", maxAnswer>>20)
	errNotJSON  = errors.New("the answer is not JSON")
	// errUnsendable is of a request that cannot be made, such as one to an address of no known form.
	errUnsendable = errors.New("the request cannot be made")
	errForm       = errors.New("the answer has another form than documented")
)

// answerError reads the error out of an answer, nil where it has none. The forms are those of
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/appendix/error_codes.html, of the gateway
// in front of it, and of IAM.
//
// What it shows of the answer is without the secrets.
func answerError(status int, header http.Header, body []byte, secrets ...Secret) *Error {
	var fields map[string]json.RawMessage
	isObject := json.Unmarshal(body, &fields) == nil
	if status < http.StatusMultipleChoices {
		// An error that comes with a status of success has a code at the top; "error" alone is
		// part of a failed service's details.
		if !isObject || text(fields["error_code"]) == "" {
			return nil
		}
	}
	e := &Error{
		StatusCode: status, RequestID: oneLine(header.Get("X-Request-Id"), secrets),
		ContentType: mediaType(header, secrets), Server: serverName(header, secrets),
	}
	if !isObject {
		e.Message = excerpt(body, secrets)
		return e
	}
	if e.RequestID == "" {
		e.RequestID = oneLine(text(fields["request_id"]), secrets)
	}
	e.Code, e.Message = codeAndMessage(fields, secrets)
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		var inner map[string]json.RawMessage
		if e.Code == "" && e.Message == "" && json.Unmarshal(fields[key], &inner) == nil {
			e.Code, e.Message = codeAndMessage(inner, secrets)
		}
	}
	if e.Message == "" {
		e.Message = excerpt(body, secrets)
	}
	return e
}

// mediaType returns what kind of content the answer has, without parameters.
func mediaType(header http.Header, secrets []Secret) string {
	name, _, _ := strings.Cut(blot(header.Get("Content-Type"), secrets), ";")
	return strings.ToLower(oneLine(name, nil))
}

// serverName returns what the answer calls the server that gave it, or the proxies that it came through.
func serverName(header http.Header, secrets []Secret) string {
	if name := oneLine(header.Get("Server"), secrets); name != "" {
		return name
	}
	return oneLine(strings.Join(header.Values("Via"), ", "), secrets)
}

func codeAndMessage(fields map[string]json.RawMessage, secrets []Secret) (code, message string) {
	first := func(keys ...string) string {
		for _, key := range keys {
			if t := text(fields[key]); t != "" {
				return oneLine(t, secrets)
			}
		}
		return ""
	}
	return first("error_code", "code"), first("error_msg", "error_message", "message", "title")
}

// text reads a JSON string or number as text; anything else is "".
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}

var markup = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)>|<[^>]*>`)

// excerpt shows the beginning of an answer that has no known form, without the markup of a gateway's page.
func excerpt(body []byte, secrets []Secret) string {
	shown := blot(string(body), secrets)
	return oneLine(markup.ReplaceAllString(shown[:min(len(shown), 4*maxMessage)], " "), secrets)
}

// blot removes secrets, whole: before anything is cut.
func blot(s string, secrets []Secret) string {
	for _, secret := range secrets {
		if secret != "" {
			s = strings.ReplaceAll(s, secret.Reveal(), masked)
		}
	}
	return s
}

func oneLine(s string, secrets []Secret) string {
	s = blot(s, secrets)
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "�")), " ")
	if len(s) <= maxMessage {
		return s
	}
	cut := maxMessage
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// Validator is an answer that can tell whether it is complete.
type Validator interface{ Validate() error }

// decode reads a JSON answer into out, which is nil where only its being JSON matters. Unknown fields are the
// cloud's to add; a value of another type is an error, and so is what a Validator refuses.
func decode(body []byte, out any, secrets ...Secret) error {
	if out == nil && len(body) == 0 {
		return nil
	}
	if !json.Valid(body) {
		return fmt.Errorf("%w: %s", errNotJSON, excerpt(body, secrets))
	}
	if out == nil {
		return nil
	}
	if err := json.NewDecoder(bytes.NewReader(body)).Decode(out); err != nil {
		return fmt.Errorf("%w: %w", errForm, err)
	}
	if v, ok := out.(Validator); ok {
		if err := v.Validate(); err != nil {
			return fmt.Errorf("%w: %w", errForm, err)
		}
	}
	return nil
}
