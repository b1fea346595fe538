// Package vpcep is the Terraform side of the VPC Endpoint service.
package vpcep

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// defaultTimeout bounds a create, update or delete. The API speaks of one to two minutes.
const defaultTimeout = 10 * time.Minute

var (
	_ resource.ResourceWithConfigure   = (*serviceResource)(nil)
	_ resource.ResourceWithImportState = (*serviceResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*serviceResource)(nil)
)

// NewServiceResource makes the resource opentelekomcloud_vpcep_service.
func NewServiceResource() resource.Resource { return &serviceResource{} }

type serviceResource struct{ client *vpcep.Client }

// Metadata implements resource.Resource.
func (r *serviceResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_vpcep_service"
}

// Schema implements resource.Resource.
func (r *serviceResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = serviceSchema(ctx)
}

// Configure implements resource.ResourceWithConfigure.
func (r *serviceResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.client = framework.ProviderData[*vpcep.Client](req.ProviderData, &resp.Diagnostics)
}

// Read implements resource.Resource.
func (r *serviceResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var model serviceModel
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

	service, err := r.client.GetService(ctx, model.ID.ValueString())
	if vpcep.NotFound(err) {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		resp.Diagnostics.Append(failure(operation, err))
		return
	}
	r.client.Settle(service.ID)
	resp.Diagnostics.Append(completeShown(ctx, req.Private, &service.Tags, &service.Description)...)
	resp.Diagnostics.Append(noteShown(ctx, resp.Private, service.Tags, service.Description)...)
	model.answered(service)
	model.Permissions, err = readPermissions(ctx, r.client, service.ID, model.Permissions)
	if vpcep.NotFound(err) {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		resp.Diagnostics.Append(failure(operation, err))
		return
	}
	if service.Status == vpcep.StatusFailed {
		resp.Diagnostics.AddAttributeWarning(path.Root("status"), model.title()+" has failed",
			"The API gives as the reason: "+vpcep.Reasons(service.Errors)+".\n\nWhile it is configured, it is planned for replacement.")
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

// Update implements resource.Resource.
func (r *serviceResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var prior, model serviceModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	timeout, diags := model.Timeouts.Update(ctx, defaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	id, operation := prior.ID.ValueString(), "update "+prior.title()

	service, err := r.change(ctx, resp, &prior, &model)
	if err == nil && service != nil && service.Status != vpcep.StatusAvailable {
		model.answered(service)
		resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
		service, err = r.client.WaitServiceAvailable(ctx, id, service.Status)
	}
	if err != nil {
		if service != nil {
			prior.answered(service)
			resp.Diagnostics.Append(resp.State.Set(ctx, &prior)...)
		}
		resp.Diagnostics.Append(failure(operation, err, adviceUnfinished("service", id, err)))
		return
	}
	if service == nil {
		service = &vpcep.Service{} // nothing was asked of the cloud
	}
	model.notAnswered(&prior)
	model.answered(service)
	if prior.Status.ValueString() != vpcep.StatusAvailable {
		prior.Permissions = types.SetNull(types.StringType) // an interrupted create has them in the state, but did not set them
	}
	model.Permissions, err = changePermissions(ctx, r.client, id, prior.Permissions, model.Permissions, false)
	if err != nil {
		resp.Diagnostics.Append(failure("set the permissions of "+model.title(), err))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

// change sends what differs between prior and model: tags first, so that the answer to everything else already
// has them. It returns the service as the last answer has it, nil where nothing was asked.
func (r *serviceResource) change(ctx context.Context, resp *resource.UpdateResponse, prior, model *serviceModel) (*vpcep.Service, error) {
	id := prior.ID.ValueString()
	var last *vpcep.Service
	if prior.Status.ValueString() != vpcep.StatusAvailable {
		// An interrupted create goes on here: the API changes nothing before it is done.
		service, err := r.client.WaitServiceAvailable(ctx, id, prior.Status.ValueString())
		if err != nil {
			return service, err
		}
		last = service
	}
	update := model.updateRequest(prior)
	if has, wanted := framework.TagValues(prior.Tags), framework.TagValues(model.Tags); !maps.Equal(has, wanted) {
		if err := r.client.ChangeTags(ctx, vpcep.TaggedService, id, has, wanted); err != nil {
			return nil, fmt.Errorf("change the tags: %w", err)
		}
		prior.Tags = model.Tags
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("tags"), model.Tags)...)
		if update.Empty() {
			return r.client.WaitServiceAvailable(ctx, id, prior.Status.ValueString())
		}
	}
	if update.Empty() {
		return last, nil
	}
	return r.client.UpdateService(ctx, id, update)
}

// ImportState implements resource.ResourceWithImportState.
func (r *serviceResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), req, resp)
	// Known to be none, and so read: an import takes in what there is.
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("permissions"), permissionSet(nil))...)
}

// recover gives the model the id of the service that a create with an unknown outcome made; it stays null where there
// is none.
func (r *serviceResource) recover(ctx context.Context, private privateReader, model *serviceModel, operation string) (diags diag.Diagnostics) {
	model.ID, diags = recoverID(ctx, private, model, "service", operation, func(since time.Time) ([]string, error) {
		return r.client.RecoverService(ctx, model.createRequest(), since)
	})
	return diags
}
