package vpcep

import (
	"context"
	"errors"
	"maps"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

var (
	_ resource.ResourceWithConfigure      = (*endpointResource)(nil)
	_ resource.ResourceWithImportState    = (*endpointResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*endpointResource)(nil)
	_ resource.ResourceWithValidateConfig = (*endpointResource)(nil)
	_ resource.ResourceWithIdentity       = (*endpointResource)(nil)
)

// NewEndpointResource returns the resource opentelekomcloud_vpcep_endpoint.
func NewEndpointResource() resource.Resource { return new(endpointResource) }

// endpointResource is the resource opentelekomcloud_vpcep_endpoint: the common life cycle with the operations of endpoints.
type endpointResource struct {
	lifecycle.Resource[endpointModel, vpcep.Endpoint, *endpointModel]

	client *vpcep.Client
	signIn *framework.PlanSignIn
	quotas *planQuotas
}

// Metadata implements resource.Resource.
func (r *endpointResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName, resp.ResourceBehavior = req.ProviderTypeName+"_vpcep_endpoint", lifecycle.Behavior
}

// Schema implements resource.Resource.
func (r *endpointResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = endpointSchema(ctx)
}

// endpointAttributes are computed once, because the framework creates a resource for each request of Terraform.
var endpointAttributes = sync.OnceValue(func() framework.Attributes {
	return framework.NewAttributes(endpointSchema(context.Background()), "wait_for_acceptance", "timeouts")
})

// Configure implements resource.ResourceWithConfigure.
func (r *endpointResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	client := configured(req.ProviderData, &resp.Diagnostics)
	if client == nil {
		return
	}
	r.client = client
	r.signIn = framework.ServiceClient(req.ProviderData, framework.NewPlanSignIn, &resp.Diagnostics)
	r.quotas = framework.ServiceClient(req.ProviderData, newPlanQuotas, &resp.Diagnostics)
	r.Resource = lifecycle.Resource[endpointModel, vpcep.Endpoint, *endpointModel]{
		Kind:       client.Endpoints(),
		Attributes: endpointAttributes(),
		Location:   client,
		Tags:       framework.NewTagPlan(req.ProviderData, endpointTagLimits),
		Request: func(plan *endpointModel) async.Request[vpcep.Endpoint] {
			return client.NewEndpoint(plan.createRequest())
		},
		Ready: readyEndpoint,
		Changes: func(prior, plan *endpointModel) []endpointChange {
			return changeTags(client, prior, plan)
		},
		Volatile: []string{"active_status", "enable_status", "endpoint_service_name", "status", "updated_at"},
		Late:     []string{"dns_names", "ip", "marker_id", "policy_statement", "port_ip", "routetables", "specification_name"},
		APIError: apiError,
		NotReady: adviceRejected,
		Warn:     warnRejected,
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan.
func (r *endpointResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	r.Resource.ModifyPlan(ctx, req, resp)
	r.signIn.Check(ctx, req, resp, r.client.SignIn, adviceText)
	if !r.signIn.Failed() {
		r.quotas.plans(ctx, r.client, quotaOfEndpoints, req, resp)
	}
}

type endpointChange = lifecycle.Change[endpointModel, vpcep.Endpoint, *endpointModel]

// readyEndpoint returns the statuses to wait for. Acceptance is up to the owner of the service, so by default a pending endpoint
// is ready.
func readyEndpoint(plan *endpointModel) (pending, target []string) {
	if plan.WaitForAcceptance.ValueBool() {
		return []string{vpcep.StatusCreating, vpcep.StatusPendingAcceptance}, []string{vpcep.StatusAccepted}
	}
	return []string{vpcep.StatusCreating}, []string{vpcep.StatusAccepted, vpcep.StatusPendingAcceptance}
}

// changeTags returns the call that changes the tags. The API cannot change anything else.
func changeTags(client *vpcep.Client, prior, plan *endpointModel) []endpointChange {
	id, current, desired := prior.ID.ValueString(), framework.AllTags(prior.TagsAll, prior.Tags), framework.AllTags(plan.TagsAll, plan.Tags)
	if maps.Equal(current, desired) {
		return nil
	}
	return []endpointChange{{
		Name: "change the tags",
		Send: func(ctx context.Context) (*vpcep.Endpoint, error) {
			return nil, client.ChangeTags(ctx, vpcep.TaggedEndpoint, id, current, desired)
		},
		Done: func(state *endpointModel) { state.Tags, state.TagsAll = plan.Tags, plan.TagsAll },
	}}
}

// warnRejected warns in each plan that an endpoint was rejected.
func warnRejected(state *endpointModel, e *vpcep.Endpoint) (diags diag.Diagnostics) {
	if e.Status == vpcep.StatusRejected {
		diags.AddAttributeWarning(path.Root("status"), state.Title()+" was rejected by the owner of the service",
			"It is not connected until the owner accepts it. Terraform plans no change for this: ask the owner, "+
				"or request a new endpoint with terraform apply -replace=ADDRESS.")
	}
	return diags
}

// adviceRejected returns the advice for an endpoint that was rejected during a wait.
func adviceRejected(err error) string {
	var rejected *vpcep.RejectedError
	if !errors.As(err, &rejected) {
		return ""
	}
	return "Ask the owner of the service to accept it. If Terraform marked it as tainted, the next apply replaces it, which requests " +
		"the connection again. To keep it once it is accepted, run\n\n  terraform untaint ADDRESS"
}
