// Package async creates, changes and deletes objects of a cloud that does so asynchronously: a request is answered before
// the work is done, and the status of the object says how far it got.
//
// A Kind says what differs between kinds of objects: the calls, the statuses and the errors. Everything else is written
// once: creating exactly once, waiting until an object is ready, and waiting until it is gone.
package async

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/batch"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// Kind is a kind of asynchronous objects.
type Kind[T any] struct {
	Name string // such as "service"
	// Reader reads objects.
	Reader *batch.Reader[T]
	// Delete requests the deletion of an object.
	Delete func(ctx context.Context, id string) error
	// List fetches all objects of the project.
	List func(ctx context.Context) ([]T, error)
	// ListOne fetches those objects of the project that have this id: one or none.
	ListOne func(ctx context.Context, id string) ([]T, error)
	// Overview returns what all kinds have in common.
	Overview func(*T) Overview
	Statuses Statuses
	Errors   Errors
	// StatusError returns the error for a status that ends a wait, nil for a general one.
	StatusError func(Overview) error
	Registry    *recovery.Registry
}

// Statuses are the statuses of a kind.
type Statuses struct {
	Creating string
	Failed   string
	Deleting string
	// Stable are the other statuses, in which nothing is under way.
	Stable []string
}

// Errors classify the errors of the calls.
type Errors struct {
	// NotFound reports whether the API itself says that an object does not exist.
	NotFound func(error) bool
	// ForeignNotFound reports whether something else answered 404, such as a proxy.
	ForeignNotFound func(error) bool
	// Busy reports whether a call was refused because of a temporary status.
	Busy func(error) bool
	// InUse reports whether a deletion was refused because the object is in use.
	InUse func(error) bool
}

// Missing reports whether anybody says that an object does not exist.
func (e Errors) Missing(err error) bool { return e.NotFound(err) || e.ForeignNotFound(err) }

// Overview is what objects of all kinds have in common.
type Overview struct {
	ID        string
	Name      string // "" if it has none
	Status    string
	CreatedAt string
	UpdatedAt string
	Reasons   []Reason // why the status is failed
	// Optional are fields that some versions of the API omit.
	Optional []OptionalField
}

// OptionalField is a field that some versions of the API omit because they do not know it, and others because it is
// empty.
type OptionalField struct {
	Name   string
	Stated bool // the answer contains the field
	Empty  bool
	// Clear makes the field stated and empty.
	Clear func()
}

// Reason is why an object failed, in the API's words.
type Reason struct{ Code, Message string }

// Reasons lists why an object failed, in the API's words.
func Reasons(reasons []Reason) string {
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

// FailedError is returned if the status of an object is failed.
type FailedError struct {
	ID      string
	Status  string
	Reasons []Reason // may be empty
}

// Error gives the reasons in the API's words.
func (e *FailedError) Error() string {
	return fmt.Sprintf("the status of %s is %q: %s", e.ID, e.Status, Reasons(e.Reasons))
}

// Request is a request that creates an object, and what is known of its result.
type Request[T any] struct {
	Post func(ctx context.Context) (*T, error)
	// Key is the same for requests whose results could be mistaken for one another.
	Key string
	// Compare compares an object with the request.
	Compare func(*T) recovery.Comparison
	// Excludes reports whether the request is refused because an object exists; nil if nothing is known about that.
	Excludes func(refusal error, item *T) bool
}

// Create creates an object exactly once, see package recovery for the errors. It is returned as the API answered it,
// before it is ready.
func (k Kind[T]) Create(ctx context.Context, request Request[T]) (*recovery.Result[T], error) {
	return recovery.Create(ctx, k.Registry, k.Resource(request))
}

// Find looks for what attempts to create an object in an earlier process may have created. It returns nil if they created
// nothing, and a *recovery.AmbiguousError if it cannot be told.
func (k Kind[T]) Find(ctx context.Context, request Request[T], attempts []recovery.Attempt) (*recovery.Result[T], error) {
	return recovery.Find(ctx, k.Registry, k.Resource(request), attempts)
}

// Claim records that a Terraform resource manages the object with this id, so that no other one adopts it.
func (k Kind[T]) Claim(id string) { k.Registry.Claim(id) }

// Resource describes a request to package recovery.
func (k Kind[T]) Resource(request Request[T]) recovery.Resource[T] {
	return recovery.Resource[T]{
		Key: k.Name + " " + request.Key, Post: request.Post, List: k.List, Get: k.Reader.Get,
		// Whoever says that a listed object does not exist, it is read again.
		Missing: k.Errors.Missing,
		Compare: func(item *T) recovery.Comparison {
			if k.Overview(item).Status == k.Statuses.Deleting {
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

// Gone reports whether err says that the object with this id does not exist. A 404 that something else answered, such as
// a proxy, is believed only if the project's list does not contain the id either.
func (k Kind[T]) Gone(ctx context.Context, id string, err error) bool {
	if !k.Errors.ForeignNotFound(err) {
		return k.Errors.NotFound(err)
	}
	items, err := k.ListOne(ctx, id)
	return err == nil && !slices.ContainsFunc(items, func(item T) bool { return strings.EqualFold(k.Overview(&item).ID, id) })
}

// retryable reports whether a read may be repeated.
func (k Kind[T]) retryable(err error) bool {
	return otc.Transient(err) || k.Errors.ForeignNotFound(err)
}

func (k Kind[T]) statusOf(item *T) string {
	if item == nil {
		return "not found"
	}
	return k.Overview(item).Status
}
