package vpcep

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// What becomes of a create that did not go as planned is the same for services and endpoints. kind is
// "service" or "endpoint".

const adviceSeveral = "Find out which of them belongs to this resource and import it with " +
	"terraform import ADDRESS ID; delete those that nobody needs."

// interrupted tells whether err is that the work of ctx was cancelled, by a person or a pipeline, and not by a timeout.
func interrupted(ctx context.Context, err error) bool {
	return errors.Is(err, context.Canceled) && errors.Is(ctx.Err(), context.Canceled)
}

// titled is a model that messages can name.
type titled interface{ title() string }

// keepUnfinished keeps what the next run needs to know of a create that ended without an id.
func keepUnfinished(ctx context.Context, resp *resource.CreateResponse, model titled, kind, operation string, err error) diag.Diagnostics {
	var (
		diags   diag.Diagnostics
		unknown *vpcep.UnknownOutcomeError
		several *vpcep.SeveralFoundError
	)
	switch {
	case errors.As(err, &unknown):
		diags.Append(resp.State.Set(ctx, model)...)
		diags.Append(resp.Private.SetKey(ctx, privateSince, sinceJSON(unknown.Since))...)
		next := "Whether the " + kind + " exists is found out by the next plan or apply, before anything else: " +
			"if it does, it is taken over; nothing is created twice."
		if interrupted(ctx, err) {
			diags.AddWarning("Interrupted: it is not known yet whether "+model.title()+" was created", framework.Explain(err, next))
			return diags
		}
		diags.Append(failure(operation, err, next))
	case errors.As(err, &several):
		diags.Append(framework.Failure(operation, err, adviceSeveral))
	default:
		diags.Append(failure(operation, err))
	}
	return diags
}

// recoverID finds the one service or endpoint of a create whose outcome was unknown; the id is null where there is
// none. find lists the ids of those that may be it, of which none is older than since.
func recoverID(ctx context.Context, private privateReader, model titled, kind, operation string, find func(since time.Time) ([]string, error)) (types.String, diag.Diagnostics) {
	since, diags := createdSince(ctx, private)
	if diags.HasError() {
		return types.StringNull(), diags
	}
	found, err := find(since)
	switch {
	case err != nil:
		diags.Append(failure(operation, err))
	case len(found) > 1:
		several := &vpcep.SeveralFoundError{IDs: found, Err: errors.New("an earlier apply was cut short")}
		diags.Append(framework.Failure(operation, several, adviceSeveral))
	case len(found) == 1:
		diags.AddWarning("Adopted "+model.title(), fmt.Sprintf("An earlier apply asked for this %s and got no answer. "+
			"The %s %s is what it asked for, and is now in the state.", kind, kind, found[0]))
		return types.StringValue(found[0]), diags
	}
	return types.StringNull(), diags
}

func adoptedText(kind, id string, lost error) string {
	return fmt.Sprintf("The call that creates the %s got no answer (%s). The %s %s was found to be what it asked for, "+
		"and is managed by this resource now.", kind, lost, kind, id)
}

// adviceUnfinished says what to do about a service or an endpoint that exists but is not ready.
func adviceUnfinished(kind, id string, err error) string {
	var (
		failed   *vpcep.FailedError
		rejected *vpcep.RejectedError
		stays    = "The " + kind + " stays in the state under its id " + id + ". "
	)
	switch {
	case errors.As(err, &failed):
		return stays + "Mend what the reason names; the next apply replaces the " + kind + "."
	case errors.As(err, &rejected):
		return stays + "Ask the owner of the service to accept it. Once it is accepted, keep it with terraform untaint ADDRESS if " +
			"Terraform marked it as tainted; otherwise the next apply replaces a tainted one and so asks again."
	case errors.Is(err, context.DeadlineExceeded):
		return stays + "If it becomes ready later, keep it with terraform untaint ADDRESS if Terraform marked it as tainted; " +
			"a longer wait is set in timeouts."
	case errors.Is(err, context.Canceled):
		return stays + "The next apply goes on."
	default:
		return ""
	}
}

func sinceJSON(since time.Time) []byte {
	return []byte(`"` + since.UTC().Format(time.RFC3339Nano) + `"`)
}
