// Package lifecycle is what happens to an object of the cloud from its creation to its deletion, written once for all
// resources whose objects are created, changed and deleted asynchronously.
package lifecycle

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
)

// DefaultTimeout bounds a create, an update or a delete. The API speaks of one to two minutes.
const DefaultTimeout = 10 * time.Minute

// Resource is the life cycle of a Terraform resource: what happens to an object from its creation to its deletion. M is
// the model of the resource, T the object of the API. It implements resource.Resource but for Metadata and Schema.
//
//	Create ──▶ POST ──▶ save the id ──▶ wait until ready ──▶ changes that POST cannot contain ──▶ complete ──▶ save
//	             │ unknown outcome            │ interrupted
//	             ▼                            ▼
//	        state without an id          state "creating"
//	             │ Read, Update or Delete     │ Update
//	             ▼                            ▼
//	        find ──▶ found: save the id ──▶ wait until ready
//	             └─▶ none: Read removes it, Update creates it
//
//	Read   ──▶ GET ──▶ save, or remove what the API says is gone
//	Update ──▶ wait if not ready ──▶ changes, one call each ──▶ wait until the details contain them ──▶ complete ──▶ save
//	Delete ──▶ DELETE ──▶ wait until gone
//
// Each of them is in the file of its name.
type Resource[M, T any, P Model[M, T]] struct {
	Kind       async.Kind[T]
	Attributes framework.Attributes
	Location   Location
	Tags       framework.TagPlan

	// Request returns the request that creates what a plan describes.
	Request func(plan P) async.Request[T]
	// Ready returns the statuses on the way to what a plan wants, and those that are.
	Ready func(plan P) (pending, target []string)
	// Changes returns the calls that turn prior into plan, in order. It makes none.
	Changes func(prior, plan P) []Change[M, T, P]
	// Volatile lists the computed attributes that may change while the object is waited for, Late those whose value may
	// be known only once it is ready.
	Volatile, Late []string
	// APIError makes the diagnostic of an operation that err ended.
	APIError func(operation string, err error, advice ...string) diag.Diagnostic

	// Hooks; nil if there is nothing to do.

	// Requested returns the part of a plan that the request of a create contains: attributes that it cannot contain are
	// unknown. The changes from this part to the plan are made when the object is ready.
	Requested func(plan P) P
	// Affected returns the computed attributes, beside updated_at, that planned changes affect.
	Affected func(plan, prior P) []string
	// Complete does what remains to be done when the object is ready. prior is nil after a create. private is saved also
	// if it fails. Its errors are reported as Completing, a verb such as "set the permissions of", and after a create with
	// the advice Incomplete.
	Complete   func(ctx context.Context, private Private, prior, plan, state P) error
	Completing string
	Incomplete func(id string) string
	// ReadMore reads what the details do not contain.
	ReadMore func(ctx context.Context, state P) error
	// Explain explains the refusal of a create or a change.
	Explain func(ctx context.Context, err error, plan P) string
	// NotReady is the advice on an error of the kind's own while the object is waited for, "" for any other.
	NotReady func(err error) string
	// Unblock makes room for a deletion that was refused because the object is in use. It reports whether the deletion
	// may be requested again; otherwise advice says what is in the way.
	Unblock func(ctx context.Context, state P, attempt int) (again bool, advice []string, err error)
	// Warn returns warnings about the status that was read.
	Warn func(state P, item *T) diag.Diagnostics
}

// Model is implemented by pointers to models.
type Model[M, T any] interface {
	*M
	// Title names the object in messages, as in `VPC Endpoint Service "web"`.
	Title() string
	Common() Common
	// FromAPI takes over what the API answered. What an answer omits stays as it is, or becomes null if it is unknown.
	FromAPI(item *T)
}

// Common are the attributes that all models have.
type Common struct {
	ID, Status, UpdatedAt, ProjectID *types.String
	Tags, TagsAll                    *types.Map
	Timeouts                         *timeouts.Value
}

// Change is one call that changes an object.
type Change[M, T any, P Model[M, T]] struct {
	Name string // completes an error message, as in "change the tags"
	// Send makes the call. It returns the object if the answer contains it.
	Send func(ctx context.Context) (*T, error)
	// Done records the change in the state.
	Done func(state P)
}

// differences returns what the API answered otherwise than planned.
func (r *Resource[M, T, P]) differences(ctx context.Context, plan P, item *T) []framework.Difference {
	got := *plan
	P(&got).FromAPI(item)
	return framework.Differences(ctx, r.Attributes.Configurable, plan, &got)
}

// waitWritten waits until the object is ready and its details contain what is planned.
func (r *Resource[M, T, P]) waitWritten(ctx context.Context, plan P, id, lastStatus string) (*T, error) {
	pending, target := r.Ready(plan)
	// A status that nothing was waited for before, such as rejected, need not change either.
	if lastStatus != "" && lastStatus != r.Kind.Statuses.Failed && !slices.Contains(pending, lastStatus) {
		target = append(target, lastStatus)
	}
	return r.Kind.WaitReady(ctx, id, async.Ready[T]{
		Pending: pending, Target: target, LastStatus: lastStatus,
		Settled: func(item *T) bool { return len(r.differences(ctx, plan, item)) == 0 },
	})
}

// finish saves the state after a create or an update. It is as planned, as Terraform requires; what the API answered
// otherwise is a warning, and is seen by the next refresh.
func (r *Resource[M, T, P]) finish(ctx context.Context, to store[M, T, P], plan, state P, item *T) (diags diag.Diagnostics) {
	if item != nil {
		diags.Append(recordSeen(ctx, to.private, r.Kind.Overview(item))...)
		differences := r.differences(ctx, plan, item)
		for _, d := range differences {
			// The same difference is also one of tags_all.
			inTags := slices.ContainsFunc(differences, func(d framework.Difference) bool { return d.Attribute == framework.AttributeTags })
			if d.Attribute != framework.AttributeTagsAll || !inTags {
				diags.Append(answeredOtherwise(state.Title(), r.Kind.Name, d))
			}
		}
	}
	framework.KeepPlanned(ctx, plan, state)
	diags.Append(to.save(ctx, state)...)
	return diags
}
