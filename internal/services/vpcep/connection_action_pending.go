package vpcep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"golang.org/x/sync/errgroup"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// parallelDecisions is how many decisions are under way at the same time: as many as Terraform's default for resources.
const parallelDecisions = 10

// decidePending decides on the selected endpoints that wait for a decision.
func (a *connectionAction) decidePending(ctx context.Context, model *connectionActionModel, report progress) (diags diag.Diagnostics) {
	serviceID := model.ServiceID.ValueString()
	pending, err := a.client.ListConnections(ctx, serviceID, vpcep.ConnectionFilter{Status: vpcep.StatusPendingAcceptance})
	if err != nil {
		diags.Append(connectionError(fmt.Sprintf("list the connections of VPC Endpoint Service %q", serviceID), err))
		return diags
	}
	var selected []vpcep.Connection
	var unknown []string
	for _, c := range pending {
		switch isSelected, isKnown := model.selects(c); {
		case !isKnown:
			unknown = append(unknown, c.ID)
		case isSelected:
			selected = append(selected, c)
		}
	}
	report("%sing %d of %d endpoints of the service %s that wait for a decision", a.decision.verb, len(selected), len(pending), serviceID)
	if len(unknown) > 0 {
		diags.AddWarning(fmt.Sprintf("Nothing was decided on %d endpoints of VPC Endpoint Service %q", len(unknown), serviceID),
			"The API does not say which accounts they belong to:\n"+bullets(unknown)+"\n\nTo decide on one of them, set endpoint_id.")
	}
	results := a.decideAll(ctx, serviceID, selected, report)
	if slices.ContainsFunc(results, func(r decisionResult) bool { return r.err != nil }) {
		diags.Append(a.pendingError(serviceID, results))
	}
	return diags
}

// decisionResult is what became of a decision on one endpoint.
type decisionResult struct {
	endpoint string // with its account
	left     string // why there was nothing left to decide, or ""
	err      error
}

// decideAll decides on all connections, even if some of the decisions fail. The results are in the order of the connections.
func (a *connectionAction) decideAll(
	ctx context.Context, serviceID string, connections []vpcep.Connection, report progress,
) []decisionResult {
	var done atomic.Int64
	defer report.stillWaiting(func() string {
		return fmt.Sprintf("%d of %d endpoints", len(connections)-int(done.Load()), len(connections))
	})()
	results := make([]decisionResult, len(connections))
	var group errgroup.Group
	group.SetLimit(parallelDecisions)
	for i, c := range connections {
		group.Go(func() error {
			results[i] = a.decide(ctx, serviceID, c)
			done.Add(1)
			switch r := results[i]; {
			case r.left != "":
				report("%s: nothing to do, %s", r.endpoint, r.left)
			case r.err == nil:
				report("%s: %s", r.endpoint, a.decision.done)
			}
			return nil
		})
	}
	_ = group.Wait() // the errors are in the results
	return results
}

// decide decides on one connection that was pending. Another decision that was made meanwhile is kept.
func (a *connectionAction) decide(ctx context.Context, serviceID string, c vpcep.Connection) decisionResult {
	result := decisionResult{endpoint: "endpoint " + c.ID}
	if c.DomainID != nil {
		result.endpoint += " of the account " + *c.DomainID
	}
	if ctx.Err() != nil {
		result.err = fmt.Errorf("nothing was sent: %w", ctx.Err())
		return result
	}
	var lost *vpcep.ConnectionLostError
	var decided *vpcep.DecidedError
	_, err := a.client.DecidePending(ctx, serviceID, c, a.decision.status)
	switch {
	case errors.As(err, &lost), errors.As(err, &decided):
		result.left = err.Error()
	default:
		result.err = err
	}
	return result
}

// pendingError says what was decided and what was not.
func (a *connectionAction) pendingError(serviceID string, results []decisionResult) diag.Diagnostic {
	var decided, left, failed, advice []string
	timedOut := false
	for _, r := range results {
		switch {
		case r.err != nil:
			failed = append(failed, r.endpoint+": "+withoutCall(r.err))
			timedOut = timedOut || errors.Is(r.err, context.DeadlineExceeded)
			if text := adviceFor(r.err).text; text != "" && !slices.Contains(advice, text) {
				advice = append(advice, text)
			}
		case r.left != "":
			left = append(left, r.endpoint+": "+r.left)
		default:
			decided = append(decided, r.endpoint)
		}
	}
	paragraphs := []string{"Not " + a.decision.done + ", or not known to be:\n" + bullets(failed)}
	if len(decided) > 0 {
		paragraphs = append(paragraphs, "Now "+a.decision.done+":\n"+bullets(decided))
	}
	if len(left) > 0 {
		paragraphs = append(paragraphs, "Left as they are:\n"+bullets(left))
	}
	paragraphs = append(paragraphs, advice...)
	if timedOut {
		paragraphs = append(paragraphs, "To wait longer, set timeouts.")
	}
	return diag.NewErrorDiagnostic(
		fmt.Sprintf("Unable to %s %d of %d VPC Endpoint Connections of the service %q", a.decision.verb, len(failed), len(results), serviceID),
		strings.Join(append(paragraphs, adviceInvokeAgain), "\n\n"),
	)
}

// withoutCall returns the text of an error without the method and the URL, which are the same for all endpoints.
func withoutCall(err error) string {
	var answer *otc.Error
	if errors.As(err, &answer) {
		return strings.TrimPrefix(err.Error(), answer.Method+" "+answer.URL+": ")
	}
	return err.Error()
}

func bullets(lines []string) string { return "- " + strings.Join(lines, "\n- ") }
