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

// Error is an error response of the cloud or of something in between, such as a proxy. FromAPI distinguishes them.
type Error struct {
	Method      string
	URL         string
	StatusCode  int    // HTTP status; 2xx if an error was sent with a success status
	Code        string // such as "EndPoint.0002" or "APIGW.0301"; "" if the response has none
	Message     string // from the response, in one line
	RequestID   string // for the cloud's support; "" if the response has none
	ContentType string // media type without parameters, such as "text/html"; "" if the response has none
	Server      string // header Server, otherwise Via, such as "nginx"; "" if the response has neither
}

// FromAPI reports whether the response has the format of an error of the API, of its gateway or of IAM: JSON with an
// error code. Any other response, such as the 404 page of a proxy, says nothing about the requested object.
func (e *Error) FromAPI() bool { return e.Code != "" }

// Error returns the code, the message, the HTTP status and the request id in one line. Without a code, it describes
// the response and its server.
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

// source describes a response without a code.
func (e *Error) source() string {
	kind := e.ContentType
	switch {
	case kind == "":
		kind = "response"
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

// HasCode reports whether the error has one of the codes, ignoring case, in which the cloud is not consistent.
func (e *Error) HasCode(codes ...string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { return strings.EqualFold(code, e.Code) })
}

// HasCode reports whether err is an Error with one of the codes.
func HasCode(err error, codes ...string) bool {
	var e *Error
	return errors.As(err, &e) && e.HasCode(codes...)
}

// HasStatus reports whether err is an Error with the HTTP status.
func HasStatus(err error, status int) bool {
	var e *Error
	return errors.As(err, &e) && e.StatusCode == status
}

// CallError is a call without a usable response: the server could not be reached, the connection broke, or the
// response could not be decoded.
type CallError struct {
	Method      string
	URL         string
	NotExecuted bool   // the call cannot have been executed
	RequestID   string // of a response that could not be decoded
	Err         error
}

// Error returns the call and the cause.
func (e *CallError) Error() string {
	text := fmt.Sprintf("%s %s: %s", e.Method, e.URL, e.Err)
	if e.RequestID != "" {
		text += " (request id " + e.RequestID + ")"
	}
	return text
}

// Unwrap returns the cause.
func (e *CallError) Unwrap() error { return e.Err }

// AdvisedError is an error together with what to do next.
type AdvisedError struct {
	Err    error
	Advice string // one or more clauses, such as "check the password"
}

// Error returns the cause and the advice.
func (e *AdvisedError) Error() string { return fmt.Sprintf("%s; %s", e.Err, e.Advice) }

// Unwrap returns the cause.
func (e *AdvisedError) Unwrap() error { return e.Err }

// OutcomeUnknown reports whether a call that failed with err may have been executed: the response was lost, or it is
// from a gateway that does not know the result.
func OutcomeUnknown(err error) bool {
	var signIn *SignInError
	if errors.As(err, &signIn) {
		return false
	}
	var call *CallError
	if errors.As(err, &call) {
		return !call.NotExecuted
	}
	var response *Error
	if errors.As(err, &response) {
		return response.StatusCode >= http.StatusInternalServerError && response.transient() && !response.throttled()
	}
	return false
}

// Transient reports whether the same call may succeed later, after throttling, an outage or a lost response.
func Transient(err error) bool {
	var call *CallError
	if errors.As(err, &call) {
		return retryable(call.Err)
	}
	var response *Error
	return errors.As(err, &response) && (response.throttled() || response.transient())
}

// throttled reports whether the call was rejected because of a rate limit. It was not executed.
func (e *Error) throttled() bool {
	return e.StatusCode == http.StatusTooManyRequests || containsCode(knownCodes.Throttled, e.Code)
}

// transient reports whether the cloud has a fault. Some codes have the status 504 although the request is malformed.
func (e *Error) transient() bool {
	switch {
	case containsCode(knownCodes.Permanent, e.Code), e.StatusCode == http.StatusNotImplemented:
		return false
	default:
		return e.StatusCode >= http.StatusInternalServerError || containsCode(knownCodes.Temporary, e.Code)
	}
}

// unauthorized reports whether the token or signature was rejected.
func (e *Error) unauthorized() bool {
	return e.StatusCode == http.StatusUnauthorized || e.HasCode("APIGW.0301", "APIGW.0307")
}

// notSent reports whether err occurred before any part of the request was sent.
func notSent(err error) bool {
	var authorize *authorizeError
	var redirect *redirectError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var op *net.OpError
	return errors.As(err, &authorize) || errors.As(err, &redirect) || errors.As(err, &certificate) || errors.As(err, &record) ||
		(errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect"))
}
