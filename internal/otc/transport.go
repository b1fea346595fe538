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
	// attemptTimeout bounds one attempt of a call including its response. The API works asynchronously: it responds
	// within seconds or not at all.
	attemptTimeout = 60 * time.Second
	// maxIdlePerHost is how many idle connections to a host are kept. Terraform works on as many resources at once as
	// its -parallelism allows.
	maxIdlePerHost = 64
)

// newTransport returns a transport that verifies TLS certificates, unless insecure is set, and reuses connections.
func newTransport(options SenderOptions) (*http.Transport, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: options.Insecure} //nolint:gosec // requested by the user
	if len(options.CACertPEM) > 0 {
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(options.CACertPEM) {
			return nil, errors.New("the CA certificates contain no certificate in PEM format")
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
		MaxIdleConns:          2 * maxIdlePerHost,
		MaxIdleConnsPerHost:   maxIdlePerHost,
		IdleConnTimeout:       90 * time.Second,
		ExpectContinueTimeout: time.Second,
	}, nil
}

// redirectError is a redirect that was not followed, because net/http would send the token to the other host.
type redirectError struct{ from, to string }

func (e *redirectError) Error() string {
	return fmt.Sprintf("refused the redirect from %s to %s: only a GET is redirected, and only on the same host", e.from, e.to)
}

func checkRedirect(req *http.Request, via []*http.Request) error {
	first := via[0]
	sameHost := req.URL.Scheme == first.URL.Scheme && req.URL.Host == first.URL.Host
	if !sameHost || first.Method != http.MethodGet || len(via) > 3 {
		return &redirectError{from: first.URL.Redacted(), to: req.URL.Redacted()}
	}
	return nil
}

// sendState belongs to one call and is shared by its attempts.
type sendState struct {
	rule        Retry
	authorize   func(*http.Request) error
	sensitive   bool
	body        []byte
	notExecuted bool // the last attempt cannot have been executed, and another one follows
}

// retry reports whether another attempt follows one that failed.
func (s *sendState) retry(err error) bool {
	retry := s.rule.allows(err)
	s.notExecuted = retry && !OutcomeUnknown(err)
	return retry
}

type sendStateKey struct{}

// authorizeError is a failure to add credentials to a request.
type authorizeError struct{ err error }

func (e *authorizeError) Error() string { return e.err.Error() }
func (e *authorizeError) Unwrap() error { return e.err }

// attemptTransport sends one attempt. It authorizes a clone of the request, reads the whole response up to a limit, and
// logs the exchange. A truncated response is therefore an error of the attempt and can be retried like any other.
type attemptTransport struct {
	next  http.RoundTripper
	log   func(context.Context, Exchange)
	clock clock
}

func (t *attemptTransport) RoundTrip(original *http.Request) (*http.Response, error) {
	started := time.Now()
	state, _ := original.Context().Value(sendStateKey{}).(*sendState)
	if state == nil {
		return nil, errors.New("request was not made by a Sender")
	}
	state.notExecuted = false
	req := original.Clone(original.Context())
	if state.authorize != nil {
		if err := state.authorize(req); err != nil {
			return nil, &authorizeError{err}
		}
	}
	exchange := Exchange{Method: req.Method, URL: req.URL.Redacted()}
	if !state.sensitive {
		exchange.RequestBody = state.body
	}
	resp, err := t.next.RoundTrip(req)
	if err == nil {
		err = readAll(resp, &exchange, state.sensitive)
		exchange.StatusCode = resp.StatusCode
		exchange.RequestID = resp.Header.Get("X-Request-Id")
		t.clock.observe(resp.Header.Get("Date"))
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

// readAll reads the body of a response and replaces it with a copy in memory.
func readAll(resp *http.Response, exchange *Exchange, sensitive bool) error {
	defer resp.Body.Close() //nolint:errcheck // either read completely or discarded
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxResponseSize+1))
	if err != nil {
		return fmt.Errorf("the response ended after %d bytes: %w", len(body), err)
	}
	if len(body) > maxResponseSize {
		return errTooLarge
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if !sensitive {
		exchange.ResponseBody = body
	}
	return nil
}
