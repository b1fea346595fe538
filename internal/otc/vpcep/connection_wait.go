package vpcep

import (
	"context"
	"errors"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// outageTime is how long a decision is sent again while the cloud does not answer.
const outageTime = time.Minute

// Decision is the result of DecideConnection.
type Decision struct {
	Connection *Connection // as last read, nil if it never was
	Sent       bool        // whether the cloud was told; false if nothing had to be said
}

// ConnectionLostError is returned if a connection went away while it was decided on.
type ConnectionLostError struct{ ID string }

// Error names the endpoint.
func (e *ConnectionLostError) Error() string {
	return "the endpoint " + e.ID + " is being deleted or was deleted by its owner"
}

// DecideConnection accepts or rejects an endpoint of a service, as wanted says in the API's words, and waits until the
// decision is in force. An endpoint that the service does not list yet, or that is being created, is waited for. Nothing
// is sent if the connection already is as wanted. The Decision is returned also with an error.
func (c *Client) DecideConnection(ctx context.Context, serviceID, endpointID, wanted string) (Decision, error) {
	reader := connectionReader{client: c, serviceID: serviceID, endpointID: endpointID}
	connection, err := reader.wait(ctx, []string{StatusCreating}, StatusPendingAcceptance, StatusAccepted, StatusRejected)
	decision := Decision{Connection: connection}
	if err != nil || connection.Status == wanted {
		return decision, err
	}
	decide := c.AcceptConnection
	if wanted == StatusRejected {
		decide = c.RejectConnection
	}
	refusal := poll.Retry(ctx, func(ctx context.Context) error {
		err := decide(ctx, serviceID, endpointID)
		decision.Sent = decision.Sent || err == nil || otc.OutcomeUnknown(err)
		return err
	}, func(err error, waited time.Duration) bool {
		return ctx.Err() == nil && (Busy(err) || otc.Transient(err) && waited < outageTime)
	})
	if refusal != nil {
		// What is refused may have been done by an earlier attempt whose answer got lost.
		connection, err := reader.read(ctx)
		var lost *ConnectionLostError
		switch {
		case errors.As(err, &lost):
			return decision, err
		case err != nil || connection == nil || connection.Status != wanted:
			return decision, refusal
		}
		decision.Connection = connection
		return decision, nil
	}
	// A stale answer may still show the status before the decision.
	pending := []string{StatusCreating, StatusPendingAcceptance, StatusAccepted, StatusRejected}
	decision.Connection, err = reader.wait(ctx, pending, wanted)
	return decision, err
}

// connectionReader reads one connection of a service. It tells one that is not listed yet from one that is not listed
// any more.
type connectionReader struct {
	client                *Client
	serviceID, endpointID string
	last                  *Connection // nil if it was never listed
}

// read returns nil for a connection that is not listed yet.
func (r *connectionReader) read(ctx context.Context) (*Connection, error) {
	connection, err := r.client.GetConnection(ctx, r.serviceID, r.endpointID)
	switch {
	case errors.Is(err, ErrNoConnection) && r.last != nil:
		return r.last, &ConnectionLostError{ID: r.endpointID}
	case errors.Is(err, ErrNoConnection):
		return nil, nil
	case err != nil:
		return r.last, err
	}
	r.last = connection
	return connection, nil
}

// wait reads the connection until its status is one of the targets.
func (r *connectionReader) wait(ctx context.Context, pending []string, target ...string) (*Connection, error) {
	_, err := poll.Until(ctx, poll.Wait[*Connection]{
		Refresh: r.read,
		Done: func(connection *Connection) (bool, error) {
			if connection == nil {
				return false, nil
			}
			return poll.Reached(connection.Status, pending, target)
		},
		Status: func(connection *Connection) string {
			if connection == nil {
				return "not listed"
			}
			return connection.Status
		},
		Goal:      "the status " + poll.Quoted(target),
		Retryable: otc.Transient,
	})
	return r.last, connectionError(err, r.endpointID, r.last)
}

// connectionError turns the statuses in which nothing can be decided into errors that say why.
func connectionError(err error, endpointID string, connection *Connection) error {
	var unexpected *poll.UnexpectedStatusError
	if connection == nil || !errors.As(err, &unexpected) {
		return err
	}
	switch unexpected.Status {
	case StatusFailed:
		return &async.FailedError{ID: endpointID, Status: connection.Status, Reasons: reasons(connection.Errors)}
	case StatusDeleting:
		return &ConnectionLostError{ID: endpointID}
	default:
		return err
	}
}
