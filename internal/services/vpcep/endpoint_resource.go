package vpcep

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

var (
	_ resource.ResourceWithConfigure      = (*endpointResource)(nil)
	_ resource.ResourceWithImportState    = (*endpointResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*endpointResource)(nil)
	_ resource.ResourceWithValidateConfig = (*endpointResource)(nil)
)

// NewEndpointResource makes the resource opentelekomcloud_vpcep_endpoint.
func NewEndpointResource() resource.Resource { return &endpointResource{} }

type endpointResource struct{ client *vpcep.Client }

// Metadata implements resource.Resource.
func (r *endpointResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_vpcep_endpoint"
}

// Schema implements resource.Resource.
func (r *endpointResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = endpointSchema(ctx)
}

// Configure implements resource.ResourceWithConfigure.
func (r *endpointResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.client = framework.ProviderData[*vpcep.Client](req.ProviderData, &resp.Diagnostics)
}

// Create implements resource.Resource.
func (r *endpointResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var model endpointModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	timeout, diags := model.Timeouts.Create(ctx, defaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	operation := "create " + model.title()

	creation, err := r.client.CreateEndpoint(ctx, model.createRequest())
	if err != nil {
		model.answered(&vpcep.Endpoint{})
		resp.Diagnostics.Append(keepUnfinished(ctx, resp, &model, "endpoint", operation, err)...)
		return
	}
	// The id is in the state before anything else can go wrong.
	model.answered(creation.Endpoint)
	if resp.Diagnostics.Append(resp.State.Set(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	if creation.Adopted != nil {
		resp.Diagnostics.AddWarning("Adopted "+model.title(), adoptedText("endpoint", creation.Endpoint.ID, creation.Adopted))
	}

	endpoint, err := r.client.WaitEndpointConnected(ctx, creation.Endpoint.ID, creation.Endpoint.Status, model.WaitForAcceptance.ValueBool())
	if endpoint != nil {
		model.answered(endpoint)
		resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
		resp.Diagnostics.Append(noteShown(ctx, resp.Private, endpoint.Tags, endpoint.Description)...)
	}
	switch {
	case err == nil:
	case interrupted(ctx, err):
		resp.Diagnostics.AddWarning("Interrupted: "+model.title()+" is not ready yet", framework.Explain(err,
			"It is in the state under its id "+model.ID.ValueString()+". The next apply waits for it instead of creating another."))
	default:
		resp.Diagnostics.Append(failure(operation, err, adviceUnfinished("endpoint", model.ID.ValueString(), err)))
	}
}

// Read implements resource.Resource.
func (r *endpointResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var model endpointModel
	if resp.Diagnostics.Append(req.State.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	operation := "read " + model.title()
	if model.ID.IsNull() {
		resp.Diagnostics.Append(r.recover(ctx, req.Private, &model, operation)...)
		if resp.Diagnostics.HasError() {
			return
		}
		if model.ID.IsNull() {
			resp.State.RemoveResource(ctx)
			return
		}
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, privateSince, nil)...)
	}

	endpoint, err := r.client.GetEndpoint(ctx, model.ID.ValueString())
	if vpcep.NotFound(err) {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		resp.Diagnostics.Append(failure(operation, err))
		return
	}
	r.client.Settle(endpoint.ID)
	resp.Diagnostics.Append(completeShown(ctx, req.Private, &endpoint.Tags, &endpoint.Description)...)
	resp.Diagnostics.Append(noteShown(ctx, resp.Private, endpoint.Tags, endpoint.Description)...)
	model.answered(endpoint)
	resp.Diagnostics.Append(endpointWarning(&model, endpoint)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

// endpointWarning tells of a status that does not connect anything, in each plan and for a tainted endpoint too.
func endpointWarning(model *endpointModel, e *vpcep.Endpoint) (diags diag.Diagnostics) {
	status := path.Root("status")
	switch e.Status {
	case vpcep.StatusFailed:
		diags.AddAttributeWarning(status, model.title()+" has failed",
			"The API gives as the reason: "+vpcep.Reasons(e.Errors)+".\n\nWhile it is configured, it is planned for replacement.")
	case vpcep.StatusRejected:
		diags.AddAttributeWarning(status, model.title()+" was rejected by the owner of the service",
			"It connects to nothing until the owner accepts it. Nothing is planned for that: ask the owner, "+
				"or ask again with a new endpoint by terraform apply -replace=ADDRESS.")
	}
	return diags
}

// Update implements resource.Resource. Of what the cloud knows only tags can change; an interrupted create goes on.
func (r *endpointResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var prior, model endpointModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	timeout, diags := model.Timeouts.Update(ctx, defaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	id, operation := prior.ID.ValueString(), "update "+prior.title()

	endpoint, err := r.change(ctx, resp, &prior, &model)
	if err != nil {
		if endpoint != nil {
			prior.answered(endpoint)
			resp.Diagnostics.Append(resp.State.Set(ctx, &prior)...)
			resp.Diagnostics.Append(noteShown(ctx, resp.Private, endpoint.Tags, endpoint.Description)...)
		}
		resp.Diagnostics.Append(failure(operation, err, adviceUnfinished("endpoint", id, err)))
		return
	}
	if endpoint == nil {
		endpoint = &vpcep.Endpoint{} // nothing was asked of the cloud
	}
	model.notAnswered(&prior)
	model.answered(endpoint)
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

// change waits for an endpoint that is not ready and sends what differs in the tags. It returns the endpoint as the
// last answer has it, nil where nothing was asked.
func (r *endpointResource) change(ctx context.Context, resp *resource.UpdateResponse, prior, model *endpointModel) (endpoint *vpcep.Endpoint, err error) {
	id := prior.ID.ValueString()
	if prior.waits(model) {
		if endpoint, err = r.client.WaitEndpointConnected(ctx, id, prior.Status.ValueString(), model.WaitForAcceptance.ValueBool()); err != nil {
			return endpoint, err
		}
	}
	has, wanted := framework.TagValues(prior.Tags), framework.TagValues(model.Tags)
	if maps.Equal(has, wanted) {
		return endpoint, nil
	}
	if err := r.client.ChangeTags(ctx, vpcep.TaggedEndpoint, id, has, wanted); err != nil {
		return nil, fmt.Errorf("change the tags: %w", err)
	}
	prior.Tags = model.Tags
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("tags"), model.Tags)...)
	return r.client.GetEndpoint(ctx, id)
}

// Delete implements resource.Resource.
func (r *endpointResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var model endpointModel
	resp.Diagnostics.Append(req.State.Get(ctx, &model)...)
	timeout, diags := model.Timeouts.Delete(ctx, defaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	operation := "delete " + model.title()

	if model.ID.IsNull() {
		resp.Diagnostics.Append(r.recover(ctx, req.Private, &model, operation)...)
		if resp.Diagnostics.HasError() || model.ID.IsNull() {
			return
		}
	}
	if err := r.delete(ctx, model.ID.ValueString(), model.Status.ValueString()); err != nil {
		resp.Diagnostics.Append(failure(operation, err))
	}
}

// delete asks for the deletion and waits until the endpoint is gone; it may be gone already. before is the status that
// the endpoint was last seen with.
func (r *endpointResource) delete(ctx context.Context, id, before string) error {
	err := r.client.DeleteEndpoint(ctx, id)
	if vpcep.ChangingNow(err) {
		// It is still being created, or being deleted on somebody else's behalf.
		endpoint, waitErr := r.client.WaitEndpointSettled(ctx, id)
		switch {
		case waitErr != nil:
			err = waitErr
		case endpoint.Status == vpcep.StatusDeleting:
			err = nil
		default:
			before = endpoint.Status
			err = r.client.DeleteEndpoint(ctx, id)
		}
	}
	switch {
	case vpcep.NotFound(err):
		return nil
	case err != nil:
		return err
	}
	_, err = r.client.WaitEndpointGone(ctx, id, before)
	return err
}

// ImportState implements resource.ResourceWithImportState.
func (r *endpointResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), req, resp)
}

// recover gives the model the id of the endpoint that a create with an unknown outcome made; it stays null where there
// is none.
func (r *endpointResource) recover(ctx context.Context, private privateReader, model *endpointModel, operation string) (diags diag.Diagnostics) {
	model.ID, diags = recoverID(ctx, private, model, "endpoint", operation, func(since time.Time) ([]string, error) {
		return r.client.RecoverEndpoint(ctx, model.createRequest(), since)
	})
	return diags
}
