package otc

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

const (
	dialTimeout = 10 * time.Second
	// attemptTimeout bounds one attempt of a call, its answer included. The API's calls are
	// asynchronous: they answer within seconds or not at all.
	attemptTimeout = 60 * time.Second
	// idleConnections is how many connections to one host are kept for the next call; Terraform
	// works on as many resources at once as its -parallelism says.
	idleConnections = 64
)

// newTransport makes the connections: TLS verified unless told otherwise, kept alive and shared.
func newTransport(options SenderOptions) (*http.Transport, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: options.Insecure} //nolint:gosec // asked for by the user
	if len(options.CACertPEM) > 0 {
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(options.CACertPEM) {
			return nil, errors.New("the CA certificates hold no certificate in PEM form")
		}
	}
	if len(options.ClientCertPEM) > 0 {
		pair, err := tls.X509KeyPair(options.ClientCertPEM, options.ClientKeyPEM)
		if err != nil {
			return nil, fmt.Errorf("client certificate and key: %w", err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:       config,
		TLSHandshakeTimeout:   dialTimeout,
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          2 * idleConnections,
		MaxIdleConnsPerHost:   idleConnections,
		IdleConnTimeout:       90 * time.Second,
		ExpectContinueTimeout: time.Second,
	}, nil
}

// redirectError refuses a redirect: go would carry the token to the other host.
type redirectError struct{ from, to string }

func (e *redirectError) Error() string {
	return fmt.Sprintf("refused a redirect from %s to %s: credentials stay with the host they were meant for", e.from, e.to)
}

func checkRedirect(req *http.Request, via []*http.Request) error {
	first := via[0]
	sameHost := req.URL.Scheme == first.URL.Scheme && req.URL.Host == first.URL.Host
	if !sameHost || first.Method != http.MethodGet || len(via) > 3 {
		return &redirectError{from: first.URL.Redacted(), to: req.URL.Redacted()}
	}
	return nil
}

// attempt is what one call asks of each of its attempts.
type attempt struct {
	repeat    Repeat
	authorize func(*http.Request) error
	sensitive bool
	body      []byte
	undone    bool // another attempt follows one that was not executed
}

// again decides whether a failed attempt is followed by another.
func (a *attempt) again(err error) bool {
	again := a.repeat.again(err)
	a.undone = again && !OutcomeUnknown(err)
	return again
}

type attemptKey struct{}

// authorizeError is a failure to put credentials on a request.
type authorizeError struct{ err error }

func (e *authorizeError) Error() string { return e.err.Error() }
func (e *authorizeError) Unwrap() error { return e.err }

// attemptTransport sends one attempt: it authorizes a clone of the request, reads the answer to its
// end, bounded, and reports the exchange. An answer that breaks off is thus an error of the
// attempt, and can be repeated like any other.
type attemptTransport struct {
	next  http.RoundTripper
	log   func(context.Context, Exchange)
	clock clock
}

func (t *attemptTransport) RoundTrip(original *http.Request) (*http.Response, error) {
	started := time.Now()
	asked, _ := original.Context().Value(attemptKey{}).(*attempt)
	if asked == nil {
		return nil, errors.New("request was not made by a Sender")
	}
	asked.undone = false
	req := original.Clone(original.Context())
	if asked.authorize != nil {
		if err := asked.authorize(req); err != nil {
			return nil, &authorizeError{err}
		}
	}
	exchange := Exchange{Method: req.Method, URL: req.URL.Redacted()}
	if !asked.sensitive {
		exchange.RequestBody = asked.body
	}
	resp, err := t.next.RoundTrip(req)
	if err == nil {
		err = readAll(resp, &exchange, asked.sensitive)
		exchange.StatusCode = resp.StatusCode
		exchange.RequestID = resp.Header.Get("X-Request-Id")
		t.clock.saw(resp.Header.Get("Date"))
	}
	exchange.Err, exchange.Duration = err, time.Since(started)
	if t.log != nil {
		t.log(original.Context(), exchange)
	}
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// readAll replaces the body of an answer with what was read of it.
func readAll(resp *http.Response, exchange *Exchange, sensitive bool) error {
	defer resp.Body.Close() //nolint:errcheck // read to its end already, or given up
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return fmt.Errorf("the answer broke off after %d bytes: %w", len(body), err)
	}
	if len(body) > maxAnswer {
		return errTooLarge
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if !sensitive {
		exchange.ResponseBody = body
	}
	return nil
}
