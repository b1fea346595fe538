package vpcep

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

var (
	_ action.ActionWithConfigure        = (*connectionAction)(nil)
	_ action.ActionWithConfigValidators = (*connectionAction)(nil)
)

// NewAcceptConnectionAction returns the action opentelekomcloud_vpcep_accept_connection.
func NewAcceptConnectionAction() action.Action {
	return &connectionAction{decision: connectionDecision{
		status: vpcep.StatusAccepted, verb: "accept", present: "Accepts", done: "accepted", opposite: "rejected",
	}}
}

// NewRejectConnectionAction returns the action opentelekomcloud_vpcep_reject_connection.
func NewRejectConnectionAction() action.Action {
	return &connectionAction{decision: connectionDecision{
		status: vpcep.StatusRejected, verb: "reject", present: "Rejects", done: "rejected", opposite: "accepted",
	}}
}

// connectionDecision is what an action decides, and the words for it.
type connectionDecision struct{ status, verb, present, done, opposite string }

// connectionAction accepts or rejects connections of a service.
type connectionAction struct {
	decision connectionDecision
	client   *vpcep.Client
}

// Metadata implements action.Action.
func (a *connectionAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_vpcep_" + a.decision.verb + "_connection"
}

// Schema implements action.Action.
func (a *connectionAction) Schema(ctx context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = connectionActionSchema(ctx, a.decision)
}

// ConfigValidators implements action.ActionWithConfigValidators.
func (a *connectionAction) ConfigValidators(context.Context) []action.ConfigValidator {
	return []action.ConfigValidator{selectors()}
}

// Configure implements action.ActionWithConfigure.
func (a *connectionAction) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.client = configured(req.ProviderData, &resp.Diagnostics)
}

// Invoke implements action.Action. It decides nothing that is decided already, so that it can be repeated.
func (a *connectionAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var model connectionActionModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	timeout, diags := model.Timeouts.Invoke(ctx, lifecycle.DefaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	report := progress(func(format string, args ...any) {
		resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf(format, args...)})
	})
	if model.EndpointID.IsNull() {
		resp.Diagnostics.Append(a.decidePending(ctx, &model, report)...)
		return
	}
	resp.Diagnostics.Append(a.decideOne(ctx, model.ServiceID.ValueString(), model.EndpointID.ValueString(), report)...)
}

// decideOne decides on one endpoint in any status, and waits for it if it is not listed yet.
func (a *connectionAction) decideOne(ctx context.Context, serviceID, endpointID string, report progress) (diags diag.Diagnostics) {
	report("%sing endpoint %s of the service %s", a.decision.verb, endpointID, serviceID)
	defer report.stillWaiting(func() string { return "endpoint " + endpointID })()
	decision, err := a.client.DecideConnection(ctx, serviceID, endpointID, a.decision.status)
	switch {
	case err != nil:
		diags.Append(a.oneError(ctx, serviceID, endpointID, decision, err))
	case decision.Sent:
		report("endpoint %s: %s", endpointID, a.decision.done)
	default:
		report("endpoint %s: nothing to do, it is %s already", endpointID, a.decision.done)
	}
	return diags
}

// oneError returns the diagnostic of a failed decision on one endpoint.
func (a *connectionAction) oneError(ctx context.Context, serviceID, endpointID string, decision vpcep.Decision, err error) diag.Diagnostic {
	operation := fmt.Sprintf("%s VPC Endpoint Connection %q of the service %q", a.decision.verb, endpointID, serviceID)
	var lost *vpcep.ConnectionLostError
	switch {
	case errors.As(err, &lost):
		return framework.AttributeErrorDiagnostic(path.Root("endpoint_id"), operation, err, "Set endpoint_id to another endpoint.")
	case framework.Interrupted(ctx, err) && decision.Sent:
		return framework.ErrorDiagnostic(operation, err, "The decision was sent to the cloud, but it is not known yet whether it is in force. "+
			adviceInvokeAgain)
	case framework.Interrupted(ctx, err):
		return framework.ErrorDiagnostic(operation, err, "Nothing was decided. "+adviceInvokeAgain)
	default:
		return connectionError(operation, err)
	}
}

const adviceInvokeAgain = "To continue, invoke the action again: it sends only what is not decided yet."
