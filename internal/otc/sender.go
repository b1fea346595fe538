package otc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// SenderOptions configure the connections to the cloud.
type SenderOptions struct {
	UserAgent     string
	MaxRetries    int    // attempts of each call after the first
	Insecure      bool   // TLS certificates are not verified
	CACertPEM     []byte // trusted instead of the system's
	ClientCertPEM []byte
	ClientKeyPEM  []byte
	Secrets       []Secret                        // redacted in errors
	Log           func(context.Context, Exchange) // called for each attempt; nil for none
}

// Exchange is one attempt of a call, for the log. It has no headers, because they contain the credentials.
type Exchange struct {
	Method       string
	URL          string
	StatusCode   int // 0 without a response
	RequestID    string
	Duration     time.Duration
	RequestBody  []byte // nil if the bodies contain secrets
	ResponseBody []byte
	Err          error
}

// Sender sends HTTP requests, retries them if that is safe, and decodes the cloud's errors. It has no credentials of
// its own. It is safe for concurrent use.
type Sender struct {
	client     *retryablehttp.Client
	userAgent  string
	secrets    []Secret
	maxRetries int
	clock      clock
}

// NewSender returns a Sender. It does not open a connection.
func NewSender(options SenderOptions) (*Sender, error) {
	transport, err := newTransport(options)
	if err != nil {
		return nil, err
	}
	s := &Sender{userAgent: options.UserAgent, secrets: options.Secrets, maxRetries: options.MaxRetries, clock: newClock()}
	s.client = &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport:     &attemptTransport{next: transport, log: options.Log, clock: s.clock},
			CheckRedirect: checkRedirect,
			Timeout:       attemptTimeout,
		},
		RetryMax:     options.MaxRetries,
		RetryWaitMin: minBackoff,
		RetryWaitMax: maxBackoff,
		Backoff:      backoff,
		CheckRetry:   s.checkRetry,
		// Without it, retryablehttp drops the last response, and the error in it, after the last attempt.
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	return s, nil
}

// MaxRetries returns how often a call is retried at most.
func (s *Sender) MaxRetries() int { return s.maxRetries }

// CloudTime converts a time of this machine's clock to the cloud's clock, according to its last response.
func (s *Sender) CloudTime(local time.Time) time.Time { return local.Add(s.clock.offset()) }

// Request is one call.
type Request struct {
	Method    string
	URL       string // absolute, including the query
	Header    http.Header
	Body      any                       // sent as JSON; nil for none
	Out       any                       // the JSON response is decoded into it; nil to ignore the response
	EmptyOK   bool                      // a successful response may be empty, which leaves Out unchanged
	Retry     Retry                     // when a failed attempt may be retried
	Authorize func(*http.Request) error // adds credentials to each attempt
	Sensitive bool                      // the bodies contain secrets and are never logged
}

// Response is a response without its body.
type Response struct {
	StatusCode int
	Header     http.Header
}

// Send sends a request and retries it if Retry allows it. It returns an *Error for an error response, and a *CallError
// without a usable response.
func (s *Sender) Send(ctx context.Context, req Request) (*Response, error) {
	state := &sendState{rule: req.Retry, authorize: req.Authorize, sensitive: req.Sensitive}
	httpReq, err := s.newRequest(context.WithValue(ctx, sendStateKey{}, state), req, state)
	if err != nil {
		return nil, &CallError{Method: req.Method, URL: req.URL, NotExecuted: true, Err: err}
	}
	resp, err := s.client.Do(httpReq)
	if err != nil {
		e := callError(httpReq.Request, err)
		// Interrupted while waiting for the next attempt, after one that was not executed.
		e.NotExecuted = e.NotExecuted || state.notExecuted
		return nil, e
	}
	defer resp.Body.Close() //nolint:errcheck // already in memory
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, callError(httpReq.Request, err)
	}
	secrets := s.secretsOf(resp)
	if e := responseError(resp.StatusCode, resp.Header, body, secrets...); e != nil {
		e.Method, e.URL = httpReq.Method, httpReq.URL.Redacted()
		return nil, e
	}
	out := req.Out
	if req.EmptyOK && len(body) == 0 {
		out = nil
	}
	if err := decode(body, out, secrets...); err != nil {
		e := callError(httpReq.Request, fmt.Errorf("HTTP %d: %w", resp.StatusCode, err))
		e.RequestID = resp.Header.Get("X-Request-Id")
		return nil, e
	}
	return &Response{StatusCode: resp.StatusCode, Header: resp.Header}, nil
}

func (s *Sender) newRequest(ctx context.Context, req Request, state *sendState) (*retryablehttp.Request, error) {
	var raw any
	if req.Body != nil {
		encoded, err := encode(req.Body)
		if err != nil {
			return nil, err
		}
		state.body, raw = encoded, encoded
	}
	httpReq, err := retryablehttp.NewRequestWithContext(ctx, req.Method, req.URL, raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errInvalidRequest, err)
	}
	for name, values := range req.Header {
		httpReq.Header[name] = values
	}
	httpReq.Header.Set("Accept", "application/json")
	if s.userAgent != "" {
		httpReq.Header.Set("User-Agent", s.userAgent)
	}
	if raw != nil {
		httpReq.Header.Set("Content-Type", "application/json")
	}
	return httpReq, nil
}

// encode returns JSON in which < > & are not escaped, without a newline at the end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("%w: %w", errInvalidRequest, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// checkRetry is a retryablehttp.CheckRetry: it decides after each attempt whether another one follows.
func (s *Sender) checkRetry(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if ctx.Err() != nil {
		if resp != nil {
			_ = resp.Body.Close()
		}
		return false, ctx.Err()
	}
	state, _ := ctx.Value(sendStateKey{}).(*sendState)
	if state == nil {
		return false, nil
	}
	if err != nil {
		return state.retry(&CallError{NotExecuted: notSent(err), Err: err}), nil
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return false, fmt.Errorf("read the response: %w", err)
	}
	_ = resp.Body.Close() // stops the timer of the attempt, which would otherwise run for a minute
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if e := responseError(resp.StatusCode, resp.Header, body); e != nil {
		return state.retry(e), nil
	}
	// A successful response with HTML is from a gateway, not from the service. An empty one is never a reason to retry;
	// Send decides whether the call accepts it.
	if len(body) > 0 && !json.Valid(body) {
		return state.retry(&CallError{Err: errNotJSON}), nil
	}
	return false, nil
}

// secretsOf returns the secrets to redact in the error of a response, which may repeat the headers of the request.
func (s *Sender) secretsOf(resp *http.Response) []Secret {
	secrets := slices.Clone(s.secrets)
	if resp.Request != nil {
		for _, name := range []string{"X-Auth-Token", "X-Subject-Token", "X-Security-Token", "Authorization"} {
			secrets = append(secrets, Secret(resp.Request.Header.Get(name)))
		}
	}
	for _, secret := range slices.Clone(secrets) {
		secrets = append(secrets, encodings(secret)...)
	}
	return secrets
}

// encodings returns the forms of a secret in JSON and HTML if they differ from the secret.
func encodings(secret Secret) []Secret {
	text := secret.Reveal()
	var encoded []Secret
	for _, encode := range []func(any) ([]byte, error){encode, json.Marshal} {
		if quoted, err := encode(text); err == nil && string(quoted) != `"`+text+`"` {
			encoded = append(encoded, Secret(quoted[1:len(quoted)-1]))
		}
	}
	if escaped := html.EscapeString(text); escaped != text {
		encoded = append(encoded, Secret(escaped))
	}
	return encoded
}

// callError returns the error of a call without a response. It drops the URL that net/http adds to its errors.
func callError(req *http.Request, err error) *CallError {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return &CallError{Method: req.Method, URL: req.URL.Redacted(), NotExecuted: notSent(err), Err: err}
}
