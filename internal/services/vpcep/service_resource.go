package vpcep

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

var (
	_ resource.ResourceWithConfigure   = (*serviceResource)(nil)
	_ resource.ResourceWithImportState = (*serviceResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*serviceResource)(nil)
	_ resource.ResourceWithIdentity    = (*serviceResource)(nil)
)

// NewServiceResource returns the resource opentelekomcloud_vpcep_service.
func NewServiceResource() resource.Resource { return new(serviceResource) }

// serviceResource is the resource opentelekomcloud_vpcep_service: the common life cycle with the operations of services.
type serviceResource struct {
	lifecycle.Resource[serviceModel, vpcep.Service, *serviceModel]

	client *vpcep.Client
	signIn *framework.PlanSignIn
	checks *planChecks
	quotas *planQuotas
}

// Metadata implements resource.Resource.
func (r *serviceResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName, resp.ResourceBehavior = req.ProviderTypeName+"_vpcep_service", lifecycle.Behavior
}

// Schema implements resource.Resource.
func (r *serviceResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = serviceSchema(ctx)
}

// serviceAttributes are computed once, because the framework creates a resource for each request of Terraform.
var serviceAttributes = sync.OnceValue(func() framework.Attributes {
	return framework.NewAttributes(serviceSchema(context.Background()), "permissions", "reject_connections_on_delete",
		"reject_connections_on_revoke", "timeouts")
})

// Configure implements resource.ResourceWithConfigure.
func (r *serviceResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	client := configured(req.ProviderData, &resp.Diagnostics)
	if client == nil {
		return
	}
	r.client = client
	r.signIn = framework.ServiceClient(req.ProviderData, framework.NewPlanSignIn, &resp.Diagnostics)
	r.checks = framework.ServiceClient(req.ProviderData, newPlanChecks, &resp.Diagnostics)
	r.quotas = framework.ServiceClient(req.ProviderData, newPlanQuotas, &resp.Diagnostics)
	hooks := serviceHooks{client}
	r.Resource = lifecycle.Resource[serviceModel, vpcep.Service, *serviceModel]{
		Kind:       client.Services(),
		Attributes: serviceAttributes(),
		Location:   client,
		Tags:       framework.NewTagPlan(req.ProviderData, serviceTagLimits),
		Request:    func(plan *serviceModel) async.Request[vpcep.Service] { return client.NewService(plan.createRequest()) },
		Ready: func(*serviceModel) (pending, target []string) {
			return []string{vpcep.StatusCreating}, []string{vpcep.StatusAvailable}
		},
		Requested:  requested,
		Changes:    hooks.changes,
		Volatile:   []string{"status", "updated_at"},
		APIError:   apiError,
		Affected:   affectedNames,
		Complete:   hooks.setPermissions,
		Completing: "set the permissions of",
		Incomplete: adviceNotPermitted,
		ReadMore:   hooks.readPermissions,
		Explain:    hooks.explain,
		Unblock:    hooks.rejectConnections,
	}
}

// ImportState implements resource.ResourceWithImportState.
func (r *serviceResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if r.Resource.ImportState(ctx, req, resp); resp.Diagnostics.HasError() {
		return
	}
	// A known value, so that the permissions are read: an import includes them.
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("permissions"), permissionSet(nil))...)
}

// affectedNames returns full_service_name if service_name changes, because it contains the short name.
func affectedNames(plan, prior *serviceModel) []string {
	if plan.ServiceName.Equal(prior.ServiceName) {
		return nil
	}
	return []string{"full_service_name"}
}

// Common implements lifecycle.Model.
func (m *serviceModel) Common() lifecycle.Common {
	return lifecycle.Common{
		ID: &m.ID, Status: &m.Status, UpdatedAt: &m.UpdatedAt, ProjectID: &m.ProjectID, Tags: &m.Tags, TagsAll: &m.TagsAll,
		Timeouts: &m.Timeouts,
	}
}

// ClearIncomplete sets the permissions to null until they are set in the cloud.
func (m *serviceModel) ClearIncomplete() { m.Permissions = types.ListNull(types.StringType) }

// requested returns the part of a plan that the request that creates a service contains.
func requested(plan *serviceModel) *serviceModel {
	part := *plan
	part.EnablePolicy = types.BoolUnknown()
	return &part
}
