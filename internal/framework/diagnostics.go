package framework

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// ErrorDiagnostic returns the diagnostic of an operation that failed with err.
//
// operation is a verb and a name, such as `create VPC Endpoint Service "web"`; advice says what to do next, and may be
// empty. The detail says what the API answered: code, HTTP status, request id.
func ErrorDiagnostic(operation string, err error, advice ...string) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Unable to "+operation, ErrorDetail(err, advice...))
}

// AttributeErrorDiagnostic is ErrorDiagnostic for an error that one attribute causes.
func AttributeErrorDiagnostic(at path.Path, operation string, err error, advice ...string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, "Unable to "+operation, ErrorDetail(err, advice...))
}

// ErrorDetail returns the text of err, the facts of the answer, and what to do next.
func ErrorDetail(err error, advice ...string) string {
	paragraphs := []string{sentence(err.Error())}
	var answer *otc.Error
	if errors.As(err, &answer) {
		paragraphs = append(paragraphs, answerFacts(answer))
		// Where the error is nothing but the answer, the facts below say it in full.
		if err.Error() == answer.Error() && answer.Message != "" {
			paragraphs[0] = "The API answered: " + sentence(answer.Message)
			if answeredBy(answer) != "" {
				paragraphs[0] = "The answer is not an API error: " + sentence(answer.Message)
			}
		}
	}
	for _, a := range advice {
		if a != "" {
			paragraphs = append(paragraphs, a)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

func answerFacts(e *otc.Error) string {
	lines := []string{}
	if e.Code != "" {
		lines = append(lines, "Code: "+e.Code)
	}
	lines = append(lines, strings.TrimSpace(fmt.Sprintf("HTTP status: %d %s", e.StatusCode, http.StatusText(e.StatusCode))))
	if by := answeredBy(e); by != "" {
		lines = append(lines, "Answered by: "+by)
	}
	if e.RequestID != "" {
		lines = append(lines, "Request id: "+e.RequestID)
	}
	return strings.Join(append(lines, "Call: "+e.Method+" "+e.URL), "\n")
}

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
