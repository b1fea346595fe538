package emulator

import (
	"fmt"
	"net/netip"
	"slices"
)

const maxPolicyStatements = 10

type endpointRequest struct {
	EndpointServiceID *string       `json:"endpoint_service_id"`
	VPCID             *string       `json:"vpc_id"`
	SubnetID          *string       `json:"subnet_id"`
	EnableDNS         *bool         `json:"enable_dns"`
	PortIP            *string       `json:"port_ip"`
	RouteTables       *[]string     `json:"routetables"`
	Whitelist         *[]string     `json:"whitelist"`
	EnableWhitelist   *bool         `json:"enable_whitelist"`
	PolicyStatement   *[]policyBody `json:"policy_statement"`
	SpecificationName *string       `json:"specification_name"`
	Description       *string       `json:"description"`
	Tags              *[]tagBody    `json:"tags"`
}

type policyBody struct {
	Effect   *string   `json:"Effect"`
	Action   *[]string `json:"Action"`
	Resource *[]string `json:"Resource"`
}

// connectableService returns the service in a create request, or an error if the caller must not connect to it.
func (e *Emulator) connectableService(c *call, req endpointRequest) (*Service, error) {
	if req.EndpointServiceID == nil {
		return nil, apiErrorf("EndPoint.2029", "endpoint_service_id is required")
	}
	s := e.services[*req.EndpointServiceID]
	switch {
	case s == nil:
		return nil, apiErrorf("EndPoint.2003", "there is no endpoint service %q", *req.EndpointServiceID)
	case !s.permits(c.caller.account):
		return nil, apiErrorf("EndPoint.2012", "the account may not connect to endpoint service %s", s.ID)
	case s.Status != StatusAvailable:
		return nil, apiErrorf("EndPoint.2004", "endpoint service %s is %s", s.ID, s.Status)
	}
	return s, nil
}

// applyEndpoint validates a create request and copies its values to the endpoint.
func (e *Emulator) applyEndpoint(p *Endpoint, req endpointRequest) error {
	switch {
	case req.VPCID == nil:
		return apiErrorf("EndPoint.2011", "vpc_id is required")
	case !isUUID(*req.VPCID):
		return apiErrorf("EndPoint.0020", "vpc_id %q is not a UUID", *req.VPCID)
	}
	p.VPCID = *req.VPCID
	if req.Description != nil {
		if err := checkDescription(*req.Description); err != nil {
			return err
		}
		p.Description = *req.Description
	}
	if req.SpecificationName != nil {
		p.SpecificationName = *req.SpecificationName
	}
	if req.Tags != nil {
		tags, err := checkTags(*req.Tags)
		if err != nil {
			return err
		}
		if len(tags) > e.opts.TagQuota {
			return apiErrorf("EndPoint.3069", "%d tags, at most %d are allowed", len(tags), e.opts.TagQuota)
		}
		p.Tags = tags
	}
	if p.ServiceType == TypeGateway {
		return applyGateway(p, req)
	}
	return e.applyInterface(p, req)
}

func (e *Emulator) applyInterface(p *Endpoint, req endpointRequest) error {
	switch {
	case req.SubnetID == nil:
		return apiErrorf("EndPoint.2010", "subnet_id is required for an interface service")
	case !isUUID(*req.SubnetID):
		return apiErrorf("EndPoint.0023", "subnet_id %q is not a UUID", *req.SubnetID)
	case req.RouteTables != nil:
		return apiErrorf("EndPoint.1019", "routetables is only valid for gateway services")
	case req.PolicyStatement != nil:
		return apiErrorf("EndPoint.2048", "policy_statement is only valid for gateway services")
	}
	p.SubnetID = *req.SubnetID
	p.EnableDNS = req.EnableDNS != nil && *req.EnableDNS
	p.EnableWhitelist = req.EnableWhitelist != nil && *req.EnableWhitelist
	if req.Whitelist != nil {
		for _, entry := range *req.Whitelist {
			if !isIPv4(entry) && !isIPv4Prefix(entry) {
				return apiErrorf("EndPoint.2044", "whitelist: %q is not an IPv4 address or CIDR block", entry)
			}
		}
		p.Whitelist = *req.Whitelist
	}
	if req.PortIP == nil {
		p.IP = e.freeIP(p.SubnetID)
		return nil
	}
	if !isIPv4(*req.PortIP) {
		return apiErrorf("EndPoint.2041", "port_ip %q is not an IPv4 address", *req.PortIP)
	}
	if e.ipInUse(p.SubnetID, *req.PortIP) {
		return apiErrorf("EndPoint.2042", "port_ip %s is in use", *req.PortIP)
	}
	p.IP = *req.PortIP
	return nil
}

func applyGateway(p *Endpoint, req endpointRequest) error {
	switch {
	case req.SubnetID != nil:
		return apiErrorf("EndPoint.0023", "subnet_id is only valid for interface services")
	case req.PortIP != nil:
		return apiErrorf("EndPoint.2041", "port_ip is only valid for interface services")
	case req.Whitelist != nil || req.EnableWhitelist != nil:
		return apiErrorf("EndPoint.2044", "whitelist and enable_whitelist are only valid for interface services")
	}
	p.RouteTables = []string{randomUUID()} // the default route table of the VPC
	if req.RouteTables != nil && len(*req.RouteTables) > 0 {
		for _, id := range *req.RouteTables {
			if !isUUID(id) {
				return apiErrorf("EndPoint.1019", "routetables: %q is not a UUID", id)
			}
		}
		p.RouteTables = *req.RouteTables
	}
	p.PolicyStatement = []PolicyStatement{{
		Effect: "Allow", Action: []string{"obs:*:*"}, Resource: []string{"obs:*:*:*:*/*", "obs:*:*:*:*"},
	}}
	if req.PolicyStatement == nil || len(*req.PolicyStatement) == 0 {
		return nil
	}
	if n := len(*req.PolicyStatement); n > maxPolicyStatements {
		return apiErrorf("EndPoint.2048", "%d policy statements, at most %d are allowed", n, maxPolicyStatements)
	}
	p.PolicyStatement = nil
	for i, b := range *req.PolicyStatement {
		if b.Effect == nil || (*b.Effect != "Allow" && *b.Effect != "Deny") {
			return apiErrorf("EndPoint.2048", "policy_statement[%d].Effect is not Allow or Deny", i)
		}
		if b.Action == nil || len(*b.Action) == 0 || b.Resource == nil || len(*b.Resource) == 0 {
			return apiErrorf("EndPoint.2048", "policy_statement[%d] has no Action or no Resource", i)
		}
		p.PolicyStatement = append(p.PolicyStatement, PolicyStatement{*b.Effect, *b.Action, *b.Resource})
	}
	return nil
}

func isIPv4(s string) bool {
	a, err := netip.ParseAddr(s)
	return err == nil && a.Is4()
}

func isIPv4Prefix(s string) bool {
	p, err := netip.ParsePrefix(s)
	return err == nil && p.Addr().Is4()
}

func (e *Emulator) ipInUse(subnetID, ip string) bool {
	return slices.ContainsFunc(e.endpointList(), func(p *Endpoint) bool { return p.SubnetID == subnetID && p.IP == ip })
}

// freeIP returns an address that no endpoint in the subnet uses.
func (e *Emulator) freeIP(subnetID string) string {
	for n := len(e.endpoints) + 2; ; n++ {
		if ip := fmt.Sprintf("192.168.%d.%d", n/250%250, n%250+2); !e.ipInUse(subnetID, ip) {
			return ip
		}
	}
}

func (e *Emulator) endpointList() []*Endpoint {
	list := make([]*Endpoint, 0, len(e.endpoints))
	for _, p := range e.endpoints {
		list = append(list, p)
	}
	return list
}
