package vpcep

import (
	"context"
	"fmt"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// NewEndpoint returns the request that creates an endpoint.
func (c *Client) NewEndpoint(create EndpointCreate) async.Request[Endpoint] {
	create.Tags = c.withoutIgnored(create.Tags)
	return async.Request[Endpoint]{
		Post:    func(ctx context.Context) (*Endpoint, error) { return c.CreateEndpoint(ctx, create) },
		Key:     fmt.Sprint(create.ServiceID, create.VPCID, value(create.SubnetID)),
		Compare: create.compare,
	}
}

// compare compares all fields, including those that the request omits: an endpoint with tags is not the result of a request
// without tags. The fields of gateway endpoints are compared if the request has them.
func (r EndpointCreate) compare(e *Endpoint) recovery.Comparison {
	var c comparison
	c.id(r.ServiceID, e.ServiceID)
	c.id(r.VPCID, e.VPCID)
	c.text(r.Description, e.Description)
	c.tags(r.Tags, e.Tags)
	c.chosen(r.SpecificationName, e.SpecificationName)
	if value(r.SubnetID) != "" || value(e.SubnetID) != "" {
		c.id(value(r.SubnetID), e.SubnetID)
	}
	// An endpoint has no address until it is accepted.
	if e.IP == nil || *e.IP != "" {
		c.chosen(r.PortIP, e.IP)
	}
	c.flag(r.EnableDNS, e.EnableDNS)
	c.flag(r.EnableWhitelist, e.EnableWhitelist)
	c.networks(r.Whitelist, e.Whitelist)
	if len(r.RouteTables) > 0 {
		c.set(r.RouteTables, e.RouteTables)
	}
	if len(r.PolicyStatement) > 0 {
		c.statements(r.PolicyStatement, e.PolicyStatement)
	}
	return c.result()
}
