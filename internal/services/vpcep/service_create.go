package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// Create implements resource.Resource.
func (r *serviceResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var model serviceModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	timeout, diags := model.Timeouts.Create(ctx, defaultTimeout)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	operation := "create " + model.title()

	creation, err := r.client.CreateService(ctx, model.createRequest())
	if err != nil {
		model.answered(&vpcep.Service{})
		resp.Diagnostics.Append(keepUnfinished(ctx, resp, &model, "service", operation, err)...)
		return
	}
	// The id is in the state before anything else can go wrong.
	permissions := model.Permissions
	model.Permissions = types.SetNull(types.StringType) // until they are set
	model.answered(creation.Service)
	if resp.Diagnostics.Append(resp.State.Set(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	if creation.Adopted != nil {
		resp.Diagnostics.AddWarning("Adopted "+model.title(), adoptedText("service", creation.Service.ID, creation.Adopted))
	}

	id := creation.Service.ID
	service, err := r.client.WaitServiceAvailable(ctx, id, creation.Service.Status)
	if service != nil {
		model.answered(service)
		resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
		resp.Diagnostics.Append(noteShown(ctx, resp.Private, service.Tags, service.Description)...)
	}
	advice := adviceUnfinished("service", id, err)
	if err == nil {
		operation, advice = "set the permissions of "+model.title(), adviceNotPermitted(id)
		model.Permissions, err = changePermissions(ctx, r.client, id, model.Permissions, permissions, true)
		resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
	}
	switch {
	case err == nil:
	case interrupted(ctx, err):
		// No error, so that Terraform does not taint the service. It then holds the create to what was planned; the next
		// refresh sees what is missing of the permissions.
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("permissions"), permissions)...)
		resp.Diagnostics.AddWarning("Interrupted: "+model.title()+" is not complete yet", framework.Explain(err,
			"It is in the state under its id "+id+". The next apply waits for it instead of creating another."))
	default:
		resp.Diagnostics.Append(failure(operation, err, advice))
	}
}
