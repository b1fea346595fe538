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

// Repeat says when a call that failed may be sent again.
type Repeat int

const (
	// RepeatSafe is for idempotent calls: after throttling, a fault of the cloud, a lost answer.
	RepeatSafe Repeat = iota
	// RepeatUndone is for calls that create: only where the call surely was not executed.
	RepeatUndone
	// RepeatNever is for calls that can be made once, such as a login with a one-time password.
	RepeatNever
)

const (
	firstBackoff   = 500 * time.Millisecond
	longestBackoff = 20 * time.Second
	// retryAfterMax caps what an answer may ask to wait.
	retryAfterMax = 30 * time.Second
)

// again decides whether a failed attempt is followed by another.
func (r Repeat) again(err error) bool {
	switch r {
	case RepeatNever:
		return false
	case RepeatUndone:
		var answer *Error
		if errors.As(err, &answer) {
			return answer.throttled()
		}
		var call *CallError
		return errors.As(err, &call) && call.Undone && repeatable(call.Err)
	case RepeatSafe:
		return Transient(err)
	default:
		return false
	}
}

// repeatable tells whether a call without a usable answer can fare better next time. A wrong
// certificate, an unknown host or a redirect stays what it is.
func repeatable(err error) bool {
	var (
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		dns         *net.DNSError
		redirect    *redirectError
		authorize   *authorizeError
	)
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, errTooLarge), errors.Is(err, errForm), errors.Is(err, errUnsendable):
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

// backoff waits as the answer asks, in seconds or until a date, and otherwise twice as long each
// time, with jitter so that calls which failed together do not come back together. Its shape is
// that of retryablehttp.Backoff.
func backoff(minimum, maximum time.Duration, attempt int, resp *http.Response) time.Duration {
	if resp != nil {
		now := time.Now()
		// A date is by the cloud's clock.
		if there, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
			now = there
		}
		if wait, ok := retryAfter(resp.Header.Get("Retry-After"), now); ok {
			return wait
		}
	}
	wait := maximum
	if attempt < 16 {
		wait = min(maximum, minimum<<attempt)
	}
	return wait/2 + rand.N(wait/2+1) //nolint:gosec // jitter needs no secrecy
}

func retryAfter(value string, now time.Time) (time.Duration, bool) {
	if value == "" {
		return 0, false
	}
	var wait time.Duration
	if seconds, err := strconv.Atoi(value); err == nil {
		wait = time.Duration(min(seconds, int(retryAfterMax/time.Second))) * time.Second
	} else if date, err := http.ParseTime(value); err == nil {
		wait = date.Sub(now)
	} else {
		return 0, false
	}
	return min(max(wait, 0), retryAfterMax), true
}
