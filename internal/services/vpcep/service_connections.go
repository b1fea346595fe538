package vpcep

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

const adviceReject = "To reject their connections when the service is deleted, set reject_connections_on_delete = true, apply, and " +
	"delete again."

// rejectConnections rejects the connections that prevent the deletion of a service, if reject_connections_on_delete is set:
// first those that are accepted or being created, and then those that are pending if that was not enough.
func (c serviceHooks) rejectConnections(ctx context.Context, state *serviceModel, attempt int) (again bool, advice []string, err error) {
	id := state.ID.ValueString()
	connections, err := c.client.ListConnections(ctx, id, vpcep.ConnectionFilter{})
	if err != nil {
		//nolint:nilerr // the rejected deletion is the error to report
		return false, []string{"The endpoints that use the service could not be listed: " + err.Error()}, nil
	}
	blocking := withStatus(connections, vpcep.StatusAccepted, vpcep.StatusCreating)
	if len(blocking) == 0 {
		blocking = withStatus(connections, vpcep.StatusPendingAcceptance)
	}
	const attempts = 3
	if !state.RejectConnectionsOnDelete.ValueBool() || len(blocking) == 0 || attempt >= attempts {
		return false, []string{describeConnections(blocking), adviceReject}, nil
	}
	for _, connection := range blocking {
		if _, err := c.client.DecideConnection(ctx, id, connection.ID, vpcep.StatusRejected); err != nil {
			return false, nil, fmt.Errorf("reject the connection of endpoint %s: %w", connection.ID, err)
		}
	}
	return true, nil, nil
}

func withStatus(connections []vpcep.Connection, statuses ...string) []vpcep.Connection {
	return slices.DeleteFunc(slices.Clone(connections), func(c vpcep.Connection) bool { return !slices.Contains(statuses, c.Status) })
}

// maxListedConnections limits the connections that a message lists.
const maxListedConnections = 20

func describeConnections(connections []vpcep.Connection) string {
	if len(connections) == 0 {
		return "The API lists no connection that prevents the deletion. One may have just been removed: delete again."
	}
	return "These connections prevent the deletion:" + connectionLines(connections)
}

// connectionLines lists connections, one in each line.
func connectionLines(connections []vpcep.Connection) string {
	var b strings.Builder
	for _, c := range connections[:min(len(connections), maxListedConnections)] {
		b.WriteString("\n- " + c.Describe())
	}
	if more := len(connections) - maxListedConnections; more > 0 {
		fmt.Fprintf(&b, "\n- and %d more", more)
	}
	return b.String()
}
