package vpcep

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// The attribute permissions of a service is null where the configuration does not manage it: then nothing is asked
// and nothing is changed. An import takes in what is there, because it does not know the configuration.

// privatePermissions tells, beside the state, that the configuration manages the permissions.
const privatePermissions = "permissions_managed"

func permissionsAttribute() setwire.Attribute {
	return setwire.Attribute{ListAttribute: schema.ListAttribute{
		Optional: true, Computed: true, ElementType: types.StringType,
		Validators:    []validator.List{permissionForm{}},
		PlanModifiers: []planmodifier.List{permissionsPlan{}},
		MarkdownDescription: "Who may connect to the service, beside the owner's own account: each entry is " + permissionRule + ". " +
			"The list is authoritative: what is permitted elsewhere is revoked, and `[]` revokes all. " +
			"The owner's account, which some clouds list too, is left alone unless it is an entry. " +
			"Without the attribute the permissions are not managed " +
			"and stay as they are, which is what `opentelekomcloud_vpcep_service_permission` needs; do not use both for one service. " +
			"Changes in place.",
	}}
}

// permissionsPlan plans no change where the configuration does not manage the permissions. See keepPermissionForms for
// permissions in another form.
type permissionsPlan struct{}

func (permissionsPlan) Description(context.Context) string {
	return "Without the attribute the permissions are not managed."
}

func (v permissionsPlan) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (permissionsPlan) PlanModifyList(ctx context.Context, req planmodifier.ListRequest, resp *planmodifier.ListResponse) {
	if !req.ConfigValue.IsNull() {
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, privatePermissions, []byte("true"))...)
		return
	}
	resp.PlanValue = req.StateValue // null, or what an import took in
	managed, diags := req.Private.GetKey(ctx, privatePermissions)
	if resp.Diagnostics.Append(diags...); len(managed) == 0 || req.StateValue.IsNull() {
		return
	}
	resp.PlanValue = types.ListNull(types.StringType)
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, privatePermissions, nil)...)
	if len(req.StateValue.Elements()) > 0 {
		resp.Diagnostics.AddAttributeWarning(req.Path, "Permissions are no longer managed",
			"The configuration no longer sets permissions. All permissions stay as they are. To revoke them, apply permissions = [] first.")
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan.
func (r *serviceResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	r.Resource.ModifyPlan(ctx, req, resp)
	r.signIn.Check(ctx, req, resp, r.client.SignIn, adviceText)
	isNew, isDeleted := req.State.Raw.IsNull(), resp.Plan.Raw.IsNull()
	if resp.Diagnostics.HasError() || (isNew || isDeleted) && !r.checks.on() {
		return
	}
	if !isNew && !isDeleted {
		resp.Diagnostics.Append(keepPermissionForms(ctx, req.State, &resp.Plan)...)
	}
	var prior, plan *serviceModel
	if !isNew {
		prior = new(serviceModel)
		resp.Diagnostics.Append(r.Attributes.Get(ctx, req.State.Raw, prior)...)
	}
	if !isDeleted {
		plan = new(serviceModel)
		resp.Diagnostics.Append(r.Attributes.Get(ctx, resp.Plan.Raw, plan)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if !isNew && !isDeleted {
		r.planRevocation(ctx, req, resp, prior, plan)
	}
	r.planPorts(ctx, prior, plan, resp)
	if !r.signIn.Failed() {
		r.quotas.plans(ctx, r.client, quotaOfServices, req, resp)
	}
}

// refreshed has the ids of the services that were read and not planned with unknown permissions since. It belongs to the
// process and not to a client: one that is debugged or tested serves several runs of Terraform, with a client for each.
var refreshed sync.Map

// keepPermissionForms plans no change of a service where all that differs is the form in which permissions are written.
//
// Terraform plans twice: first with a configuration that may contain unknown values, and again during apply, when all
// are known. The second plan must not take back what the first one promised, which is the configured form of every
// permission that was known, and the provider is not told what the first one was. So the forms in the state are kept
// only if
//   - they make the plan empty, because an empty plan is not applied and hence not made again, and
//   - the service was refreshed: Terraform reads it before the first plan, and never before the second, which other than
//     in a debugged process has a process of its own. With -refresh=false another form is planned as a change, and its
//     apply requests nothing.
func keepPermissionForms(ctx context.Context, state tfsdk.State, plan *tfsdk.Plan) diag.Diagnostics {
	var (
		has, planned types.List
		id           types.String
		at           = path.Root("permissions")
	)
	diags := state.GetAttribute(ctx, path.Root("id"), &id)
	diags.Append(state.GetAttribute(ctx, at, &has)...)
	diags.Append(plan.GetAttribute(ctx, at, &planned)...)
	if diags.HasError() {
		return diags
	}
	if _, wholly := writtenPermissions(planned); !wholly {
		refreshed.Delete(id.ValueString()) // the next plan is the second one
		return diags
	}
	if _, first := refreshed.Load(id.ValueString()); !first || !samePermissionSet(planned, has) {
		return diags
	}
	kept := tfsdk.Plan{Schema: plan.Schema, Raw: plan.Raw}
	if diags.Append(kept.SetAttribute(ctx, at, has)...); !diags.HasError() && kept.Raw.Equal(state.Raw) {
		*plan = kept
	}
	return diags
}

func samePermissionSet(a, b types.List) bool {
	if a.IsNull() || b.IsNull() {
		return a.Equal(b)
	}
	inA, knownA := writtenPermissions(a)
	inB, knownB := writtenPermissions(b)
	return knownA && knownB && samePermissions(inA, inB)
}

// readPermissions gives the permissions of a service in the forms that had has them in. Where they are not managed
// nothing is asked.
func readPermissions(ctx context.Context, client *vpcep.Client, serviceID string, had types.List) (types.List, error) {
	if !known(had) {
		return types.ListNull(types.StringType), nil
	}
	refreshed.Store(serviceID, nil)
	entries, err := listPermissions(ctx, client, serviceID)
	if err != nil {
		return had, err
	}
	written, _ := writtenPermissions(had)
	entries = withoutOwner(ctx, client, serviceID, entries, written)
	return permissionSet(asWritten(entries, written)), nil
}

// changePermissions makes the permissions of a service the planned ones, given those that it had, null where that
// is not known. fresh says that the service was just created. It returns the value for the state and the entries that
// were revoked, also with an error.
func changePermissions(
	ctx context.Context,
	client *vpcep.Client,
	serviceID string,
	prior, planned types.List,
	fresh bool,
) (value types.List, revoked []string, err error) {
	wanted, ok := writtenPermissions(planned)
	if !ok || planned.IsNull() {
		return types.ListNull(types.StringType), nil, nil
	}
	written, _ := writtenPermissions(prior)
	has := apiForms(written)
	if prior.IsNull() && !fresh {
		// What is there has to be known to be revoked.
		if has, err = listPermissions(ctx, client, serviceID); err != nil {
			return prior, nil, err
		}
		has = withoutOwner(ctx, client, serviceID, has, wanted)
	}
	now, err := client.SetPermissions(ctx, serviceID, has, apiForms(wanted), fresh)
	kept := formsOf(now)
	revoked = slices.DeleteFunc(slices.Clone(has), func(entry string) bool { return kept[entry] })
	if err != nil {
		return permissionSet(asWritten(now, append(written, wanted...))), revoked, err
	}
	return planned, revoked, nil
}

// withoutOwner removes the account of the service's owner from what a cloud lists, unless it is configured. Some clouds
// list it by themselves; it may connect in any case. If the cloud does not tell who the owner is, nothing is removed.
func withoutOwner(ctx context.Context, client *vpcep.Client, serviceID string, listed, configured []string) []string {
	forms := formsOf(configured)
	foreign := func(entry string) bool { return !forms[entry] }
	if !slices.ContainsFunc(listed, foreign) {
		return listed
	}
	owner, err := client.OwnerDomainID(ctx, serviceID)
	if err != nil || owner == "" {
		return listed
	}
	return slices.DeleteFunc(listed, func(entry string) bool {
		return strings.EqualFold(entry, vpcep.AccountPrefix+owner) && foreign(entry)
	})
}

func listPermissions(ctx context.Context, client *vpcep.Client, serviceID string) ([]string, error) {
	permissions, err := client.ListPermissions(ctx, serviceID, vpcep.PermissionFilter{})
	if err != nil {
		return nil, err
	}
	entries := make([]string, len(permissions))
	for i, p := range permissions {
		entries[i] = p.Permission
	}
	return entries, nil
}

// adviceNotPermitted says how to keep a new service whose permissions could not be set.
func adviceNotPermitted(id string) string {
	return "The service itself is available and in the state, under its id " + id + ". " +
		"Terraform marks it as tainted and would replace it with the next apply. " +
		"Keep it with terraform untaint ADDRESS, fix what the error names and apply again: only what is missing is sent."
}
