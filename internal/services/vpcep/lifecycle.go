package vpcep

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// defaultTimeout bounds a create, an update or a delete. The API speaks of one to two minutes.
const defaultTimeout = 10 * time.Minute

// lifecycle is what happens to a service or an endpoint, from its creation to its deletion. M is the model of the
// resource, T the object of the API.
//
//	Create ──▶ POST ──▶ save the id ──▶ wait until ready ──▶ complete ──▶ save
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
// Each step is in a file of its own: lifecycle_create.go and so on.
type lifecycle[M, T any, P model[M, T]] struct {
	kind       vpcep.Kind[T]
	attributes framework.Attributes

	// request returns the request that creates what a plan describes.
	request func(plan P) vpcep.Request[T]
	// ready returns the statuses on the way to what a plan wants, and those that are.
	ready func(plan P) (pending, target []string)
	// changes returns the calls that turn prior into plan, in order. It makes none.
	changes func(prior, plan P) []change[M, T, P]
	// volatile lists the computed attributes that may change while the object is waited for, late those whose value may
	// be known only once it is ready.
	volatile, late []string

	// Hooks; nil if there is nothing to do.

	// affected returns the computed attributes, beside updated_at, that planned changes affect.
	affected func(plan, prior P) []string
	// complete does what remains to be done when the object is ready. prior is nil after a create. Its errors are
	// reported as completing, a verb such as "set the permissions of", and after a create with the advice incomplete.
	complete   func(ctx context.Context, prior, plan, state P) error
	completing string
	incomplete func(id string) string
	// read reads what the details do not contain.
	read func(ctx context.Context, state P) error
	// explain explains the refusal of a create or a change.
	explain func(ctx context.Context, err error, plan P) string
	// unblock makes room for a deletion that was refused because the object is in use. It reports whether the deletion
	// may be requested again; otherwise advice says what is in the way.
	unblock func(ctx context.Context, state P, attempt int) (again bool, advice []string, err error)
	// warn returns warnings about the status that was read.
	warn func(state P, item *T) diag.Diagnostics
}

// model is implemented by pointers to the models of services and endpoints.
type model[M, T any] interface {
	*M
	title() string // names the object in messages
	common() common
	// fromAPI takes over what the API answered. What an answer omits stays as it is, or becomes null if it is unknown.
	fromAPI(item *T)
}

// common are the attributes that services and endpoints share.
type common struct {
	id, status, updatedAt *types.String
	timeouts              *timeouts.Value
}

// change is one call that changes an object.
type change[M, T any, P model[M, T]] struct {
	name string // completes an error message, as in "change the tags"
	// send makes the call. It returns the object if the answer contains it.
	send func(ctx context.Context) (*T, error)
	// done records the change in the state.
	done func(state P)
}

// store is where a step saves its progress.
type store struct {
	state   *tfsdk.State
	private privateWriter
}

func (s store) save(ctx context.Context, state any) diag.Diagnostics { return s.state.Set(ctx, state) }

// differences returns what the API answered otherwise than planned.
func (l *lifecycle[M, T, P]) differences(ctx context.Context, plan P, item *T) []framework.Difference {
	got := *plan
	P(&got).fromAPI(item)
	return framework.Differences(ctx, l.attributes.Configurable, plan, &got)
}

// waitWritten waits until the object is ready and its details contain what is planned.
func (l *lifecycle[M, T, P]) waitWritten(ctx context.Context, plan P, id, lastStatus string) (*T, error) {
	pending, target := l.ready(plan)
	// A status that nothing was waited for before, such as rejected, need not change either.
	if lastStatus != "" && !slices.Contains(pending, lastStatus) {
		target = append(target, lastStatus)
	}
	return l.kind.WaitReady(ctx, id, vpcep.Ready[T]{
		Pending: pending, Target: target, LastStatus: lastStatus,
		Settled: func(item *T) bool { return len(l.differences(ctx, plan, item)) == 0 },
	})
}

// finish saves the state after a create or an update. It is as planned, as Terraform requires; what the API answered
// otherwise is a warning, and is seen by the next refresh.
func (l *lifecycle[M, T, P]) finish(ctx context.Context, to store, plan, state P, item *T) (diags diag.Diagnostics) {
	if item != nil {
		diags.Append(recordSeen(ctx, to.private, l.kind.Overview(item))...)
		for _, d := range l.differences(ctx, plan, item) {
			diags.Append(answeredOtherwise(state.title(), l.kind.Name, d))
		}
	}
	framework.KeepPlanned(ctx, plan, state)
	diags.Append(to.save(ctx, state)...)
	return diags
}
