package vpcep

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"strconv"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// Statuses of endpoints and their connections. StatusCreating, StatusFailed and StatusDeleting apply to them as well.
const (
	StatusPendingAcceptance = "pendingAcceptance" // the owner of the service has not decided yet
	StatusAccepted          = "accepted"
	StatusRejected          = "rejected"
)

// Connection is an endpoint as the owner of its service sees it. A nil field was absent from the response.
type Connection struct {
	ID        string        `json:"id"` // of the endpoint
	MarkerID  *int64        `json:"marker_id"`
	DomainID  *string       `json:"domain_id"` // the account that the endpoint belongs to
	Status    string        `json:"status"`
	CreatedAt *string       `json:"created_at"` // UTC, with or without fractions and zone
	UpdatedAt *string       `json:"updated_at"`
	Errors    []StatusError `json:"error"` // why the status is failed
}

// ConnectionFilter selects connections. Empty fields match all.
type ConnectionFilter struct {
	ID       string // of the endpoint
	MarkerID *int64
	Status   string
	SortKey  string // created_at, the API's default, or updated_at
	SortDir  string // desc, the API's default, or asc
}

// ListConnections returns all connections of a service that match the filter.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_connections_of_a_vpc_endpoint_service.html
func (c *Client) ListConnections(ctx context.Context, serviceID string, filter ConnectionFilter) ([]Connection, error) {
	return otc.Collect(c.ListConnectionsIter(ctx, serviceID, filter))
}

// ListConnectionsIter is ListConnections, but reads a page only when its first item is needed.
func (c *Client) ListConnectionsIter(ctx context.Context, serviceID string, filter ConnectionFilter) iter.Seq2[Connection, error] {
	marker := ""
	if filter.MarkerID != nil {
		marker = strconv.FormatInt(*filter.MarkerID, 10)
	}
	query := queryParams(map[string]string{
		"id": filter.ID, "marker_id": marker, "status": filter.Status, "sort_key": filter.SortKey, "sort_dir": filter.SortDir,
	})
	return list[Connection](ctx, c, connectionsPath(serviceID), query, connectionsKey, largestPage)
}

const connectionsKey = "connections"

func connectionsPath(serviceID string) string { return servicePath(serviceID) + "/connections" }

// ErrNoConnection is returned if the service does not list the endpoint.
var ErrNoConnection = errors.New("the service has no connection with this endpoint")

// GetConnection returns the connection of one endpoint, as the owner of the service sees it. The error is ErrNoConnection
// if the service does not list the endpoint.
func (c *Client) GetConnection(ctx context.Context, serviceID, endpointID string) (*Connection, error) {
	connections, err := c.ListConnections(ctx, serviceID, ConnectionFilter{ID: endpointID})
	if err != nil {
		return nil, err
	}
	for i := range connections {
		if sameFold(endpointID, &connections[i].ID) {
			return &connections[i], nil
		}
	}
	return nil, ErrNoConnection
}

// AcceptConnection accepts an endpoint, even if it was rejected before.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/accepting_or_rejecting_a_vpc_endpoint.html
func (c *Client) AcceptConnection(ctx context.Context, serviceID, endpointID string) error {
	return c.connectionAction(ctx, serviceID, endpointID, "receive")
}

// RejectConnection rejects an endpoint, even if it was accepted before.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/accepting_or_rejecting_a_vpc_endpoint.html
func (c *Client) RejectConnection(ctx context.Context, serviceID, endpointID string) error {
	return c.connectionAction(ctx, serviceID, endpointID, "reject")
}

// connectionAction decides on one endpoint, the most that the API allows in one call. It is idempotent.
func (c *Client) connectionAction(ctx context.Context, serviceID, endpointID, action string) error {
	return c.do(ctx, otc.Call{
		Method: http.MethodPost, Path: connectionsPath(serviceID) + "/action",
		Body: connectionsRequest{Action: action, Endpoints: []string{endpointID}},
	})
}

type connectionsRequest struct {
	Action    string   `json:"action"` // receive or reject
	Endpoints []string `json:"endpoints"`
}
