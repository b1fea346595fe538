package vpcep

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// privateRevoked holds the entries, in the form of the API, that were revoked and whose connections may not all have been
// rejected: an apply failed or was interrupted.
const privateRevoked = "revoked_permissions"

// rejectRevoked rejects the connections of accounts whose permissions were revoked now or by an earlier apply, if
// reject_connections_on_revoke is set. What it cannot finish is left to the next apply.
func (c serviceHooks) rejectRevoked(ctx context.Context, private lifecycle.Private, plan, state *serviceModel, revoked []string) error {
	var left []string
	if diags := lifecycle.ReadPrivate(ctx, private, privateRevoked, &left); diags.HasError() {
		return errors.New(diags.Errors()[0].Detail())
	}
	if !plan.RejectConnectionsOnRevoke.ValueBool() || plan.Permissions.IsNull() {
		return leaveRevoked(ctx, private, left, nil)
	}
	// What could not be added yet counts as permitted too.
	permitted := slices.Concat(knownForms(state.Permissions), knownForms(plan.Permissions))
	if revoked = withoutPermitted(slices.Concat(left, revoked), permitted); len(revoked) == 0 {
		return leaveRevoked(ctx, private, left, nil)
	}
	_, err := c.client.RejectRevoked(ctx, state.ID.ValueString(), vpcep.Revocation{
		Revoked:   revoked,
		Permitted: func(context.Context) ([]string, error) { return permitted, nil },
	})
	if err != nil {
		err = fmt.Errorf("%w\n\n%s", err, adviceNotRejected+"remove reject_connections_on_revoke.")
		return errors.Join(err, leaveRevoked(ctx, private, left, revoked))
	}
	return leaveRevoked(ctx, private, left, nil)
}

// leaveRevoked records the entries that the next apply has to deal with, if they are others than before.
func leaveRevoked(ctx context.Context, private lifecycle.Private, before, now []string) error {
	if slices.Equal(before, now) {
		return nil
	}
	diags := writeRevoked(ctx, private, now)
	if diags.HasError() {
		return errors.New(diags.Errors()[0].Detail())
	}
	return nil
}

func writeRevoked(ctx context.Context, private lifecycle.Private, revoked []string) diag.Diagnostics {
	if len(revoked) == 0 {
		return private.SetKey(ctx, privateRevoked, nil)
	}
	return lifecycle.WritePrivate(ctx, private, privateRevoked, revoked)
}

// recordRevoked records the entries that are gone since the last read. They may have been revoked by an apply that was
// killed before it could reject the connections. If the configuration does not contain them either, the next apply rejects
// them.
func recordRevoked(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	if resp.Diagnostics.HasError() || resp.State.Raw.IsNull() {
		return
	}
	var (
		had, has types.List
		reject   types.Bool
		left     []string
	)
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("permissions"), &had)...)
	resp.Diagnostics.Append(resp.State.GetAttribute(ctx, path.Root("permissions"), &has)...)
	resp.Diagnostics.Append(resp.State.GetAttribute(ctx, path.Root("reject_connections_on_revoke"), &reject)...)
	resp.Diagnostics.Append(lifecycle.ReadPrivate(ctx, resp.Private, privateRevoked, &left)...)
	if resp.Diagnostics.HasError() || !reject.ValueBool() {
		return
	}
	now := withoutPermitted(slices.Concat(left, knownForms(had)), knownForms(has))
	if !slices.Equal(now, left) {
		resp.Diagnostics.Append(writeRevoked(ctx, resp.Private, now)...)
	}
}

// planRevocation warns which connections an update will reject, and plans an update if an earlier apply has left some.
func (r *serviceResource) planRevocation(
	ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, prior, plan *serviceModel,
) {
	var left []string
	resp.Diagnostics.Append(lifecycle.ReadPrivate(ctx, req.Private, privateRevoked, &left)...)
	if resp.Diagnostics.HasError() || !plan.RejectConnectionsOnRevoke.ValueBool() || plan.Permissions.IsNull() || plan.replaces(prior) ||
		prior.Status.ValueString() != vpcep.StatusAvailable {
		return
	}
	permitted := knownForms(plan.Permissions)
	_, wholly := writtenPermissions(plan.Permissions)
	if prior.Permissions.IsNull() && wholly && !slices.Contains(permitted, vpcep.Everyone) {
		resp.Diagnostics.AddAttributeWarning(path.Root("permissions"), "Connections may be rejected",
			"The permissions of the service were not managed before. Apply revokes those that are not configured, and rejects the connections "+
				"of their accounts, because reject_connections_on_revoke is set. The data sources opentelekomcloud_vpcep_permissions and "+
				"opentelekomcloud_vpcep_connections list both.")
		return
	}
	left = withoutPermitted(left, permitted)
	if len(left) > 0 {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("updated_at"), types.StringUnknown())...)
	}
	warning := revocationWarning{
		attribute: "permissions", left: left, uncertain: !wholly,
		revoked:   withoutPermitted(knownForms(prior.Permissions), permitted),
		permitted: permitted, serviceID: prior.ID.ValueString(),
	}
	if _, read := refreshed.Load(warning.serviceID); read {
		warning.lookup = r.client
	}
	resp.Diagnostics.Append(warning.diagnostics(ctx)...)
}

// knownForms returns the permissions of a list that are known, in the form of the API.
func knownForms(list types.List) []string {
	forms := make([]string, 0, len(list.Elements()))
	for _, element := range list.Elements() {
		if text, ok := element.(types.String); ok && known(text) {
			forms = append(forms, apiForm(text.ValueString()))
		}
	}
	return forms
}

// withoutPermitted returns the entries that are not among the permitted ones, each once. If everyone is permitted, that is
// none.
func withoutPermitted(entries, permitted []string) []string {
	forms := formsOf(permitted)
	if forms[vpcep.Everyone] {
		return nil
	}
	var left []string
	for _, entry := range entries {
		if !forms[entry] {
			forms[entry] = true
			left = append(left, entry)
		}
	}
	return left
}
