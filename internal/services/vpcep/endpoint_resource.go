package vpcep

import (
	"context"
	"maps"
	"sync"

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

// NewEndpointResource returns the resource opentelekomcloud_vpcep_endpoint.
func NewEndpointResource() resource.Resource { return new(endpointResource) }

// endpointResource is the life cycle of an endpoint, with what only endpoints have.
type endpointResource struct {
	lifecycle[endpointModel, vpcep.Endpoint, *endpointModel]
}

// Metadata implements resource.Resource.
func (r *endpointResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_vpcep_endpoint"
}

// Schema implements resource.Resource.
func (r *endpointResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = endpointSchema(ctx)
}

// endpointAttributes are sorted once: a resource is made for each request of Terraform.
var endpointAttributes = sync.OnceValue(func() framework.Attributes {
	return framework.NewAttributes(endpointSchema(context.Background()), "wait_for_acceptance", "timeouts")
})

// Configure implements resource.ResourceWithConfigure.
func (r *endpointResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	client := configured(req.ProviderData, &resp.Diagnostics)
	if client == nil {
		return
	}
	r.lifecycle = lifecycle[endpointModel, vpcep.Endpoint, *endpointModel]{
		kind:       client.Endpoints(),
		attributes: endpointAttributes(),
		request: func(plan *endpointModel) vpcep.Request[vpcep.Endpoint] {
			return client.NewEndpoint(plan.createRequest())
		},
		ready: readyEndpoint,
		changes: func(prior, plan *endpointModel) []change[endpointModel, vpcep.Endpoint, *endpointModel] {
			return changeTags(client, prior, plan)
		},
		volatile: []string{"active_status", "enable_status", "endpoint_service_name", "status", "updated_at"},
		late:     []string{"dns_names", "ip", "marker_id", "policy_statement", "port_ip", "routetables", "specification_name"},
		warn:     warnEndpoint,
	}
}

// readyEndpoint returns the statuses that are waited for: acceptance is up to the owner of the service.
func readyEndpoint(plan *endpointModel) (pending, target []string) {
	if plan.WaitForAcceptance.ValueBool() {
		return []string{vpcep.StatusCreating, vpcep.StatusPendingAcceptance}, []string{vpcep.StatusAccepted}
	}
	return []string{vpcep.StatusCreating}, []string{vpcep.StatusAccepted, vpcep.StatusPendingAcceptance}
}

// changeTags returns the call that changes the tags. The API cannot change anything else.
func changeTags(client *vpcep.Client, prior, plan *endpointModel) []change[endpointModel, vpcep.Endpoint, *endpointModel] {
	id, has, wanted := prior.ID.ValueString(), framework.TagValues(prior.Tags), framework.TagValues(plan.Tags)
	if maps.Equal(has, wanted) {
		return nil
	}
	return []change[endpointModel, vpcep.Endpoint, *endpointModel]{{
		name: "change the tags",
		send: func(ctx context.Context) (*vpcep.Endpoint, error) {
			return nil, client.ChangeTags(ctx, vpcep.TaggedEndpoint, id, has, wanted)
		},
		done: func(state *endpointModel) { state.Tags = plan.Tags },
	}}
}

// warnEndpoint warns about a status that connects nothing, in each plan and also of a tainted endpoint.
func warnEndpoint(state *endpointModel, e *vpcep.Endpoint) (diags diag.Diagnostics) {
	switch e.Status {
	case vpcep.StatusFailed:
		diags.Append(failedWarning(state.title(), e.Errors))
	case vpcep.StatusRejected:
		diags.AddAttributeWarning(path.Root("status"), state.title()+" was rejected by the owner of the service",
			"It connects to nothing until the owner accepts it. Nothing is planned for that: ask the owner, "+
				"or ask again with a new endpoint by terraform apply -replace=ADDRESS.")
	}
	return diags
}

// ImportState implements resource.ResourceWithImportState.
func (r *endpointResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), req, resp)
}

func (m *endpointModel) common() common {
	return common{id: &m.ID, status: &m.Status, updatedAt: &m.UpdatedAt, timeouts: &m.Timeouts}
}
