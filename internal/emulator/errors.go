package emulator

import (
	"fmt"
	"net/http"
	"strings"
)

// refusalError is a call that is answered with an error, in the form of the part of the cloud that refuses it.
type refusalError struct {
	status  int
	code    string
	message string
	form    errorForm
}

type errorForm int

const (
	formVPCEP errorForm = iota
	formGateway
	formIAM
)

func (r *refusalError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s %s", r.status, r.code, r.message))
}

// body returns the JSON form of the refusal.
func (r *refusalError) body(requestID string) any {
	switch r.form {
	case formGateway:
		return map[string]any{"error_code": r.code, "error_msg": r.message, "request_id": requestID}
	case formIAM:
		return map[string]any{"error": map[string]any{
			"code": r.status, "message": r.message, "title": http.StatusText(r.status),
		}}
	case formVPCEP:
		return map[string]any{"error_code": r.code, "error_msg": r.message}
	}
	return nil
}

// Error codes of the gateway in front of the service.
const (
	codeUnauthorized = "APIGW.0301"
	codeThrottled    = "APIGW.0308"
	codeNoSuchAPI    = "APIGW.0101"
)

// known holds what the emulator says for an error code by default, in its own words. Codes that are not listed are
// answered with status 400.
var known = map[string]struct {
	status  int
	message string
}{
	"APIGW.0101":    {http.StatusNotFound, "there is no such API"},
	"APIGW.0301":    {http.StatusUnauthorized, "the IAM authentication information is not accepted"},
	"APIGW.0307":    {http.StatusUnauthorized, "the token has to be renewed"},
	"APIGW.0308":    {http.StatusTooManyRequests, "too many requests in this period"},
	"EndPoint.0001": {http.StatusInternalServerError, "something failed inside, try it again"},
	"EndPoint.0002": {http.StatusBadRequest, "a parameter is wrong"},
	"EndPoint.0003": {http.StatusUnauthorized, "authentication failed"},
	"EndPoint.0004": {http.StatusForbidden, "not allowed"},
	"EndPoint.0005": {http.StatusNotFound, "no such resource"},
	"EndPoint.0011": {http.StatusGatewayTimeout, "there is no request body"},
	"EndPoint.0012": {http.StatusGatewayTimeout, "a request header is missing"},
	"EndPoint.0013": {http.StatusGatewayTimeout, "the call took too long"},
	"EndPoint.0022": {http.StatusBadRequest, "too many requests, try it later"},
	"EndPoint.2006": {http.StatusNotFound, "no such endpoint"},
	"EndPoint.2007": {http.StatusNotFound, "nothing is known of the endpoint"},
	"EndPoint.2008": {http.StatusNotFound, "the endpoint has been deleted"},
	"EndPoint.3001": {http.StatusBadRequest, "the port could not be created"},
	"EndPoint.3005": {http.StatusBadRequest, "the service could not be deleted"},
	"EndPoint.3006": {http.StatusBadRequest, "the service is in use"},
	"EndPoint.3045": {http.StatusBadRequest, "the service cannot be changed in its present status"},
}

// refuse answers an error of VPCEP with a code and its usual status.
func refuse(code, format string, args ...any) *refusalError {
	r := byCode(code)
	r.message = fmt.Sprintf(format, args...)
	return r
}

// byCode returns the usual error of a code.
func byCode(code string) *refusalError {
	r := &refusalError{status: http.StatusBadRequest, code: code, message: "refused"}
	if k, ok := known[code]; ok {
		r.status, r.message = k.status, k.message
	}
	if strings.HasPrefix(code, "APIGW.") {
		r.form = formGateway
	}
	return r
}

// refuseIAM answers an error of IAM.
func refuseIAM(status int, format string, args ...any) *refusalError {
	return &refusalError{status: status, form: formIAM, message: fmt.Sprintf(format, args...)}
}

func notFound(what, id string) *refusalError {
	return refuse("EndPoint.0005", "there is no %s %q", what, id)
}
