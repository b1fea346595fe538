package vpcep

import (
	"context"
	"errors"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// statusAbsent stands for a connection that the service does not list.
const statusAbsent = "not listed"

// Decision is how far the owner's decision on a connection got.
type Decision struct {
	Connection *Connection // as last seen, nil where it never was
	Sent       bool        // the cloud was told; false also where nothing had to be said
}

// ConnectionLostError says that a connection went away while it was decided on.
type ConnectionLostError struct{ ID string }

// Error names the endpoint.
func (e *ConnectionLostError) Error() string {
	return "the endpoint " + e.ID + " is being deleted or was deleted by its owner"
}

// DecideConnection accepts or rejects an endpoint of a service, as wanted says in the API's words, and waits until it
// is so. An endpoint that the service does not list yet, or that is being created, is waited for. Nothing is
// sent where it is as wanted already. The decision comes as far as it got, also with an error.
func (c *Client) DecideConnection(ctx context.Context, serviceID, endpointID, wanted string) (Decision, error) {
	decide := c.AcceptConnection
	if wanted == StatusRejected {
		decide = c.RejectConnection
	}
	look := c.lookAtConnection(serviceID, endpointID)
	var (
		decision Decision
		done     bool
		refusal  error
	)
	connection, err := poll.Until(ctx, poll.Wait[*Connection]{
		Look: func(ctx context.Context) (*Connection, string, error) {
			connection, status, err := look(ctx)
			if err != nil || done || !decidable(status) || status == wanted {
				return connection, status, err
			}
			refusal = decide(ctx, serviceID, endpointID)
			decision.Sent = decision.Sent || refusal == nil || otc.OutcomeUnknown(refusal)
			switch {
			case ChangingNow(refusal):
				return connection, status, nil // to be tried again at the next look
			case otc.Transient(refusal):
				return connection, status, refusal
			}
			done = true
			// What is refused may have been done by an earlier attempt, the answer to which was lost.
			after, now, err := look(ctx)
			if refusal != nil && (err != nil || now != wanted) {
				return connection, status, refusal
			}
			return after, now, err
		},
		Pending: []string{statusAbsent, StatusCreating, StatusPendingAcceptance, StatusAccepted, StatusRejected},
		Target:  []string{wanted},
		Passing: otc.Transient,
	})
	decision.Connection = connection
	if done && refusal != nil && err != nil && ctx.Err() == nil {
		return decision, refusal
	}
	return decision, connectionFate(err, endpointID, connection)
}

func decidable(status string) bool {
	return status == StatusPendingAcceptance || status == StatusAccepted || status == StatusRejected
}

// lookAtConnection tells a connection that is not listed yet from one that is not listed any more.
func (c *Client) lookAtConnection(serviceID, endpointID string) func(context.Context) (*Connection, string, error) {
	var seen *Connection
	return func(ctx context.Context) (*Connection, string, error) {
		connection, err := c.GetConnection(ctx, serviceID, endpointID)
		switch {
		case errors.Is(err, ErrNoConnection) && seen != nil:
			return seen, "", &ConnectionLostError{ID: endpointID}
		case errors.Is(err, ErrNoConnection):
			return nil, statusAbsent, nil
		case err != nil:
			return seen, "", err
		}
		seen = connection
		return connection, connection.Status, nil
	}
}

// connectionFate makes the statuses in which nothing can be decided errors that say why.
func connectionFate(err error, endpointID string, connection *Connection) error {
	var unexpected *poll.UnexpectedStatusError
	if connection == nil || !errors.As(err, &unexpected) {
		return err
	}
	switch unexpected.Status {
	case StatusFailed:
		return &FailedError{ID: endpointID, Reasons: connection.Errors}
	case StatusDeleting:
		return &ConnectionLostError{ID: endpointID}
	default:
		return err
	}
}
