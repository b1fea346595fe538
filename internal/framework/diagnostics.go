package framework

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// ErrorDiagnostic returns the diagnostic of an operation that failed with err.
//
// operation is a verb and a name, such as `create VPC Endpoint Service "web"`; advice says what to do next, and may be
// empty. See ErrorDetail.
func ErrorDiagnostic(operation string, err error, advice ...string) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Unable to "+operation, ErrorDetail(err, advice...))
}

// AttributeErrorDiagnostic is ErrorDiagnostic for an error that one attribute causes.
func AttributeErrorDiagnostic(at path.Path, operation string, err error, advice ...string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, "Unable to "+operation, ErrorDetail(err, advice...))
}

// ErrorDetail returns the cause, what to do next, and the facts of the call: error code, HTTP status, request id, method and
// address. A failed sign-in, which all resources have in common, is only described once.
func ErrorDetail(err error, advice ...string) string {
	var signIn *otc.SignInError
	if errors.As(err, &signIn) && !signIn.ReportFirst() {
		return "Signing in failed, as described in another error."
	}
	text := err.Error()
	var facts string
	var call *otc.CallError
	var answer *otc.Error
	switch {
	case errors.As(err, &answer):
		text, facts = answerCause(text, answer), answerFacts(answer)
	case errors.As(err, &call):
		text, facts = strings.Replace(text, call.Error(), call.Err.Error(), 1), callFacts(call)
	}
	var advised *otc.AdvisedError
	if errors.As(err, &advised) {
		text = strings.Replace(text, "; "+advised.Advice, "", 1)
		advice = append([]string{sentence(advised.Advice)}, advice...)
	}
	paragraphs := append([]string{sentence(plain.Replace(text))}, advice...)
	if signIn != nil {
		paragraphs = append(paragraphs, signIn.Settings)
	}
	paragraphs = append(paragraphs, facts)
	return strings.Join(slices.DeleteFunc(paragraphs, func(p string) bool { return p == "" }), "\n\n")
}

// plain replaces the texts of Go for the end of a context.
var plain = strings.NewReplacer(context.DeadlineExceeded.Error(), "timed out", context.Canceled.Error(), "interrupted")

// answerCause replaces the description of an error response in a text with what it says, without the facts.
func answerCause(text string, e *otc.Error) string {
	says := e.Message
	switch {
	case says == "":
		says = strings.TrimSpace(fmt.Sprintf("HTTP %d %s", e.StatusCode, http.StatusText(e.StatusCode)))
	case text == e.Error() && !fromAPI(e):
		return "The response is not from the API: " + sentence(says)
	case text == e.Error():
		return "The API answered: " + sentence(says)
	}
	return strings.Replace(text, e.Error(), says, 1)
}

func answerFacts(e *otc.Error) string {
	lines := []string{}
	if e.Code != "" {
		lines = append(lines, "Code: "+e.Code)
	}
	lines = append(lines, strings.TrimSpace(fmt.Sprintf("HTTP status: %d %s", e.StatusCode, http.StatusText(e.StatusCode))))
	if by := answeredBy(e); by != "" {
		lines = append(lines, "Response from: "+by)
	}
	if e.RequestID != "" {
		lines = append(lines, "Request id: "+e.RequestID)
	}
	return strings.Join(append(lines, "Call: "+e.Method+" "+shortURL(e.URL)), "\n")
}

// callFacts are the facts of a call without a usable response.
func callFacts(e *otc.CallError) string {
	facts := "Call: " + e.Method + " " + shortURL(e.URL)
	if e.RequestID != "" {
		facts = "Request id: " + e.RequestID + "\n" + facts
	}
	return facts
}

var projectID = regexp.MustCompile(`/[0-9a-f]{32}(/|$)`)

// shortURL leaves out the query of a URL and the id of the project in it, which the request id implies.
func shortURL(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return projectID.ReplaceAllString(address, "/…$1")
}

func fromAPI(e *otc.Error) bool { return answeredBy(e) == "" }

// answeredBy names what gave an answer that is not the API's. It is "" for an answer of the API, and where the
// answer says nothing about its source.
func answeredBy(e *otc.Error) string {
	switch {
	case e.FromAPI():
		return ""
	case e.ContentType == "":
		return e.Server
	case e.Server == "":
		return "unknown server (" + e.ContentType + ")"
	default:
		return e.Server + " (" + e.ContentType + ")"
	}
}

var firstWord = regexp.MustCompile(`^[a-z]+ `)

// sentence begins with a capital, unless it begins with an id, and ends with a full stop.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if word := firstWord.FindString(text); word != "" {
		text = strings.ToUpper(word[:1]) + text[1:]
	}
	if text == "" || strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}
