package otc

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
)

// Error is an answer in which the cloud, or something between here and the cloud, refuses a call or reports a
// fault. FromAPI tells the two apart.
type Error struct {
	Method      string
	URL         string
	StatusCode  int    // HTTP status; 2xx where an error came with a status of success
	Code        string // such as "EndPoint.0002" or "APIGW.0301"; "" where the answer names none
	Message     string // what the answer says, one line
	RequestID   string // what the cloud's support asks for; "" where the answer has none
	ContentType string // media type without parameters, such as "text/html"; "" where the answer names none
	Server      string // header Server, else Via, such as "nginx"; "" where the answer has neither
}

// FromAPI reports whether the answer has the form of an error of the API, of its gateway or of IAM: JSON with an
// error code. Anything else, such as the 404 page of a proxy, says nothing about what the call was for.
func (e *Error) FromAPI() bool { return e.Code != "" }

// Error gives the code, the message, the HTTP status and the request id in one line. Where there is no code, it
// names what answered.
func (e *Error) Error() string {
	parts := []string{e.Method + " " + e.URL}
	if e.FromAPI() {
		parts = append(parts, e.Code)
	} else if e.ContentType != "" || e.Server != "" {
		parts = append(parts, e.source()+", not an API error")
	}
	if e.Message != "" {
		parts = append(parts, e.Message)
	}
	var b strings.Builder
	b.WriteString(strings.Join(parts, ": "))
	if len(parts) == 1 {
		b.WriteString(":")
	}
	fmt.Fprintf(&b, " (HTTP %d", e.StatusCode)
	if text := http.StatusText(e.StatusCode); text != "" {
		b.WriteString(" " + text)
	}
	if e.RequestID != "" {
		b.WriteString(", request id " + e.RequestID)
	}
	b.WriteString(")")
	return b.String()
}

// source names what an answer without a code is, and where it came from.
func (e *Error) source() string {
	kind := e.ContentType
	switch {
	case kind == "":
		kind = "answer"
	case kind == "text/html" || kind == "application/xhtml+xml":
		kind = "HTML page"
	case kind == "text/plain":
		kind = "text"
	case kind == "application/json" || strings.HasSuffix(kind, "+json"):
		kind = "JSON"
	}
	if e.Server == "" {
		return kind
	}
	return kind + " from " + e.Server
}

// HasCode tells whether the error carries one of the codes, in whatever case the cloud writes them.
func (e *Error) HasCode(codes ...string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { return strings.EqualFold(code, e.Code) })
}

// HasCode tells whether err is an Error with one of the codes.
func HasCode(err error, codes ...string) bool {
	var e *Error
	return errors.As(err, &e) && e.HasCode(codes...)
}

// HasStatus tells whether err is an Error with the HTTP status.
func HasStatus(err error, status int) bool {
	var e *Error
	return errors.As(err, &e) && e.StatusCode == status
}

// CallError is a call that got no usable answer: nobody could be reached, the connection broke, or
// what came back could not be read.
type CallError struct {
	Method    string
	URL       string
	Undone    bool   // the call surely was not executed
	RequestID string // of an answer that could not be read
	Err       error
}

// Error names the call and why it failed.
func (e *CallError) Error() string {
	text := fmt.Sprintf("%s %s: %s", e.Method, e.URL, e.Err)
	if e.RequestID != "" {
		text += " (request id " + e.RequestID + ")"
	}
	return text
}

// Unwrap gives the cause.
func (e *CallError) Unwrap() error { return e.Err }

// signInError is a failure to sign in, before the call itself was made.
type signInError struct{ err error }

func (e *signInError) Error() string { return e.err.Error() }
func (e *signInError) Unwrap() error { return e.err }

// OutcomeUnknown tells whether a call that ended in err may have been executed all the same: the
// answer got lost, or came from a gateway that does not know what became of the call.
func OutcomeUnknown(err error) bool {
	var signIn *signInError
	if errors.As(err, &signIn) {
		return false
	}
	var call *CallError
	if errors.As(err, &call) {
		return !call.Undone
	}
	var answer *Error
	if errors.As(err, &answer) {
		return answer.StatusCode >= http.StatusInternalServerError && answer.transient() && !answer.throttled()
	}
	return false
}

// Transient tells whether the same call may succeed later: throttling, an outage, a lost answer.
func Transient(err error) bool {
	var call *CallError
	if errors.As(err, &call) {
		return repeatable(call.Err)
	}
	var answer *Error
	return errors.As(err, &answer) && (answer.throttled() || answer.transient())
}

// throttled tells of an answer that asks to come back later; such a call was not executed.
func (e *Error) throttled() bool {
	return e.StatusCode == http.StatusTooManyRequests || e.HasCode("EndPoint.0022", "APIGW.0308")
}

// transient tells of a fault on the cloud's side. EndPoint.0011 and 0012 come as 504 but say
// that the request is malformed.
func (e *Error) transient() bool {
	switch {
	case e.HasCode("EndPoint.0011", "EndPoint.0012"), e.StatusCode == http.StatusNotImplemented:
		return false
	default:
		return e.StatusCode >= http.StatusInternalServerError || e.HasCode("EndPoint.0001", "EndPoint.0013")
	}
}

// refused tells of an answer that does not accept the caller's token or signature.
func (e *Error) refused() bool {
	return e.StatusCode == http.StatusUnauthorized || e.HasCode("APIGW.0301", "APIGW.0307")
}

// notSent tells whether err arose before anything of the request left this machine.
func notSent(err error) bool {
	var authorize *authorizeError
	var redirect *redirectError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var op *net.OpError
	return errors.As(err, &authorize) || errors.As(err, &redirect) || errors.As(err, &certificate) || errors.As(err, &record) ||
		(errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect"))
}
