package otc

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"testing"
)

// outcome is how a failed attempt is classified.
type outcome struct {
	unknown     bool // it may have been executed
	transient   bool // the same call may succeed later
	safe        bool // an idempotent call is retried
	notExecuted bool // a call that creates something is retried
}

var (
	lasting     = outcome{}
	throttling  = outcome{transient: true, safe: true, notExecuted: true}
	outage      = outcome{unknown: true, transient: true, safe: true}
	passing     = outcome{transient: true, safe: true}
	unreachable = outcome{transient: true, safe: true, notExecuted: true}
	unreadable  = outcome{unknown: true}
)

func TestRetryRulesOfResponses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		response Error
		want     outcome
	}{
		"400":                  {Error{StatusCode: 400, Code: "EndPoint.0002"}, lasting},
		"401":                  {Error{StatusCode: 401, Code: "APIGW.0301"}, lasting},
		"403":                  {Error{StatusCode: 403, Code: "EndPoint.0004"}, lasting},
		"404":                  {Error{StatusCode: 404, Code: "EndPoint.0005"}, lasting},
		"409":                  {Error{StatusCode: 409}, lasting},
		"413":                  {Error{StatusCode: 413}, lasting},
		"429":                  {Error{StatusCode: 429}, throttling},
		"400 EndPoint.0022":    {Error{StatusCode: 400, Code: "EndPoint.0022"}, throttling},
		"400 endpoint.0022":    {Error{StatusCode: 400, Code: "endpoint.0022"}, throttling},
		"200 EndPoint.0022":    {Error{StatusCode: 200, Code: "EndPoint.0022"}, throttling},
		"503 EndPoint.0022":    {Error{StatusCode: 503, Code: "EndPoint.0022"}, throttling},
		"400 APIGW.0308":       {Error{StatusCode: 400, Code: "APIGW.0308"}, throttling},
		"429 APIGW.0308":       {Error{StatusCode: 429, Code: "APIGW.0308"}, throttling},
		"500":                  {Error{StatusCode: 500}, outage},
		"500 EndPoint.0001":    {Error{StatusCode: 500, Code: "EndPoint.0001"}, outage},
		"400 EndPoint.0001":    {Error{StatusCode: 400, Code: "EndPoint.0001"}, passing},
		"501":                  {Error{StatusCode: 501}, lasting},
		"502":                  {Error{StatusCode: 502}, outage},
		"503":                  {Error{StatusCode: 503}, outage},
		"504":                  {Error{StatusCode: 504}, outage},
		"504 EndPoint.0013":    {Error{StatusCode: 504, Code: "EndPoint.0013"}, outage},
		"504 EndPoint.0011":    {Error{StatusCode: 504, Code: "EndPoint.0011"}, lasting},
		"504 endpoint.0012":    {Error{StatusCode: 504, Code: "endpoint.0012"}, lasting},
		"a code of the future": {Error{StatusCode: 599, Code: "EndPoint.9999"}, outage},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkRules(t, &test.response, test.want)
			checkRules(t, fmt.Errorf("create: %w", &test.response), test.want)
		})
	}
}

func TestRetryRulesWithoutAResponse(t *testing.T) {
	t.Parallel()
	unknownHost := &net.DNSError{Err: "no such host", Name: "h", IsNotFound: true}
	busyResolver := &net.DNSError{Err: "server misbehaving", Name: "h", IsTemporary: true}
	tests := map[string]struct {
		err  error
		want outcome
	}{
		"nobody listens":   {errRefused, unreachable},
		"no way":           {&net.OpError{Op: "dial", Err: syscall.EHOSTUNREACH}, unreachable},
		"unknown host":     {&net.OpError{Op: "dial", Err: unknownHost}, lasting},
		"resolver is busy": {&net.OpError{Op: "dial", Err: busyResolver}, unreachable},
		"reset":            {errReset, outage},
		"broken pipe":      {&net.OpError{Op: "write", Err: syscall.EPIPE}, outage},
		"closed":           {io.EOF, outage},
		"broke off":        {fmt.Errorf("broke off: %w", io.ErrUnexpectedEOF), outage},
		"took too long":    {context.DeadlineExceeded, outage},
		"interrupted":      {context.Canceled, unreadable},
		"not JSON":         {fmt.Errorf("%w: <html>", errNotJSON), outage},
		"another format":   {fmt.Errorf("%w: no id", errFormat), unreadable},
		"too large":        {errTooLarge, unreadable},
		"redirect":         {&redirectError{from: "a", to: "b"}, lasting},
		"no credentials":   {&authorizeError{errors.New("no key")}, lasting},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://h/", nil)
			if err != nil {
				t.Fatal(err)
			}
			// As net/http returns it.
			checkRules(t, callError(req, &url.Error{Op: "Post", URL: "https://h/", Err: test.err}), test.want)
		})
	}
}

// If the TLS handshake failed, the request was not sent.
func TestRetryRulesOfRejectedCertificates(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"unknown authority": &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}},
		"not TLS":           tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			failed := &CallError{NotExecuted: notSent(err), Err: err}
			checkRules(t, failed, lasting)
		})
	}
}

func TestRetryRulesOfOtherErrors(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, errors.New("EndPoint.0022"), errReset} {
		checkRules(t, err, lasting)
	}
}

func TestAnUnknownRetryRuleAllowsNothing(t *testing.T) {
	t.Parallel()
	if Retry(9).allows(&Error{StatusCode: 429}) {
		t.Error("an unknown rule allows a retry")
	}
}

func checkRules(t *testing.T, err error, want outcome) {
	t.Helper()
	got := outcome{OutcomeUnknown(err), Transient(err), RetryIdempotent.allows(err), RetryNotExecuted.allows(err)}
	if got != want {
		t.Errorf("%v:\ngot  %+v\nwant %+v", err, got, want)
	}
	if RetryNever.allows(err) {
		t.Errorf("%v: a call that can be sent only once is retried", err)
	}
}
