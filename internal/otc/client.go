package otc

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// ClientOptions select the endpoints of the services, and the tags that their clients ignore.
type ClientOptions struct {
	Region       string
	EndpointType string            // public, internal or admin
	Endpoints    map[string]string // override the catalogue, by service type
	IgnoredTags  IgnoredTags
	// SignInSettings says where the settings that are used for signing in are from, for errors.
	SignInSettings string
	// SkipPlanChecks turns off the checks of a plan against the cloud.
	SkipPlanChecks bool
}

// Client calls the services of one project with given credentials. It is safe for concurrent use; a process needs
// only one.
type Client struct {
	sender      *Sender
	credentials Credentials
	options     ClientOptions
	keyCheck    keyCheck

	signInReported atomic.Bool
}

// NewClient returns a Client. It does not use the network.
func NewClient(sender *Sender, credentials Credentials, options ClientOptions) *Client {
	return &Client{sender: sender, credentials: credentials, options: options, keyCheck: newKeyCheck()}
}

// Region returns the region of the services.
func (c *Client) Region() string { return c.options.Region }

// ProjectID returns the id of the project that calls are made in. It signs in if there is no session.
func (c *Client) ProjectID(ctx context.Context) (string, error) {
	session, err := c.credentials.Session(ctx)
	if err != nil {
		return "", c.signInError(err)
	}
	return session.ProjectID, nil
}

// IgnoredTags returns the tags that the clients of services ignore.
func (c *Client) IgnoredTags() IgnoredTags { return c.options.IgnoredTags }

// SkipPlanChecks reports whether plans are not checked against the cloud.
func (c *Client) SkipPlanChecks() bool { return c.options.SkipPlanChecks }

// MaxRetries returns how often a call is retried at most.
func (c *Client) MaxRetries() int { return c.sender.MaxRetries() }

// CloudTime converts a time of this machine's clock to the cloud's clock, according to its last response.
func (c *Client) CloudTime(local time.Time) time.Time { return c.sender.CloudTime(local) }

// Call is one call to a service.
type Call struct {
	Service string // type in the catalogue, such as "vpcep"
	Version string // such as "v1"
	Method  string
	Path    string // after the project id, such as "/vpc-endpoint-services"
	Query   url.Values
	Body    any
	Out     any
	// ReadOnly reports that the call changes nothing, whatever its method.
	ReadOnly bool
	EmptyOK  bool // a successful response may be empty, which leaves Out unchanged
	Retry    Retry
}

// Do makes a call in the project of the session. If the cloud rejects the session, Do renews it once and makes the
// call again.
func (c *Client) Do(ctx context.Context, call Call) error {
	session, err := c.credentials.Session(ctx)
	if err != nil {
		return c.signInError(err)
	}
	if session.Token == "" {
		release, err := c.keyCheck.acquire(ctx)
		if err != nil {
			return &CallError{Method: call.Method, URL: call.Path, NotExecuted: true, Err: err}
		}
		defer release()
		// An earlier call may have found that the key is rejected.
		if session, err = c.credentials.Session(ctx); err != nil {
			return c.signInError(err)
		}
	}
	err = c.send(ctx, call, session)
	c.keyCheck.observe(err)
	var response *Error
	if !errors.As(err, &response) || !response.unauthorized() {
		return err
	}
	renewed, renewErr := c.credentials.Renew(ctx, session, err)
	if errors.Is(renewErr, err) {
		return c.signInError(renewErr)
	}
	if renewErr != nil {
		return fmt.Errorf("%w; %w", err, c.signInError(renewErr))
	}
	return c.send(ctx, call, renewed)
}

func (c *Client) send(ctx context.Context, call Call, session *Session) error {
	address, err := c.address(call, session)
	if err != nil {
		return err
	}
	_, err = c.sender.Send(ctx, Request{
		Method: call.Method, URL: address, Body: call.Body, Out: call.Out, EmptyOK: call.EmptyOK, Retry: call.Retry,
		Authorize: func(req *http.Request) error { return c.credentials.Authorize(req, session) },
	})
	return err
}

// address returns the URL of a call. A configured endpoint overrides the one in the catalogue.
func (c *Client) address(call Call, session *Session) (string, error) {
	base, err := c.base(call.Service, session)
	if err != nil {
		return "", err
	}
	base, err = projectURL(base, call.Version, session.ProjectID)
	if err != nil {
		return "", err
	}
	address := strings.TrimSuffix(base, "/") + call.Path
	if len(call.Query) > 0 {
		address += "?" + call.Query.Encode()
	}
	return address, nil
}

// base returns the address of a service, which may lack the version and the project.
func (c *Client) base(service string, session *Session) (string, error) {
	if base := c.options.Endpoints[service]; base != "" {
		return base, nil
	}
	return session.Catalogue.Endpoint(service, c.options.Region, c.options.EndpointType)
}
