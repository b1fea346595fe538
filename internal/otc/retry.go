package otc

import (
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Retry says when a failed call may be retried.
type Retry int

const (
	// RetryIdempotent retries after throttling, an outage or a lost response. It is for idempotent calls.
	RetryIdempotent Retry = iota
	// RetryNotExecuted retries only if the call cannot have been executed. It is for calls that create something.
	RetryNotExecuted
	// RetryNever is for calls that can be sent only once, such as a login with a one-time password.
	RetryNever
)

const (
	minBackoff = 500 * time.Millisecond
	maxBackoff = 20 * time.Second
	// maxRetryAfter caps the Retry-After header of a response.
	maxRetryAfter = 30 * time.Second
)

// allows reports whether the call may be retried after err.
func (r Retry) allows(err error) bool {
	switch r {
	case RetryNever:
		return false
	case RetryNotExecuted:
		var response *Error
		if errors.As(err, &response) {
			return response.throttled()
		}
		var call *CallError
		return errors.As(err, &call) && call.NotExecuted && retryable(call.Err)
	case RetryIdempotent:
		return Transient(err)
	default:
		return false
	}
}

// retryable reports whether a call without a usable response may succeed next time. A wrong certificate, an unknown
// host or a redirect is permanent.
func retryable(err error) bool {
	var (
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		dns         *net.DNSError
		redirect    *redirectError
		authorize   *authorizeError
	)
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, errTooLarge), errors.Is(err, errFormat), errors.Is(err, errInvalidRequest):
		return false
	case errors.As(err, &certificate), errors.As(err, &record), errors.As(err, &redirect),
		errors.As(err, &authorize):
		return false
	case errors.As(err, &dns):
		return !dns.IsNotFound
	default:
		return true
	}
}

// backoff is a retryablehttp.Backoff. It honours Retry-After, in seconds or as a date. Otherwise the delay doubles each
// time, with jitter, so that calls which failed together are not retried together.
func backoff(minimum, maximum time.Duration, attempt int, resp *http.Response) time.Duration {
	if resp != nil {
		now := time.Now()
		// A date in Retry-After is by the cloud's clock.
		if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
			now = date
		}
		if wait, ok := retryAfter(resp.Header.Get("Retry-After"), now); ok {
			return wait
		}
	}
	wait := maximum
	if attempt < 16 {
		wait = min(maximum, minimum<<attempt)
	}
	return wait/2 + rand.N(wait/2+1) //nolint:gosec // jitter need not be unpredictable
}

func retryAfter(value string, now time.Time) (time.Duration, bool) {
	if value == "" {
		return 0, false
	}
	var wait time.Duration
	if seconds, err := strconv.Atoi(value); err == nil {
		wait = time.Duration(min(seconds, int(maxRetryAfter/time.Second))) * time.Second
	} else if date, err := http.ParseTime(value); err == nil {
		wait = date.Sub(now)
	} else {
		return 0, false
	}
	return min(max(wait, 0), maxRetryAfter), true
}
