package vpcep

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// NewService returns the request that creates a service.
func (c *Client) NewService(create ServiceCreate) async.Request[Service] {
	create.Tags = c.withoutIgnored(create.Tags)
	ports := make([]string, len(create.Ports))
	for i, p := range create.Ports {
		ports[i] = fmt.Sprint(p.Normal())
	}
	slices.Sort(ports)
	return async.Request[Service]{
		Post:     func(ctx context.Context) (*Service, error) { return c.CreateService(ctx, create) },
		Key:      fmt.Sprint(create.PortID, create.VPCID, create.ServerType, value(create.Name), ports),
		Compare:  create.compare,
		Excludes: create.excludes,
	}
}

// defaultTCPProxy is the value that the API sets if the request omits tcp_proxy.
const defaultTCPProxy = "close"

// compare compares all fields, including those that the request omits: a service with tags is not the result of a request
// without tags. The API's default of approval_enabled is true.
func (r ServiceCreate) compare(s *Service) recovery.Comparison {
	var c comparison
	c.id(r.PortID, s.PortID)
	c.id(r.VPCID, s.VPCID)
	c.id(r.ServerType, s.ServerType)
	c.field(s.Ports != nil, SamePorts(r.Ports, value(s.Ports)))
	c.field(s.Name != nil, value(r.Name) == s.ShortName())
	approval := r.ApprovalEnabled == nil || *r.ApprovalEnabled
	c.flag(&approval, s.ApprovalEnabled)
	c.field(s.TCPProxy != nil, cmp.Or(value(r.TCPProxy), defaultTCPProxy) == cmp.Or(value(s.TCPProxy), defaultTCPProxy))
	c.text(r.Description, s.Description)
	c.tags(r.Tags, s.Tags)
	c.chosen(r.PoolID, s.PoolID)
	c.chosen(r.ServiceType, s.ServiceType)
	c.chosen(r.VIPPortID, s.VIPPortID)
	return c.result()
}

// excludes reports whether an existing service causes the port conflict with which the API rejected the request.
func (r ServiceCreate) excludes(refusal error, s *Service) bool {
	return HasCode(refusal, CodePortConflict) && sameFold(r.PortID, s.PortID) && s.Ports != nil && PortsConflict(r.Ports, *s.Ports)
}

// ShortName returns the name that was given to the service, or "" if there is none.
func (s *Service) ShortName() string { return value(s.Name).Short(s.ID) }
