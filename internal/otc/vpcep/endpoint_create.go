package vpcep

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// EndpointCreation is an endpoint that was created, though it may not be connected yet.
type EndpointCreation struct {
	Endpoint *Endpoint
	// Adopted says that the call which created the endpoint got no answer, and why: the endpoint was found
	// by what was asked for. nil where it was answered.
	Adopted error
}

// CreateEndpoint creates an endpoint, once, in the way of CreateService and with its errors.
func (c *Client) CreateEndpoint(ctx context.Context, create EndpointCreate) (*EndpointCreation, error) {
	endpoint, lost, err := createOnce(ctx, c, c.creationOfEndpoint(create))
	if err != nil {
		return nil, err
	}
	return &EndpointCreation{Endpoint: endpoint, Adopted: lost}, nil
}

// RecoverEndpoint lists the ids of the endpoints that are what create asks for and were created at or after since,
// in the way of RecoverService.
func (c *Client) RecoverEndpoint(ctx context.Context, create EndpointCreate, since time.Time) ([]string, error) {
	return recoverCreated(ctx, c, c.creationOfEndpoint(create), since)
}

func (c *Client) creationOfEndpoint(create EndpointCreate) creation[Endpoint] {
	return creation[Endpoint]{
		turn: fmt.Sprint("endpoint", create.ServiceID, create.VPCID, value(create.SubnetID)),
		post: func(ctx context.Context) (*Endpoint, error) { return c.postEndpoint(ctx, create) },
		// Not narrowed to the VPC: the filter may mind the case of an id.
		list:     func(ctx context.Context) ([]Endpoint, error) { return c.ListEndpoints(ctx, EndpointFilter{}) },
		isAsked:  create.describes,
		identify: func(endpoint *Endpoint) (string, *string) { return endpoint.ID, endpoint.CreatedAt },
	}
}

// describes tells whether an endpoint is what the request asks for. A VPC may have several endpoints of one service,
// so whatever an answer shows of the request counts.
func (r EndpointCreate) describes(e *Endpoint) bool {
	return e.Status != StatusDeleting &&
		sameFold(r.ServiceID, e.ServiceID) && sameFold(r.VPCID, e.VPCID) &&
		strings.EqualFold(value(r.SubnetID), value(e.SubnetID)) &&
		shows(r.PortIP, e.IP) && shows(r.Description, e.Description) &&
		showsAll(r.RouteTables, e.RouteTables) && showsAll(r.Whitelist, e.Whitelist)
}

// shows tells whether an answer may be one to a request with the value; it need not show what was not asked for.
func shows(asked, answered *string) bool {
	return value(asked) == "" || value(answered) == "" || *asked == *answered
}

// showsAll is shows for values whose order and case mean nothing.
func showsAll(asked []string, answered *[]string) bool {
	if len(asked) == 0 || answered == nil {
		return true
	}
	return slices.Equal(folded(asked), folded(*answered))
}

func folded(values []string) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = strings.ToLower(v)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
