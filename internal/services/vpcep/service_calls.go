package vpcep

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/lifecycle"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// serviceCalls are the calls that only services have.
type serviceCalls struct{ client *vpcep.Client }

type serviceChange = lifecycle.Change[serviceModel, vpcep.Service, *serviceModel]

// changes returns the calls that change a service: tags first, so that the answer to the PUT already contains them.
func (c serviceCalls) changes(prior, plan *serviceModel) []serviceChange {
	var list []serviceChange
	id := prior.ID.ValueString()
	if has, wanted := framework.TagValues(prior.Tags), framework.TagValues(plan.Tags); !maps.Equal(has, wanted) {
		list = append(list, serviceChange{
			Name: "change the tags",
			Send: func(ctx context.Context) (*vpcep.Service, error) {
				return nil, c.client.ChangeTags(ctx, vpcep.TaggedService, id, has, wanted)
			},
			Done: func(state *serviceModel) { state.Tags = plan.Tags },
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

// setPermissions makes the permissions those of the plan. A new service has none, and temporary errors of its first
// seconds are retried.
func (c serviceCalls) setPermissions(ctx context.Context, prior, plan, state *serviceModel) (err error) {
	has, fresh := types.SetNull(types.StringType), prior == nil
	// An interrupted create has the planned permissions in the state, but did not set them.
	if prior != nil && prior.Status.ValueString() == vpcep.StatusAvailable {
		has = prior.Permissions
	}
	state.Permissions, err = changePermissions(ctx, c.client, state.ID.ValueString(), has, plan.Permissions, fresh)
	return err
}

func (c serviceCalls) readPermissions(ctx context.Context, state *serviceModel) (err error) {
	state.Permissions, err = readPermissions(ctx, c.client, state.ID.ValueString(), state.Permissions)
	return err
}

// explain names the services that have the ports of a create or a change that was refused.
func (c serviceCalls) explain(ctx context.Context, err error, plan *serviceModel) string {
	if !vpcep.PortConflict(err) {
		return ""
	}
	services, listErr := c.client.ListServices(ctx, vpcep.ServiceFilter{})
	if listErr != nil {
		return ""
	}
	var conflicts []string
	for _, s := range services {
		taken := s.PortID != nil && strings.EqualFold(*s.PortID, plan.PortID.ValueString()) && s.Ports != nil &&
			vpcep.PortsConflict(portsOf(plan.Ports), *s.Ports)
		if taken && !strings.EqualFold(s.ID, plan.ID.ValueString()) {
			conflicts = append(conflicts, fmt.Sprintf("- %s (%s), status %s", s.ID, nameOrNone(s.ShortName()), s.Status))
		}
	}
	if len(conflicts) == 0 {
		return ""
	}
	return "These services have the same port_id and one of these ports:\n" + strings.Join(conflicts, "\n") +
		"\n\nIf this resource is being replaced with create_before_destroy, the likely cause is the service that is being replaced: " +
		"both cannot exist at the same time. Remove create_before_destroy from this resource, or change its ports or port_id too."
}

func nameOrNone(name string) string {
	if name == "" {
		return "no name"
	}
	return name
}
