package vpcep

import (
	"context"
	"errors"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// serviceHooks are the functions of the life cycle that only services need.
type serviceHooks struct{ client *vpcep.Client }

type serviceChange = lifecycle.Change[serviceModel, vpcep.Service, *serviceModel]

// changes returns the calls that change a service. Tags come first, so that the response to the PUT contains them.
func (c serviceHooks) changes(prior, plan *serviceModel) []serviceChange {
	var list []serviceChange
	id := prior.ID.ValueString()
	current, desired := framework.AllTags(prior.TagsAll, prior.Tags), framework.AllTags(plan.TagsAll, plan.Tags)
	if !maps.Equal(current, desired) {
		list = append(list, serviceChange{
			Name: "change the tags",
			Send: func(ctx context.Context) (*vpcep.Service, error) {
				return nil, c.client.ChangeTags(ctx, vpcep.TaggedService, id, current, desired)
			},
			Done: func(state *serviceModel) { state.Tags, state.TagsAll = plan.Tags, plan.TagsAll },
		})
	}
	if update := plan.updateRequest(prior); !update.Empty() {
		list = append(list, serviceChange{
			Name: "change the service",
			Send: func(ctx context.Context) (*vpcep.Service, error) { return c.client.UpdateService(ctx, id, update) },
			Done: func(state *serviceModel) { state.applied(plan) },
		})
	}
	return list
}

// setPermissions changes the permissions to those of the plan. A new service has none, and calls that fail in its first
// seconds are retried. The connections of revoked accounts are rejected after that, so that none is made in between.
func (c serviceHooks) setPermissions(ctx context.Context, private lifecycle.Private, prior, plan, state *serviceModel) error {
	current, isNew := types.ListNull(types.StringType), prior == nil
	// After an interrupted create, the state contains the planned permissions, but they were not set.
	if prior != nil && prior.Status.ValueString() == vpcep.StatusAvailable {
		current = prior.Permissions
	}
	now, revoked, err := changePermissions(ctx, c.client, state.ID.ValueString(), current, plan.Permissions, isNew)
	state.Permissions = now
	return errors.Join(err, c.rejectRevoked(ctx, private, plan, state, revoked))
}

func (c serviceHooks) readPermissions(ctx context.Context, state *serviceModel) (err error) {
	state.Permissions, err = readPermissions(ctx, c.client, state.ID.ValueString(), state.Permissions)
	return err
}

// explain lists the services that cause a port conflict.
func (c serviceHooks) explain(ctx context.Context, err error, plan *serviceModel) string {
	if !vpcep.PortConflict(err) {
		return ""
	}
	services, listErr := c.client.ListServices(ctx, vpcep.ServiceFilter{})
	if listErr != nil {
		return ""
	}
	var conflicts []string
	for _, s := range services {
		conflict := s.PortID != nil && strings.EqualFold(*s.PortID, plan.PortID.ValueString()) && s.Ports != nil &&
			vpcep.PortsConflict(portsOf(plan.Ports), *s.Ports)
		if conflict && !strings.EqualFold(s.ID, plan.ID.ValueString()) {
			conflicts = append(conflicts, serviceLine(&s))
		}
	}
	if len(conflicts) == 0 {
		return ""
	}
	return "These services have the same port_id and one of these ports:\n" + strings.Join(conflicts, "\n") +
		"\n\nIf this resource is being replaced with create_before_destroy, the likely cause is the service that is being replaced, " +
		"because both cannot exist at the same time. Remove create_before_destroy from this resource, or also change its ports or port_id."
}

func nameOrNone(name string) string {
	if name == "" {
		return "no name"
	}
	return name
}
