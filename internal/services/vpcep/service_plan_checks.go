package vpcep

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

const (
	// planRequestTimeout limits what a plan spends on a request that only the checks need.
	planRequestTimeout = 3 * time.Second
	// planSettles is how long a check waits before it reports something, for other resources of the same plan: Terraform may have
	// just begun to read or plan one that is deleted.
	planSettles = 250 * time.Millisecond
)

// servicePlan is what Terraform has planned for a service.
type servicePlan struct {
	id      string // "" if it is new
	gone    bool   // deleted or replaced
	changed bool   // new, or with other ports or another port_id
	ports   []vpcep.Port

	portID, name, vpcID, serverType types.String
}

// portUse is one end of a port mapping. Only one service can have it.
type portUse struct {
	portID string // in lower case
	end    vpcep.PortEnd
}

func portUses(portID string, ports []vpcep.Port) []portUse {
	uses := make([]portUse, 0, 2*len(ports))
	for _, port := range ports {
		for _, end := range port.Ends() {
			uses = append(uses, portUse{strings.ToLower(portID), end})
		}
	}
	return uses
}

// planChecks compares the port mappings of the services that one run of Terraform plans with each other and with those in the
// cloud. Terraform plans resources in any order and several at a time, so each plan is compared with those before it.
//
// Terraform plans again during apply. What it plans after the first write was compared before.
type planChecks struct {
	off bool

	mu      sync.Mutex
	byID    map[string]*servicePlan // that exist, by id in lower case
	planned map[portUse][]*servicePlan
	read    map[string]bool // ids in lower case
	pending []*servicePlan  // not compared with the cloud yet

	listed sync.Once
	cloud  map[portUse][]*vpcep.Service // nil if there is no list
}

func newPlanChecks(cloud *otc.Client) *planChecks {
	return &planChecks{
		off: cloud.SkipPlanChecks(), byID: map[string]*servicePlan{}, planned: map[portUse][]*servicePlan{}, read: map[string]bool{},
	}
}

// on reports whether the provider is configured, and not to plan without checks.
func (c *planChecks) on() bool { return c != nil && !c.off }

// reads records that Terraform refreshes a service, which it does before it plans it.
func (c *planChecks) reads(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read[strings.ToLower(id)] = true
}

// add records what is planned for a service, and returns the services planned before it that cannot exist together with it.
func (c *planChecks) add(s *servicePlan) (conflicts []*servicePlan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s.id != "" {
		if before := c.byID[strings.ToLower(s.id)]; before != nil {
			before.gone = true
		}
		c.byID[strings.ToLower(s.id)] = s
	}
	if s.gone || len(s.ports) == 0 || !known(s.portID) {
		return nil
	}
	for _, use := range portUses(s.portID.ValueString(), s.ports) {
		for _, other := range c.planned[use] {
			if other != s && s.conflictsWith(other) && !slices.Contains(conflicts, other) {
				conflicts = append(conflicts, other)
			}
		}
		c.planned[use] = append(c.planned[use], s)
	}
	if s.changed {
		c.pending = append(c.pending, s)
	}
	return conflicts
}

// conflictsWith reports whether two services that have a port in common are certain to conflict. Those that are not changed
// exist in the cloud side by side.
func (s *servicePlan) conflictsWith(other *servicePlan) bool {
	return !other.gone && (s.changed || other.changed) && !s.mayReplace(other)
}

// mayReplace reports whether s may be the replacement of another service. The provider is not told that Terraform replaces
// a service because of -replace or replace_triggered_by: it plans an update, and then a new service from the same configuration.
func (s *servicePlan) mayReplace(other *servicePlan) bool {
	same := func(a, b types.String) bool {
		return a.IsUnknown() || b.IsUnknown() || strings.EqualFold(a.ValueString(), b.ValueString())
	}
	return s.id == "" && other.id != "" && vpcep.SamePorts(s.ports, other.ports) && same(s.portID, other.portID) &&
		same(s.name, other.name) && same(s.vpcID, other.vpcID) && same(s.serverType, other.serverType)
}

// unplanned are services in the cloud that a planned service conflicts with, unless Terraform has plans for them too.
type unplanned struct {
	service  *servicePlan
	services []*vpcep.Service
}

// look compares services that were not compared yet with those in the cloud. It requests a list at most once.
func (c *planChecks) look(ctx context.Context, list func(context.Context) ([]vpcep.Service, error)) (found []unplanned) {
	c.mu.Lock()
	pending := c.pending
	c.pending = nil
	c.mu.Unlock()
	if len(pending) == 0 {
		return nil
	}
	c.listed.Do(func() { c.cloud = listPortUses(ctx, list) })
	if len(c.compare(pending)) == 0 {
		return nil
	}
	settle(ctx)
	return c.compare(pending)
}

// settle waits for other resources of the same plan.
func settle(ctx context.Context) {
	select {
	case <-time.After(planSettles):
	case <-ctx.Done():
	}
}

// compare returns services in the cloud that conflict with planned ones.
func (c *planChecks) compare(pending []*servicePlan) (found []unplanned) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range pending {
		var services []*vpcep.Service
		for _, use := range portUses(s.portID.ValueString(), s.ports) {
			for _, other := range c.cloud[use] {
				id := strings.ToLower(other.ID)
				// What is read is planned next, and then compared.
				if c.byID[id] == nil && !c.read[id] && !slices.Contains(services, other) {
					services = append(services, other)
				}
			}
		}
		if len(services) > 0 && !s.gone {
			found = append(found, unplanned{s, services})
		}
	}
	return found
}

// listPortUses returns the services in the cloud by the ports that they use, or nil if they cannot be listed. A failed service
// uses none, and one that is being deleted will soon use none.
func listPortUses(ctx context.Context, list func(context.Context) ([]vpcep.Service, error)) map[portUse][]*vpcep.Service {
	ctx, cancel := context.WithTimeout(ctx, planRequestTimeout)
	defer cancel()
	services, err := list(ctx)
	if err != nil {
		tflog.Debug(ctx, "the plan is not compared with the services in the cloud", map[string]any{"error": err.Error()})
		return nil
	}
	uses := map[portUse][]*vpcep.Service{}
	for i := range services {
		s := &services[i]
		if s.PortID == nil || s.Ports == nil || s.Status == vpcep.StatusFailed || s.Status == vpcep.StatusDeleting {
			continue
		}
		for _, use := range portUses(*s.PortID, *s.Ports) {
			uses[use] = append(uses[use], s)
		}
	}
	return uses
}

// planPorts checks the port mappings of a planned service. plan is nil if it is deleted, prior is nil if it is new.
func (r *serviceResource) planPorts(ctx context.Context, prior, plan *serviceModel, resp *resource.ModifyPlanResponse) {
	if !r.checks.on() || r.client.HasWritten() {
		return
	}
	s := newServicePlan(prior, plan)
	s.gone = s.gone || len(resp.RequiresReplace) > 0
	for _, other := range r.checks.add(s) {
		resp.Diagnostics.AddAttributeError(path.Root("ports"), "Two planned services have the same port",
			fmt.Sprintf("The plan contains two services with the port_id %s that have a client_port or a server_port in common: %s and %s. "+
				"The API would refuse one of them with EndPoint.3044. Change ports or port_id of one of them.\n\n"+
				"To plan without this check, set plan_checks = false in the provider block.", s.portID.ValueString(), s.title(), other.title()))
	}
	if r.signIn.Failed() {
		return
	}
	for _, conflict := range r.checks.look(ctx, r.client.RecentServices) {
		resp.Diagnostics.Append(conflict.warning())
	}
}

func newServicePlan(prior, plan *serviceModel) *servicePlan {
	s := &servicePlan{changed: true}
	if prior != nil {
		s.id = prior.ID.ValueString()
	}
	if plan == nil || prior != nil && s.id == "" {
		s.gone = true // or created before with an unknown outcome, so that it may be any service in the cloud
		return s
	}
	s.ports, _ = knownPorts(plan.Ports)
	s.portID, s.name, s.vpcID, s.serverType = plan.PortID, plan.ServiceName, plan.VPCID, plan.ServerType
	if prior != nil {
		s.gone = plan.replaces(prior)
		s.changed = !strings.EqualFold(plan.PortID.ValueString(), prior.PortID.ValueString()) ||
			!vpcep.SamePorts(s.ports, portsOf(prior.Ports))
	}
	return s
}

// knownPorts returns the port mappings of a plan. ok is false if some are not known yet.
func knownPorts(list types.List) (ports []vpcep.Port, ok bool) {
	for _, element := range list.Elements() {
		m, ok := readMapping(element)
		if !ok || m.clientPort.IsUnknown() || m.serverPort.IsUnknown() || m.protocol.IsUnknown() {
			return nil, false
		}
	}
	return portsOf(list), !list.IsUnknown()
}

func (s *servicePlan) title() string {
	switch {
	case s.id != "":
		return fmt.Sprintf("%s (%s)", s.id, nameOrNone(s.name.ValueString()))
	case s.name.ValueString() != "":
		return fmt.Sprintf("a new service (%s)", s.name.ValueString())
	default:
		return "a new service without a name"
	}
}

func (u unplanned) warning() diag.Diagnostic {
	lines := make([]string, len(u.services))
	for i, s := range u.services {
		lines[i] = serviceLine(s)
	}
	return diag.NewAttributeWarningDiagnostic(path.Root("ports"), "A planned port is in use",
		fmt.Sprintf("Other services have the port_id %s and a port of %s:\n%s\n\n"+
			"The API will refuse the plan with EndPoint.3044, unless these services are deleted, replaced or changed before, by this plan or "+
			"elsewhere. Otherwise change ports or port_id.\n\nTo plan without this check, set plan_checks = false in the provider block.",
			u.service.portID.ValueString(), u.service.title(), strings.Join(lines, "\n")))
}

// serviceLine names a service in a list of several.
func serviceLine(s *vpcep.Service) string {
	return fmt.Sprintf("- %s (%s), status %s", s.ID, nameOrNone(s.ShortName()), s.Status)
}

// refreshes records that Terraform refreshes a service.
func (r *serviceResource) refreshes(ctx context.Context, req resource.ReadRequest) {
	var id types.String
	if r.checks.on() && !req.State.GetAttribute(ctx, path.Root("id"), &id).HasError() {
		r.checks.reads(id.ValueString())
	}
}

// recordGone records that a service turned out not to exist.
func (r *serviceResource) recordGone(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var id types.String
	if r.checks.on() && resp.State.Raw.IsNull() && !req.State.GetAttribute(ctx, path.Root("id"), &id).HasError() {
		r.checks.add(&servicePlan{id: id.ValueString(), gone: true})
	}
}
