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
	// maxResponseSize is the limit of a response, in bytes. The largest page, 1000 services with ten ports each, has
	// almost 2 MiB.
	maxResponseSize = 16 << 20
	// maxMessageSize is how many bytes of a response an error shows at most.
	maxMessageSize = 300
)

var (
	errTooLarge = fmt.Errorf("the response is larger than %d MiB", maxResponseSize>>20)
	errNotJSON  = errors.New("the response is not JSON")
	// errInvalidRequest is for a request that cannot be built, such as one with an invalid URL.
	errInvalidRequest = errors.New("the request is invalid")
	errFormat         = errors.New("the response does not have the documented format")
)

// responseError returns the error in a response, or nil. It knows the formats of
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/appendix/error_codes.html, of the API gateway, and of IAM. The
// secrets are redacted.
func responseError(status int, header http.Header, body []byte, secrets ...Secret) *Error {
	// Nearly all responses end here. To search the text takes far less time than to parse it.
	if status < http.StatusMultipleChoices && !bytes.Contains(body, []byte("error_code")) {
		return nil
	}
	var fields map[string]json.RawMessage
	isObject := json.Unmarshal(body, &fields) == nil
	if status < http.StatusMultipleChoices {
		// An error with a success status has its code at the top level. A key "error" alone belongs to the details of a
		// service whose status is failed.
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

// mediaType returns the content type without parameters.
func mediaType(header http.Header, secrets []Secret) string {
	name, _, _ := strings.Cut(redact(header.Get("Content-Type"), secrets), ";")
	return strings.ToLower(oneLine(name, nil))
}

// serverName returns the header Server, otherwise Via.
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

// text returns a JSON string or number as text, and "" for other types.
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

// excerpt returns the beginning of a response in an unknown format, without HTML tags.
func excerpt(body []byte, secrets []Secret) string {
	shown := redact(string(body), secrets)
	return oneLine(markup.ReplaceAllString(shown[:min(len(shown), 4*maxMessageSize)], " "), secrets)
}

// redact replaces secrets. It must run before a text is truncated: part of a secret would not be found.
func redact(s string, secrets []Secret) string {
	for _, secret := range secrets {
		switch {
		case secret == "":
		case isWord(secret.Reveal()):
			s = redactWord(s, secret.Reveal())
		default:
			s = strings.ReplaceAll(s, secret.Reveal(), redacted)
		}
	}
	return s
}

// maxWord is the length of the longest secret that may be an ordinary word.
const maxWord = 12

// isWord reports whether a secret may be an ordinary word. The rules for passwords of the cloud exclude such a secret, so it is
// wrong, or the cloud is an emulated one.
func isWord(secret string) bool {
	notLetter := func(r rune) bool { return r < 'A' || r > 'z' || r > 'Z' && r < 'a' }
	return len(secret) <= maxWord && strings.IndexFunc(secret, notLetter) < 0
}

// redactWord replaces a secret that may be an ordinary word, except where it is one: "the password is wrong" is not about the password
// "wrong", and to replace it there would reveal it.
func redactWord(s, word string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, word)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if inSentence(before, after) {
			b.WriteString(word)
		} else {
			b.WriteString(redacted)
		}
		s = after
	}
}

// inSentence reports whether a word between two texts follows another word, and is not part of one, in quotation marks, or a value.
func inSentence(before, after string) bool {
	previous := strings.TrimRight(before, " ")
	follows := previous != before && previous != "" && !strings.ContainsAny(previous[len(previous)-1:], `:=>"'`)
	return follows && (after == "" || strings.ContainsAny(after[:1], " .,;:!?)\"<"))
}

func oneLine(s string, secrets []Secret) string {
	s = redact(s, secrets)
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "�")), " ")
	if len(s) <= maxMessageSize {
		return s
	}
	cut := maxMessageSize
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// Validator is a response that can check its own completeness.
type Validator interface{ Validate() error }

// decode decodes a JSON response into out. If out is nil, it only checks that the response is empty or JSON. Unknown
// fields are allowed, because the cloud may add some. Errors are values of the wrong type, and errors of a Validator.
func decode(body []byte, out any, secrets ...Secret) error {
	if out == nil && len(body) == 0 {
		return nil
	}
	if out == nil {
		out = new(json.RawMessage)
	}
	err := json.Unmarshal(body, out)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("%w: %s", errNotJSON, excerpt(body, secrets))
	case err != nil:
		return fmt.Errorf("%w: %w", errFormat, err)
	}
	if v, ok := out.(Validator); ok {
		if err := v.Validate(); err != nil {
			return fmt.Errorf("%w: %w", errFormat, err)
		}
	}
	return nil
}
