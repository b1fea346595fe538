package vpcep

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// Kind is one of the two kinds of resources that the cloud creates and deletes asynchronously: services and endpoints.
// What both do is written once, in terms of a Kind.
type Kind[T any] struct {
	Name string // "service" or "endpoint"
	// Get fetches the details of one.
	Get func(ctx context.Context, id string) (*T, error)
	// Delete requests the deletion of one.
	Delete func(ctx context.Context, id string) error
	// Overview returns what both kinds have.
	Overview func(*T) Overview

	listed   func(ctx context.Context, id string) (bool, error) // reports whether the project's list contains one
	list     func(ctx context.Context) ([]T, error)
	registry *recovery.Registry
}

// Overview is what services and endpoints have in common.
type Overview struct {
	ID          string
	Name        string
	Status      string
	CreatedAt   string
	UpdatedAt   string
	Reasons     []StatusError // why the status is failed
	Tags        **[]Tag       // of the object, so that what an answer omits can be completed
	Description **string
}

// Services is the kind of VPC endpoint services.
func (c *Client) Services() Kind[Service] {
	return Kind[Service]{
		Name: "service", Get: c.GetService, Delete: c.DeleteService, registry: c.registry,
		Overview: func(s *Service) Overview {
			return Overview{
				ID: s.ID, Name: string(value(s.Name)), Status: s.Status, CreatedAt: value(s.CreatedAt), UpdatedAt: value(s.UpdatedAt),
				Reasons: s.Errors, Tags: &s.Tags, Description: &s.Description,
			}
		},
		list: func(ctx context.Context) ([]Service, error) { return c.ListServices(ctx, ServiceFilter{}) },
		listed: func(ctx context.Context, id string) (bool, error) {
			found, err := c.ListServices(ctx, ServiceFilter{ID: id})
			return containsID(found, id, func(s *Service) string { return s.ID }), err
		},
	}
}

// Endpoints is the kind of VPC endpoints.
func (c *Client) Endpoints() Kind[Endpoint] {
	return Kind[Endpoint]{
		Name: "endpoint", Get: c.GetEndpoint, Delete: c.DeleteEndpoint, registry: c.registry,
		Overview: func(e *Endpoint) Overview {
			return Overview{
				ID: e.ID, Status: e.Status, CreatedAt: value(e.CreatedAt), UpdatedAt: value(e.UpdatedAt),
				Reasons: e.Errors, Tags: &e.Tags, Description: &e.Description,
			}
		},
		// Not narrowed to the VPC: the filter may be case-sensitive.
		list: func(ctx context.Context) ([]Endpoint, error) { return c.ListEndpoints(ctx, EndpointFilter{}) },
		listed: func(ctx context.Context, id string) (bool, error) {
			found, err := c.ListEndpoints(ctx, EndpointFilter{ID: id})
			return containsID(found, id, func(e *Endpoint) string { return e.ID }), err
		},
	}
}

func containsID[T any](items []T, id string, idOf func(*T) string) bool {
	for i := range items {
		if strings.EqualFold(idOf(&items[i]), id) {
			return true
		}
	}
	return false
}

// Request is a request that creates a service or an endpoint, and what is known of its result.
type Request[T any] struct {
	Post func(ctx context.Context) (*T, error)
	// Key is the same for requests whose results could be mistaken for one another.
	Key string
	// Compare compares an item with the request.
	Compare func(*T) recovery.Comparison
	// Excludes reports whether the request is refused because an item exists.
	Excludes func(refusal error, item *T) bool
}

// Create creates one exactly once, see package recovery for the errors. It is returned as the API answered it, before
// it is ready.
func (k Kind[T]) Create(ctx context.Context, request Request[T]) (*recovery.Result[T], error) {
	return recovery.Create(ctx, k.registry, k.resource(request))
}

// Find looks for what attempts to create one in an earlier process may have created. It returns nil if they created
// nothing, and a *recovery.AmbiguousError if it cannot be told.
func (k Kind[T]) Find(ctx context.Context, request Request[T], attempts []recovery.Attempt) (*recovery.Result[T], error) {
	return recovery.Find(ctx, k.registry, k.resource(request), attempts)
}

// Claim records that a resource manages the one with this id, so that none adopts it.
func (k Kind[T]) Claim(id string) { k.registry.Claim(id) }

func (k Kind[T]) resource(request Request[T]) recovery.Resource[T] {
	return recovery.Resource[T]{
		Key: k.Name + " " + request.Key, Post: request.Post, List: k.list, Get: k.Get,
		// Whoever says that a listed item is not there, it is read again.
		Missing: func(err error) bool { return NotFound(err) || foreignNotFound(err) },
		Compare: func(item *T) recovery.Comparison {
			if k.Overview(item).Status == StatusDeleting {
				return recovery.Different
			}
			return request.Compare(item)
		},
		Describe: func(item *T) recovery.Description {
			o := k.Overview(item)
			return recovery.Description{ID: o.ID, Name: o.Name, CreatedAt: o.CreatedAt, UpdatedAt: o.UpdatedAt}
		},
		Excludes: request.Excludes,
	}
}

// Gone reports whether err says that the one with this id does not exist. A 404 without one of the API's own codes, such
// as the page of a proxy, is believed only if the project's list does not contain the id either.
func (k Kind[T]) Gone(ctx context.Context, id string, err error) bool {
	if !foreignNotFound(err) {
		return NotFound(err)
	}
	listed, listErr := k.listed(ctx, id)
	return listErr == nil && !listed
}

// FailedError is returned if the status of a service or an endpoint is failed.
type FailedError struct {
	ID      string
	Reasons []StatusError // may be empty
}

// Error gives the reasons in the API's words.
func (e *FailedError) Error() string {
	return fmt.Sprintf("%s has the status %q: %s", e.ID, StatusFailed, Reasons(e.Reasons))
}

// Reasons lists why something failed, in the API's words.
func Reasons(reasons []StatusError) string {
	var parts []string
	for _, r := range reasons {
		if part := strings.Trim(r.Code+": "+r.Message, ": "); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "the API gives no reason"
	}
	return strings.Join(parts, "; ")
}

// errNoID is returned instead of a request for something without an id: its address would be that of the list.
var errNoID = errors.New("the id is empty")
