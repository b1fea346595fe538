package emulator

import (
	"fmt"
	"net/http"
	"strings"
)

// apiError is an error that the API returns to the client.
type apiError struct {
	status  int
	code    string
	message string
	format  errorFormat
}

// errorFormat is the JSON format of an error: IAM, VPCEP and the API gateway each have their own.
type errorFormat int

const (
	formatVPCEP errorFormat = iota
	formatGateway
	formatIAM
)

func (e *apiError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s %s", e.status, e.code, e.message))
}

// body returns the error's JSON body.
func (e *apiError) body(requestID string) any {
	switch e.format {
	case formatGateway:
		return map[string]any{"error_code": e.code, "error_msg": e.message, "request_id": requestID}
	case formatIAM:
		return map[string]any{"error": map[string]any{
			"code": e.status, "message": e.message, "title": http.StatusText(e.status),
		}}
	case formatVPCEP:
		return map[string]any{"error_code": e.code, "error_msg": e.message}
	}
	return nil
}

// Error codes of the API gateway.
const (
	codeUnauthorized = "APIGW.0301"
	codeThrottled    = "APIGW.0308"
	codeNoSuchAPI    = "APIGW.0101"
)

// defaultErrors holds the HTTP status and the default message for error codes. The messages are the emulator's own,
// not the real cloud's. A code that is missing here has status 400.
var defaultErrors = map[string]struct {
	status  int
	message string
}{
	"APIGW.0101":    {http.StatusNotFound, "there is no such API"},
	"APIGW.0301":    {http.StatusUnauthorized, "the IAM authentication information is invalid"},
	"APIGW.0307":    {http.StatusUnauthorized, "the token must be renewed"},
	"APIGW.0308":    {http.StatusTooManyRequests, "too many requests in this period"},
	"EndPoint.0001": {http.StatusInternalServerError, "internal error, try again"},
	"EndPoint.0002": {http.StatusBadRequest, "a parameter is invalid"},
	"EndPoint.0003": {http.StatusUnauthorized, "authentication failed"},
	"EndPoint.0004": {http.StatusForbidden, "not allowed"},
	"EndPoint.0005": {http.StatusNotFound, "no such resource"},
	"EndPoint.0011": {http.StatusGatewayTimeout, "there is no request body"},
	"EndPoint.0012": {http.StatusGatewayTimeout, "a request header is missing"},
	"EndPoint.0013": {http.StatusGatewayTimeout, "the call took too long"},
	"EndPoint.0022": {http.StatusBadRequest, "too many requests, try again later"},
	"EndPoint.2006": {http.StatusNotFound, "no such endpoint"},
	"EndPoint.2007": {http.StatusNotFound, "the endpoint is unknown"},
	"EndPoint.2008": {http.StatusNotFound, "the endpoint has been deleted"},
	"EndPoint.3001": {http.StatusBadRequest, "the port could not be created"},
	"EndPoint.3005": {http.StatusBadRequest, "the service could not be deleted"},
	"EndPoint.3006": {http.StatusBadRequest, "the service is in use"},
	"EndPoint.3045": {http.StatusBadRequest, "the service cannot be changed in its current status"},
}

// apiErrorf returns a VPCEP or gateway error with the code's status and a formatted message.
func apiErrorf(code, format string, args ...any) *apiError {
	e := errorByCode(code)
	e.message = fmt.Sprintf(format, args...)
	return e
}

// errorByCode returns the default error for a code.
func errorByCode(code string) *apiError {
	e := &apiError{status: http.StatusBadRequest, code: code, message: "the request is invalid"}
	if d, ok := defaultErrors[code]; ok {
		e.status, e.message = d.status, d.message
	}
	if strings.HasPrefix(code, "APIGW.") {
		e.format = formatGateway
	}
	return e
}

// iamErrorf returns an IAM error with a formatted message.
func iamErrorf(status int, format string, args ...any) *apiError {
	return &apiError{status: status, format: formatIAM, message: fmt.Sprintf(format, args...)}
}

func notFoundError(what, id string) *apiError {
	return apiErrorf("EndPoint.0005", "there is no %s %q", what, id)
}
