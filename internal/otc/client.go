package otc

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// ClientOptions say where the services of a project are.
type ClientOptions struct {
	Region       string
	EndpointType string            // public, internal or admin
	Endpoints    map[string]string // addresses that win over the catalogue, by service type
}

// Client calls the services of one project on behalf of whoever the credentials belong to.
// It is safe for concurrent use; one serves a whole process.
type Client struct {
	sender      *Sender
	credentials Credentials
	options     ClientOptions
	gate        gate
}

// NewClient makes a Client; nothing is asked of the network.
func NewClient(sender *Sender, credentials Credentials, options ClientOptions) *Client {
	return &Client{sender: sender, credentials: credentials, options: options, gate: newGate()}
}

// Region is the region that calls go to.
func (c *Client) Region() string { return c.options.Region }

// MaxRetries is how often a call is repeated at most.
func (c *Client) MaxRetries() int { return c.sender.MaxRetries() }

// CloudTime gives what a time of this machine's clock is by the cloud's, as its last answer told it.
func (c *Client) CloudTime(local time.Time) time.Time { return c.sender.CloudTime(local) }

// Call is one call of a service.
type Call struct {
	Service string // type in the catalogue, such as "vpcep"
	Version string // such as "v1"
	Method  string
	Path    string // behind the project, such as "/vpc-endpoint-services"
	Query   url.Values
	Body    any
	Out     any
	EmptyOK bool // an empty answer of success leaves Out as it is
	Repeat  Repeat
}

// Do makes a call in the session's project. A session that the cloud refuses is renewed once, and
// the call made again with the new one.
func (c *Client) Do(ctx context.Context, call Call) error {
	session, err := c.credentials.Session(ctx)
	if err != nil {
		return &signInError{err}
	}
	if session.Token == "" {
		leave, err := c.gate.enter(ctx)
		if err != nil {
			return &CallError{Method: call.Method, URL: call.Path, Undone: true, Err: err}
		}
		defer leave()
		// The call that went first may have found the key refused.
		if session, err = c.credentials.Session(ctx); err != nil {
			return &signInError{err}
		}
	}
	err = c.send(ctx, call, session)
	c.gate.saw(err)
	var answer *Error
	if !errors.As(err, &answer) || !answer.refused() {
		return err
	}
	renewed, renewErr := c.credentials.Renew(ctx, session, err)
	if errors.Is(renewErr, err) {
		return &signInError{renewErr}
	}
	if renewErr != nil {
		return fmt.Errorf("%w; %w", err, &signInError{renewErr})
	}
	return c.send(ctx, call, renewed)
}

func (c *Client) send(ctx context.Context, call Call, session *Session) error {
	address, err := c.address(call, session)
	if err != nil {
		return err
	}
	_, err = c.sender.Send(ctx, Request{
		Method: call.Method, URL: address, Body: call.Body, Out: call.Out, EmptyOK: call.EmptyOK, Repeat: call.Repeat,
		Authorize: func(req *http.Request) error { return c.credentials.Authorize(req, session) },
	})
	return err
}

// address is where a call goes: an endpoint that was set wins over the catalogue's.
func (c *Client) address(call Call, session *Session) (string, error) {
	base := c.options.Endpoints[call.Service]
	if base == "" {
		var err error
		if base, err = session.Catalogue.Endpoint(call.Service, c.options.Region, c.options.EndpointType); err != nil {
			return "", err
		}
	}
	base, err := projectURL(base, call.Version, session.ProjectID)
	if err != nil {
		return "", err
	}
	address := strings.TrimSuffix(base, "/") + call.Path
	if len(call.Query) > 0 {
		address += "?" + call.Query.Encode()
	}
	return address, nil
}
