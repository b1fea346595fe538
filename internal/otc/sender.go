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

// SenderOptions say how the cloud is reached.
type SenderOptions struct {
	UserAgent     string
	MaxRetries    int    // attempts after the first, of each call
	Insecure      bool   // TLS certificates are not verified
	CACertPEM     []byte // trusted instead of the system's
	ClientCertPEM []byte
	ClientKeyPEM  []byte
	Secrets       []Secret                        // blotted out wherever an answer repeats them
	Log           func(context.Context, Exchange) // told of each attempt; nil for none
}

// Exchange is one attempt of a call, for the log. It has no headers: they carry the credentials.
type Exchange struct {
	Method       string
	URL          string
	StatusCode   int // 0 where nothing came back
	RequestID    string
	Duration     time.Duration
	RequestBody  []byte // nil where bodies hold secrets
	ResponseBody []byte
	Err          error
}

// Sender performs HTTP calls, repeats them where that is safe, and decodes the cloud's errors. It knows no
// credentials. It is safe for concurrent use.
type Sender struct {
	client     *retryablehttp.Client
	userAgent  string
	secrets    []Secret
	maxRetries int
	clock      clock
}

// NewSender makes a Sender; it opens no connection.
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
		RetryWaitMin: firstBackoff,
		RetryWaitMax: longestBackoff,
		Backoff:      backoff,
		CheckRetry:   s.checkRetry,
		// Without it the last answer's body, and the error in it, is lost when attempts run out.
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	return s, nil
}

// MaxRetries is how often a call is repeated at most.
func (s *Sender) MaxRetries() int { return s.maxRetries }

// CloudTime gives what a time of this machine's clock is by the cloud's, as its last answer told it.
func (s *Sender) CloudTime(local time.Time) time.Time { return local.Add(s.clock.ahead()) }

// Request is one call.
type Request struct {
	Method    string
	URL       string // absolute, query included
	Header    http.Header
	Body      any                       // sent as JSON; nil for none
	Out       any                       // a JSON answer is decoded here; nil where the answer does not matter
	EmptyOK   bool                      // an empty answer of success leaves Out as it is, instead of being an error
	Repeat    Repeat                    // whether a failed attempt may be followed by another
	Authorize func(*http.Request) error // puts credentials on each attempt
	Sensitive bool                      // the bodies hold secrets and are never logged
}

// Response is what an answer says beside its body.
type Response struct {
	StatusCode int
	Header     http.Header
}

// Send makes a call and repeats it as allowed. An answer that reports a fault is an *Error; a call
// without a usable answer is a *CallError.
func (s *Sender) Send(ctx context.Context, req Request) (*Response, error) {
	asked := &attempt{repeat: req.Repeat, authorize: req.Authorize, sensitive: req.Sensitive}
	httpReq, err := s.newRequest(context.WithValue(ctx, attemptKey{}, asked), req, asked)
	if err != nil {
		return nil, &CallError{Method: req.Method, URL: req.URL, Undone: true, Err: err}
	}
	resp, err := s.client.Do(httpReq)
	if err != nil {
		e := callError(httpReq.Request, err)
		// Interrupted between two attempts, of which the first was not executed.
		e.Undone = e.Undone || asked.undone
		return nil, e
	}
	defer resp.Body.Close() //nolint:errcheck // holds what was read already
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, callError(httpReq.Request, err)
	}
	secrets := s.secretsOf(resp)
	if e := answerError(resp.StatusCode, resp.Header, body, secrets...); e != nil {
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

func (s *Sender) newRequest(ctx context.Context, req Request, asked *attempt) (*retryablehttp.Request, error) {
	var raw any
	if req.Body != nil {
		encoded, err := encode(req.Body)
		if err != nil {
			return nil, err
		}
		asked.body, raw = encoded, encoded
	}
	httpReq, err := retryablehttp.NewRequestWithContext(ctx, req.Method, req.URL, raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUnsendable, err)
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

// encode writes JSON as the API expects it: < > & as they are, no newline at the end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("%w: %w", errUnsendable, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// checkRetry decides after each attempt whether another follows. Its shape is that of
// retryablehttp.CheckRetry.
func (s *Sender) checkRetry(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if ctx.Err() != nil {
		if resp != nil {
			_ = resp.Body.Close()
		}
		return false, ctx.Err()
	}
	asked, _ := ctx.Value(attemptKey{}).(*attempt)
	if asked == nil {
		return false, nil
	}
	if err != nil {
		return asked.again(&CallError{Undone: notSent(err), Err: err}), nil
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return false, fmt.Errorf("read the answer: %w", err)
	}
	_ = resp.Body.Close() // ends the timer of the attempt, which would live on for a minute
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if e := answerError(resp.StatusCode, resp.Header, body); e != nil {
		return asked.again(e), nil
	}
	// A page of HTML with a status of success is a gateway's, not the service's. An empty one is never a
	// reason to repeat the call; whether the call accepts it is decided in Send.
	if len(body) > 0 && !json.Valid(body) {
		return asked.again(&CallError{Err: errNotJSON}), nil
	}
	return false, nil
}

// secretsOf are the secrets that an answer must not make an error show.
func (s *Sender) secretsOf(resp *http.Response) []Secret {
	secrets := slices.Clone(s.secrets)
	if resp.Request != nil {
		for _, name := range []string{"X-Auth-Token", "X-Subject-Token", "X-Security-Token", "Authorization"} {
			secrets = append(secrets, Secret(resp.Request.Header.Get(name)))
		}
	}
	for _, secret := range slices.Clone(secrets) {
		secrets = append(secrets, spellings(secret)...)
	}
	return secrets
}

// spellings are how a secret looks inside JSON and HTML, where that is another than its own.
func spellings(secret Secret) []Secret {
	text := secret.Reveal()
	var others []Secret
	for _, spell := range []func(any) ([]byte, error){encode, json.Marshal} {
		if quoted, err := spell(text); err == nil && string(quoted) != `"`+text+`"` {
			others = append(others, Secret(quoted[1:len(quoted)-1]))
		}
	}
	if escaped := html.EscapeString(text); escaped != text {
		others = append(others, Secret(escaped))
	}
	return others
}

// callError names the call that got no answer, without the address that net/http repeats in its own errors.
func callError(req *http.Request, err error) *CallError {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return &CallError{Method: req.Method, URL: req.URL.Redacted(), Undone: notSent(err), Err: err}
}
