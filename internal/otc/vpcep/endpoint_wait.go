package vpcep

import (
	"context"
	"errors"
	"fmt"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// RejectedError says that the owner of the service does not let an endpoint connect.
type RejectedError struct {
	ID      string
	Reasons []StatusError // may be empty
}

// Error names the endpoint, and the reasons if the API gives any.
func (e *RejectedError) Error() string {
	text := e.ID + " was rejected by the owner of the VPC endpoint service"
	if len(e.Reasons) > 0 {
		text += ": " + Reasons(e.Reasons)
	}
	return text
}

// WaitEndpointConnected looks at an endpoint until it is accepted, or, unless acceptance is insisted on, until its
// acceptance is up to the owner of the service. It returns the endpoint as last seen, also with an error. seen is the
// status that it had in an earlier answer. An endpoint that fails ends the wait with a *FailedError, one that is
// rejected with a *RejectedError.
func (c *Client) WaitEndpointConnected(ctx context.Context, id, seen string, acceptance bool) (*Endpoint, error) {
	wait := poll.Wait[*Endpoint]{
		Look:    c.lookAtEndpoint(id),
		Pending: []string{StatusCreating},
		Target:  []string{StatusAccepted},
		Seen:    seen,
		// What was just created may not be known yet to the part of the cloud that is asked.
		Passing: func(err error) bool { return otc.Transient(err) || NotFound(err) },
	}
	if acceptance {
		wait.Pending = append(wait.Pending, StatusPendingAcceptance)
	} else {
		wait.Target = append(wait.Target, StatusPendingAcceptance)
	}
	endpoint, err := poll.Until(ctx, wait)
	return endpoint, endpointFate(err, endpoint)
}

// WaitEndpointSettled looks at an endpoint until nothing is going on with it, whatever became of it.
func (c *Client) WaitEndpointSettled(ctx context.Context, id string) (*Endpoint, error) {
	return poll.Until(ctx, poll.Wait[*Endpoint]{
		Look:    c.lookAtEndpoint(id),
		Pending: []string{StatusCreating},
		Target:  []string{StatusAccepted, StatusPendingAcceptance, StatusRejected, StatusFailed, StatusDeleting},
		Passing: otc.Transient,
	})
}

// WaitEndpointGone looks at an endpoint whose deletion was asked for until it is gone; before is the status it
// had. A deletion that fails ends with a *FailedError, one that is given up with a *CameBackError; the
// endpoint comes as last seen.
func (c *Client) WaitEndpointGone(ctx context.Context, id, before string) (*Endpoint, error) {
	look, begun := c.lookAtEndpoint(id), false
	endpoint, err := poll.Until(ctx, poll.Wait[*Endpoint]{
		Look: func(ctx context.Context) (*Endpoint, string, error) {
			endpoint, status, err := look(ctx)
			switch {
			case err != nil:
				return nil, "", err
			case status == StatusDeleting:
				begun = true
			case status == StatusFailed && before == StatusFailed && !begun:
				return endpoint, failedBefore, nil
			case status != StatusFailed && begun:
				return endpoint, status, &CameBackError{ID: id}
			}
			return endpoint, status, nil
		},
		// Until the deletion begins the endpoint keeps the status it had.
		Pending: []string{StatusAccepted, StatusPendingAcceptance, StatusRejected, StatusCreating, StatusDeleting, failedBefore},
		Target:  []string{statusGone},
		Gone:    gone,
		Passing: otc.Transient,
	})
	return endpoint, endpointFate(err, endpoint)
}

func (c *Client) lookAtEndpoint(id string) func(context.Context) (*Endpoint, string, error) {
	return func(ctx context.Context) (*Endpoint, string, error) {
		endpoint, err := c.GetEndpoint(ctx, id)
		if err != nil {
			return nil, "", err
		}
		return endpoint, endpoint.Status, nil
	}
}

// endpointFate makes the statuses that end a wait for a connection errors that say why.
func endpointFate(err error, endpoint *Endpoint) error {
	var unexpected *poll.UnexpectedStatusError
	if endpoint == nil || !errors.As(err, &unexpected) {
		return err
	}
	switch unexpected.Status {
	case StatusFailed:
		return &FailedError{ID: endpoint.ID, Reasons: endpoint.Errors}
	case StatusRejected:
		return &RejectedError{ID: endpoint.ID, Reasons: endpoint.Errors}
	case StatusDeleting:
		return fmt.Errorf("%s is being deleted: %w", endpoint.ID, err)
	default:
		return err
	}
}
