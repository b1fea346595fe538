package vpcep

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// NewService is the request that creates a service.
func (c *Client) NewService(create ServiceCreate) async.Request[Service] {
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

// defaultTCPProxy is what the API sets if tcp_proxy is not sent.
const defaultTCPProxy = "close"

// compare compares everything that was sent, and what would have been sent otherwise: a service with tags is not the
// result of a request without. What is not sent has the API's default: approval_enabled is true.
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

// excludes reports whether an existing service is the reason for a conflict of ports.
func (r ServiceCreate) excludes(refusal error, s *Service) bool {
	return HasCode(refusal, CodePortConflict) && sameFold(r.PortID, s.PortID) && s.Ports != nil && PortsConflict(r.Ports, *s.Ports)
}

// ShortName is the name that the service was given, "" if none.
func (s *Service) ShortName() string { return value(s.Name).Short(s.ID) }
