package vpcep

import (
	"context"
	"errors"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// outageTimeout limits how long a decision is retried on transient errors.
const outageTimeout = time.Minute

// Decision is the result of DecideConnection.
type Decision struct {
	Connection *Connection // as last read, nil if it was never listed
	Sent       bool        // whether the API may have received the decision; false if none was needed
}

// ConnectionLostError is returned if the endpoint of a connection is deleted before the decision is in force.
type ConnectionLostError struct{ ID string }

// Error names the endpoint.
func (e *ConnectionLostError) Error() string {
	return "the endpoint " + e.ID + " is being deleted or was deleted by its owner"
}

// DecidedError is returned if somebody else has decided on a connection meanwhile.
type DecidedError struct{ ID, Status string }

// Error names the endpoint and the decision.
func (e *DecidedError) Error() string {
	return "the endpoint " + e.ID + " was " + e.Status + " by somebody else in the meantime"
}

// DecideConnection accepts or rejects an endpoint of a service and waits until the decision is in force. status is
// StatusAccepted or StatusRejected. DecideConnection first waits until the service lists the endpoint and the endpoint has
// been created. It sends nothing if the connection already has the status. The Decision is valid even if err is not nil.
func (c *Client) DecideConnection(ctx context.Context, serviceID, endpointID, status string) (Decision, error) {
	reader := connectionReader{client: c, serviceID: serviceID, endpointID: endpointID}
	connection, err := reader.waitCreated(ctx)
	if err != nil || connection.Status == status {
		return Decision{Connection: connection}, err
	}
	return reader.decide(ctx, status)
}

// DecidePending is DecideConnection for a connection that was listed as pending. It changes no decision that somebody else
// has made meanwhile: the error is then a *DecidedError. It is a *ConnectionLostError if the connection is no longer listed.
func (c *Client) DecidePending(ctx context.Context, serviceID string, listed Connection, status string) (Decision, error) {
	reader := connectionReader{client: c, serviceID: serviceID, endpointID: listed.ID, last: &listed}
	connection, err := reader.waitCreated(ctx)
	switch {
	case err != nil || connection.Status == status:
		return Decision{Connection: connection}, err
	case connection.Status != StatusPendingAcceptance:
		return Decision{Connection: connection}, &DecidedError{ID: listed.ID, Status: connection.Status}
	}
	return reader.decide(ctx, status)
}

// connectionReader reads one connection of a service. It remembers the last response, to distinguish a connection that is
// not listed yet from one that is no longer listed.
type connectionReader struct {
	client                *Client
	serviceID, endpointID string
	last                  *Connection // nil if it was never listed
}

// read returns nil if the connection is not listed yet.
func (r *connectionReader) read(ctx context.Context) (*Connection, error) {
	return r.remember(r.client.GetConnection(ctx, r.serviceID, r.endpointID))
}

// remember records a response. It returns nil if the connection is not listed yet.
func (r *connectionReader) remember(connection *Connection, err error) (*Connection, error) {
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

// waitCreated waits until the connection is listed and its endpoint has been created.
func (r *connectionReader) waitCreated(ctx context.Context) (*Connection, error) {
	return r.wait(ctx, []string{StatusCreating}, StatusPendingAcceptance, StatusAccepted, StatusRejected)
}

// decide accepts or rejects the connection, and waits until the decision is in force.
func (r *connectionReader) decide(ctx context.Context, status string) (Decision, error) {
	decision := Decision{Connection: r.last}
	decide := r.client.AcceptConnection
	if status == StatusRejected {
		decide = r.client.RejectConnection
	}
	refusal := poll.Retry(ctx, func(ctx context.Context) error {
		err := decide(ctx, r.serviceID, r.endpointID)
		decision.Sent = decision.Sent || err == nil || otc.OutcomeUnknown(err)
		return err
	}, func(err error, waited time.Duration) bool {
		return ctx.Err() == nil && (Busy(err) || otc.Transient(err) && waited < outageTimeout)
	})
	if refusal != nil {
		// An earlier attempt whose response was lost may have succeeded.
		connection, err := r.read(ctx)
		var lost *ConnectionLostError
		switch {
		case errors.As(err, &lost):
			return decision, err
		case err != nil || connection == nil || connection.Status != status:
			return decision, refusal
		}
		decision.Connection = connection
		return decision, nil
	}
	// A stale response may still show the status before the decision.
	var err error
	pending := []string{StatusCreating, StatusPendingAcceptance, StatusAccepted, StatusRejected}
	decision.Connection, err = r.wait(ctx, pending, status)
	return decision, err
}

// wait reads the connection until its status is one of the targets.
func (r *connectionReader) wait(ctx context.Context, pending []string, target ...string) (*Connection, error) {
	watch, end := r.client.connections.of(r.serviceID).Watch(r.endpointID, listInterval)
	defer end()
	_, err := poll.Until(ctx, poll.Wait[*Connection]{
		Paced: true,
		Refresh: func(ctx context.Context) (*Connection, error) {
			return r.remember(watch.Look(ctx, listed[Connection]))
		},
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

// connectionError replaces the error of a status that rules out a decision by one that names the reason.
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
