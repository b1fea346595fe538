package vpcep

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// Statuses that only endpoints, and so connections, have.
const (
	StatusPendingAcceptance = "pendingAcceptance" // the owner of the service has not decided yet
	StatusAccepted          = "accepted"
	StatusRejected          = "rejected"
)

// Connection is an endpoint as the owner of its service sees it. A nil field was absent from the answer.
type Connection struct {
	ID        string        `json:"id"` // of the endpoint
	MarkerID  *int64        `json:"marker_id"`
	DomainID  *string       `json:"domain_id"` // the account that the endpoint belongs to
	Status    string        `json:"status"`
	CreatedAt *string       `json:"created_at"` // UTC, with or without fractions and zone
	UpdatedAt *string       `json:"updated_at"`
	Errors    []StatusError `json:"error"` // why the status is failed
}

// ConnectionFilter narrows a list of connections; empty fields do not.
type ConnectionFilter struct {
	ID       string // of the endpoint
	MarkerID *int64
	Status   string
	SortKey  string // created_at, the API's default, or updated_at
	SortDir  string // desc, the API's default, or asc
}

// ListConnections fetches all connections of a service that the filter lets through.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_connections_of_a_vpc_endpoint_service.html
func (c *Client) ListConnections(ctx context.Context, serviceID string, filter ConnectionFilter) ([]Connection, error) {
	marker := ""
	if filter.MarkerID != nil {
		marker = strconv.FormatInt(*filter.MarkerID, 10)
	}
	query := queryOf(map[string]string{
		"id": filter.ID, "marker_id": marker, "status": filter.Status, "sort_key": filter.SortKey, "sort_dir": filter.SortDir,
	})
	return list[Connection](ctx, c, servicePath(serviceID)+"/connections", query, "connections", largestPage)
}

// ErrNoConnection says that no connection of the service has the id that was asked for.
var ErrNoConnection = errors.New("the service has no connection with this endpoint")

// GetConnection fetches the connection of one endpoint, as the owner of the service sees it. It returns
// ErrNoConnection where the service does not list the endpoint.
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

// AcceptConnection lets an endpoint connect, also one that was rejected before.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/accepting_or_rejecting_a_vpc_endpoint.html
func (c *Client) AcceptConnection(ctx context.Context, serviceID, endpointID string) error {
	return c.connectionAction(ctx, serviceID, endpointID, "receive")
}

// RejectConnection shuts an endpoint out, also one that was accepted before.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/accepting_or_rejecting_a_vpc_endpoint.html
func (c *Client) RejectConnection(ctx context.Context, serviceID, endpointID string) error {
	return c.connectionAction(ctx, serviceID, endpointID, "reject")
}

// connectionAction decides on one endpoint; the API takes no more at a time. Deciding the same twice is no harm.
func (c *Client) connectionAction(ctx context.Context, serviceID, endpointID, action string) error {
	return c.do(ctx, otc.Call{
		Method: http.MethodPost, Path: servicePath(serviceID) + "/connections/action",
		Body: connectionsRequest{Action: action, Endpoints: []string{endpointID}},
	})
}

type connectionsRequest struct {
	Action    string   `json:"action"` // receive or reject
	Endpoints []string `json:"endpoints"`
}
