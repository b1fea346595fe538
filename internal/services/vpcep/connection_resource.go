package vpcep

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

var (
	_ resource.ResourceWithConfigure   = (*connectionResource)(nil)
	_ resource.ResourceWithImportState = (*connectionResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*connectionResource)(nil)
	_ resource.ResourceWithIdentity    = (*connectionResource)(nil)
)

// NewConnectionResource returns the resource opentelekomcloud_vpcep_connection.
func NewConnectionResource() resource.Resource { return &connectionResource{} }

type connectionResource struct {
	client *vpcep.Client
	signIn *framework.PlanSignIn
}

// Metadata implements resource.Resource.
func (r *connectionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_vpcep_connection"
}

// Schema implements resource.Resource.
func (r *connectionResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = connectionSchema(ctx)
}

// Configure implements resource.ResourceWithConfigure.
func (r *connectionResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if r.client = configured(req.ProviderData, &resp.Diagnostics); r.client != nil {
		r.signIn = framework.ServiceClient(req.ProviderData, framework.NewPlanSignIn, &resp.Diagnostics)
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan. If only attributes of the provider change, such as a timeout, the
// cloud changes nothing, and no attribute is "known after apply".
func (r *connectionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	defer func() { r.signIn.Check(ctx, req, resp, r.client.SignIn, adviceText) }()
	if req.State.Raw.IsNull() || req.Plan.Raw.IsNull() {
		return
	}
	var config, plan, prior connectionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() || framework.Changed([]string{"service_id", "endpoint_id", "status"}, &plan, &prior) {
		return
	}
	framework.KeepPrior(&config, &plan, &prior)
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

// Create implements resource.Resource. A decision that fails is not saved in the state: it is idempotent, so the next apply
// can repeat it, whereas a tainted resource would be destroyed first.
func (r *connectionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var model connectionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	timeout, diags := model.Timeouts.Create(ctx, lifecycle.DefaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	operation, planned := model.decision(), model.Status

	serviceID, endpointID := model.key()
	decision, err := r.client.HoldConnection(ctx, serviceID, endpointID, planned.ValueString())
	interrupted := framework.Interrupted(ctx, err) && decision.Sent
	if err != nil && !interrupted {
		resp.Diagnostics.Append(connectionError(operation, err))
		return
	}
	if decision.Connection == nil {
		decision.Connection = &vpcep.Connection{}
	}
	model.fromAPI(decision.Connection)
	model.Status = planned
	resp.Diagnostics.Append(resp.Identity.Set(ctx, model.identity())...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
	if interrupted {
		resp.Diagnostics.AddWarning("Interrupted: it is not known yet whether the decision on "+model.title()+" is in force",
			framework.ErrorDetail(err,
				"The decision was sent to the cloud. The next plan reads the status of the connection, and plans the decision again if necessary."))
	}
}

// Read implements resource.Resource.
func (r *connectionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	defer requireMoved(ctx, req, resp)
	var model connectionModel
	if resp.Diagnostics.Append(req.State.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	// The framework requires an identity even if the connection is gone.
	resp.Diagnostics.Append(resp.Identity.Set(ctx, model.identity())...)
	serviceID, endpointID := model.key()
	connection, err := r.client.ReadConnection(ctx, serviceID, endpointID)
	switch {
	case errors.Is(err, vpcep.ErrNoConnection), vpcep.NotFound(err):
		resp.State.RemoveResource(ctx)
	case err != nil:
		resp.Diagnostics.Append(connectionError("read "+model.title(), err))
	default:
		model.fromAPI(connection)
		resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
	}
}

// Update implements resource.Resource.
func (r *connectionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var prior, model connectionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	timeout, diags := model.Timeouts.Update(ctx, lifecycle.DefaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	resp.Diagnostics.Append(resp.Identity.Set(ctx, model.identity())...) // an older state has none
	if model.Status.Equal(prior.Status) {
		resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
		return
	}
	serviceID, endpointID := model.key()
	decision, err := r.client.DecideConnection(ctx, serviceID, endpointID, model.Status.ValueString())
	if err != nil {
		if decision.Connection != nil {
			prior.fromAPI(decision.Connection)
			resp.Diagnostics.Append(resp.State.Set(ctx, &prior)...)
		}
		resp.Diagnostics.Append(connectionError(model.decision(), err))
		return
	}
	model.fromAPI(decision.Connection)
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

// Delete implements resource.Resource. It keeps a decision that another resource made when it was created in the same apply.
func (r *connectionResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var model connectionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &model)...)
	timeout, diags := model.Timeouts.Delete(ctx, lifecycle.DefaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() || !model.RejectOnDelete.ValueBool() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	serviceID, endpointID := model.key()
	if err := r.client.ReleaseConnection(ctx, serviceID, endpointID); err != nil {
		resp.Diagnostics.Append(connectionError("reject "+model.title(), err))
	}
}

// connectionError returns the diagnostic of a failed operation on a connection.
func connectionError(operation string, err error) diag.Diagnostic {
	var (
		lost   *vpcep.ConnectionLostError
		failed *async.FailedError
	)
	switch {
	case vpcep.NotFound(err):
		return framework.AttributeErrorDiagnostic(path.Root("service_id"), operation, err,
			"Check service_id: only the account that owns a service decides on its connections.")
	case errors.As(err, &lost):
		return framework.AttributeErrorDiagnostic(path.Root("endpoint_id"), operation, err,
			"Remove this resource from the configuration, or set endpoint_id to another endpoint.")
	case errors.As(err, &failed):
		return framework.ErrorDiagnostic(operation, err, adviceEndpointFailed)
	case errors.Is(err, context.DeadlineExceeded):
		return framework.ErrorDiagnostic(operation, err,
			"Check that the endpoint of endpoint_id exists and connects to the service of service_id. To wait longer, set timeouts.")
	default:
		return framework.ErrorDiagnostic(operation, err, adviceFor(err).text)
	}
}
