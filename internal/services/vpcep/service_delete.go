package vpcep

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// Delete implements resource.Resource.
func (r *serviceResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var model serviceModel
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
	id := model.ID.ValueString()
	err := r.delete(ctx, id, model.Status.ValueString())
	if vpcep.InUse(err) {
		users, listErr := r.users(ctx, id)
		switch {
		case listErr != nil:
			resp.Diagnostics.Append(failure(operation, err, "The endpoints that use it could not be listed: "+listErr.Error()))
			return
		case !model.RejectConnectionsOnDelete.ValueBool():
			resp.Diagnostics.Append(failure(operation, err, describeUsers(users), adviceReject))
			return
		}
		if err = r.reject(ctx, id, users); err == nil {
			err = r.delete(ctx, id, model.Status.ValueString())
		}
	}
	if err != nil {
		resp.Diagnostics.Append(failure(operation, err))
	}
}

const adviceReject = "To have their connections rejected when the service is deleted, set reject_connections_on_delete = true, apply, and delete again."

// delete asks for the deletion and waits until the service is gone; it may be gone already. before is the status that
// the service was last seen with.
func (r *serviceResource) delete(ctx context.Context, id, before string) error {
	err := r.client.DeleteService(ctx, id)
	if vpcep.ChangingNow(err) {
		// It is still being created, or being deleted on somebody else's behalf.
		service, waitErr := r.client.WaitServiceAvailable(ctx, id, "")
		switch {
		case waitErr == nil, service != nil && service.Status == vpcep.StatusFailed:
			before = service.Status
			err = r.client.DeleteService(ctx, id)
		case service != nil && service.Status == vpcep.StatusDeleting:
			err = nil
		}
	}
	switch {
	case vpcep.NotFound(err):
		return nil
	case err != nil:
		return err
	}
	_, err = r.client.WaitServiceGone(ctx, id, before)
	return err
}

// users lists the connections that keep a service from being deleted.
func (r *serviceResource) users(ctx context.Context, id string) ([]vpcep.Connection, error) {
	connections, err := r.client.ListConnections(ctx, id, vpcep.ConnectionFilter{})
	if err != nil {
		return nil, err
	}
	var users []vpcep.Connection
	for _, c := range connections {
		if c.Status == vpcep.StatusAccepted || c.Status == vpcep.StatusCreating {
			users = append(users, c)
		}
	}
	return users, nil
}

func (r *serviceResource) reject(ctx context.Context, id string, users []vpcep.Connection) error {
	for _, user := range users {
		if _, err := r.client.DecideConnection(ctx, id, user.ID, vpcep.StatusRejected); err != nil {
			return fmt.Errorf("reject the connection of endpoint %s: %w", user.ID, err)
		}
	}
	return nil
}

// describedUsers is how many connections a message lists.
const describedUsers = 20

func describeUsers(users []vpcep.Connection) string {
	if len(users) == 0 {
		return "The API lists no connection that is accepted or being created; one may just have gone. Delete again."
	}
	var b strings.Builder
	b.WriteString("These connections are in the way:")
	for _, user := range users[:min(len(users), describedUsers)] {
		account := "unknown"
		if user.DomainID != nil {
			account = *user.DomainID
		}
		fmt.Fprintf(&b, "\n- endpoint %s of account %s, status %s", user.ID, account, user.Status)
	}
	if more := len(users) - describedUsers; more > 0 {
		fmt.Fprintf(&b, "\n- and %d more", more)
	}
	return b.String()
}
