package vpcep

import (
	"context"
	"errors"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
)

// Services describes VPC endpoint services to package async.
func (c *Client) Services() async.Kind[Service] {
	return async.Kind[Service]{
		Name: "service", Reader: c.services, Delete: c.DeleteService,
		List: func(ctx context.Context) ([]Service, error) { return c.ListServices(ctx, ServiceFilter{}) },
		ListOne: func(ctx context.Context, id string) ([]Service, error) {
			return c.ListServices(ctx, ServiceFilter{ID: id})
		},
		Statuses: statuses, Errors: errorClasses, Registry: c.registry,
		Overview: func(s *Service) async.Overview {
			return async.Overview{
				ID: s.ID, Name: string(value(s.Name)), Status: s.Status, CreatedAt: value(s.CreatedAt), UpdatedAt: value(s.UpdatedAt),
				Reasons: reasons(s.Errors), Optional: optional(&s.Tags, &s.Description),
			}
		},
	}
}

// Endpoints describes VPC endpoints to package async.
func (c *Client) Endpoints() async.Kind[Endpoint] {
	return async.Kind[Endpoint]{
		Name: "endpoint", Reader: c.endpoints, Delete: c.DeleteEndpoint,
		// Not filtered by VPC: the filter may be case-sensitive.
		List: func(ctx context.Context) ([]Endpoint, error) { return c.ListEndpoints(ctx, EndpointFilter{}) },
		ListOne: func(ctx context.Context, id string) ([]Endpoint, error) {
			return c.ListEndpoints(ctx, EndpointFilter{ID: id})
		},
		Statuses: statuses, Errors: errorClasses, Registry: c.registry,
		Overview: func(e *Endpoint) async.Overview {
			return async.Overview{
				ID: e.ID, Status: e.Status, CreatedAt: value(e.CreatedAt), UpdatedAt: value(e.UpdatedAt),
				Reasons: reasons(e.Errors), Optional: optional(&e.Tags, &e.Description),
			}
		},
		StatusError: func(o async.Overview) error {
			if o.Status != StatusRejected {
				return nil
			}
			return &RejectedError{ID: o.ID, Reasons: o.Reasons}
		},
	}
}

var (
	statuses = async.Statuses{
		Creating: StatusCreating, Failed: StatusFailed, Deleting: StatusDeleting,
		Stable: []string{StatusAvailable, StatusAccepted, StatusPendingAcceptance, StatusRejected},
	}
	errorClasses = async.Errors{NotFound: NotFound, ForeignNotFound: foreignNotFound, Busy: Busy, InUse: InUse}
)

func reasons(errors []StatusError) []async.Reason {
	list := make([]async.Reason, len(errors))
	for i, e := range errors {
		list[i] = async.Reason{Code: e.Code, Message: e.Message}
	}
	return list
}

// optional returns the fields that some versions of the API omit.
func optional(tags **[]Tag, description **string) []async.OptionalField {
	return []async.OptionalField{
		{Name: "tags", Stated: *tags != nil, Empty: len(value(*tags)) == 0, Clear: func() { *tags = &[]Tag{} }},
		{Name: "description", Stated: *description != nil, Empty: value(*description) == "", Clear: func() { *description = new(string) }},
	}
}

// RejectedError is returned if the owner of the service rejected an endpoint.
type RejectedError struct {
	ID      string
	Reasons []async.Reason // may be empty
}

// Error names the endpoint, and the reasons if the API returns any.
func (e *RejectedError) Error() string {
	text := e.ID + " was rejected by the owner of the VPC endpoint service"
	if len(e.Reasons) > 0 {
		text += ": " + async.Reasons(e.Reasons)
	}
	return text
}

// errNoID prevents a request for an object without an id, whose path would be that of the list.
var errNoID = errors.New("the id is empty")
