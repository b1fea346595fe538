package vpcep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
)

// Revocation describes permissions that were, or will be, revoked from a service.
type Revocation struct {
	Revoked []string // entries, in the form of the API
	// Permitted returns the entries that remain. It is called only if a revoked account has a connection.
	Permitted func(ctx context.Context) ([]string, error)
}

var (
	errUnknownOwner   = errors.New("the API does not return which account owns the service, whose own connections must not be rejected")
	errUnknownAccount = errors.New("the API does not return which account the endpoint belongs to")
)

// RevokedConnections returns the connections of accounts that lose their permission: those that are accepted, pending or
// being created, with the latter last. It includes connections without an account, because it may be one of these
// accounts, but none of the owner's own account. It lists the connections once.
func (c *Client) RevokedConnections(ctx context.Context, serviceID string, r Revocation) ([]Connection, error) {
	connections, err := c.ListConnections(ctx, serviceID, ConnectionFilter{})
	if err != nil {
		return nil, fmt.Errorf("list the connections: %w", err)
	}
	connections = slices.DeleteFunc(connections, func(connection Connection) bool {
		return !connection.open() || value(connection.DomainID) != "" && !permits(r.Revoked, value(connection.DomainID))
	})
	if len(connections) == 0 {
		return nil, nil
	}
	permitted, err := r.Permitted(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the remaining permissions: %w", err)
	}
	connections = slices.DeleteFunc(connections, func(connection Connection) bool {
		return permits(permitted, value(connection.DomainID))
	})
	if len(connections) == 0 {
		return nil, nil
	}
	owner, err := c.OwnerDomainID(ctx, serviceID)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the owner of the service: %w", err)
	case owner == "":
		return nil, errUnknownOwner
	}
	connections = slices.DeleteFunc(connections, func(connection Connection) bool { return sameFold(owner, connection.DomainID) })
	slices.SortStableFunc(connections, func(a, b Connection) int { return a.waits() - b.waits() })
	return connections, nil
}

// open reports whether a connection is, or may become, usable.
func (c *Connection) open() bool {
	return c.Status == StatusAccepted || c.Status == StatusPendingAcceptance || c.Status == StatusCreating
}

// waits is 1 if a decision on the connection has to wait.
func (c *Connection) waits() int {
	if c.Status == StatusCreating {
		return 1
	}
	return 0
}

// permits reports whether entries permit an account. The case of the account does not matter.
func permits(entries []string, account string) bool {
	return slices.ContainsFunc(entries, func(entry string) bool {
		return entry == Everyone || strings.EqualFold(entry, AccountPrefix+account)
	})
}

// NotRejectedError is returned if permissions were revoked, but not all connections of their accounts rejected.
type NotRejectedError struct {
	Revoked  []string // entries
	Rejected int      // number of connections
	Left     []LeftConnection
	Err      error // why the connections are not known, nil if they are
}

// LeftConnection is a connection that was not rejected.
type LeftConnection struct {
	Connection

	Err error
}

// reason is the error without the request, which is the same for all connections.
func (l *LeftConnection) reason() string {
	var answer *otc.Error
	if errors.As(l.Err, &answer) && answer.Code != "" && l.Err.Error() == answer.Error() {
		return fmt.Sprintf("%s: %s (request id %s)", answer.Code, answer.Message, answer.RequestID)
	}
	return l.Err.Error()
}

// maxLeft limits the connections that the error names.
const maxLeft = 50

// Error names the entries and the connections that are left.
func (e *NotRejectedError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the permission of %s is revoked, but ", abbreviate(e.Revoked))
	if e.Err != nil {
		fmt.Fprintf(&b, "no connection was rejected: %s", e.Err)
		return b.String()
	}
	fmt.Fprintf(&b, "%d of %d connections were not rejected:", len(e.Left), len(e.Left)+e.Rejected)
	for _, left := range e.Left[:min(len(e.Left), maxLeft)] {
		fmt.Fprintf(&b, "\n- %s: %s", left.Describe(), left.reason())
	}
	if more := len(e.Left) - maxLeft; more > 0 {
		fmt.Fprintf(&b, "\n- and %d more", more)
	}
	return b.String()
}

// Unwrap returns the causes.
func (e *NotRejectedError) Unwrap() []error {
	if e.Err != nil {
		return []error{e.Err}
	}
	causes := make([]error, len(e.Left))
	for i, left := range e.Left {
		causes[i] = left.Err
	}
	return causes
}

// Describe names the endpoint, its account and the status.
func (c *Connection) Describe() string {
	account := value(c.DomainID)
	if account == "" {
		account = "unknown"
	}
	return fmt.Sprintf("endpoint %s of account %s, status %s", c.ID, account, c.Status)
}

// RejectRevoked rejects the connections of accounts that lost their permission, and waits until each is rejected. It
// returns the rejected connections with the status that they had before. If one cannot be rejected, it continues with
// the others and returns a *NotRejectedError.
func (c *Client) RejectRevoked(ctx context.Context, serviceID string, r Revocation) (rejected []Connection, err error) {
	connections, err := c.RevokedConnections(ctx, serviceID, r)
	if NotFound(err) {
		return nil, nil // the service is gone, and its connections with it
	}
	if err != nil {
		return nil, &NotRejectedError{Revoked: r.Revoked, Err: err}
	}
	var left []LeftConnection
	for _, connection := range connections {
		if err := c.rejectListed(ctx, serviceID, connection); err != nil {
			left = append(left, LeftConnection{connection, err})
		} else {
			rejected = append(rejected, connection)
		}
	}
	if len(left) > 0 {
		return rejected, &NotRejectedError{Revoked: r.Revoked, Rejected: len(rejected), Left: left}
	}
	return rejected, nil
}

// rejectListed rejects a connection that was just listed. It succeeds if there is nothing to reject.
func (c *Client) rejectListed(ctx context.Context, serviceID string, connection Connection) error {
	if value(connection.DomainID) == "" {
		return errUnknownAccount
	}
	return c.decideListed(ctx, serviceID, connection, StatusRejected)
}

// decideListed is DecideConnection for a connection that was listed before. It succeeds if there is nothing to decide any more.
func (c *Client) decideListed(ctx context.Context, serviceID string, connection Connection, status string) error {
	reader := connectionReader{client: c, serviceID: serviceID, endpointID: connection.ID, last: &connection}
	if connection.waits() > 0 {
		if _, err := reader.waitCreated(ctx); err != nil {
			return unlessEndpointGone(err)
		}
	}
	_, err := reader.decide(ctx, status)
	return unlessEndpointGone(err)
}

// unlessEndpointGone returns nil if err says that an endpoint has failed, is being deleted or is gone.
func unlessEndpointGone(err error) error {
	var (
		lost   *ConnectionLostError
		failed *async.FailedError
	)
	if errors.Is(err, ErrNoConnection) || NotFound(err) || errors.As(err, &lost) || errors.As(err, &failed) {
		return nil
	}
	return err
}
