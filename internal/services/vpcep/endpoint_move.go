package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var _ resource.ResourceWithMoveState = (*endpointResource)(nil)

// endpointMoves are the resources whose state can be moved to opentelekomcloud_vpcep_endpoint.
var endpointMoves = moveTarget{
	typeName: "opentelekomcloud_vpcep_endpoint", importID: idIn,
	sources: []moveSource{officialEndpoint, huaweiEndpoint},
}

// officialEndpoint follows
// https://registry.terraform.io/providers/opentelekomcloud/opentelekomcloud/latest/docs/resources/vpcep_endpoint_v1.
var officialEndpoint = moveSource{
	typeName: "opentelekomcloud_vpcep_endpoint_v1",
	attributes: map[string]sourceAttribute{
		"id":                    sameString("id"),
		"endpoint_service_id":   sameString("service_id"),
		"endpoint_service_name": sameString("service_name"),
		"service_type":          lowerCase("service_type"),
		"vpc_id":                sameString("vpc_id"),
		"subnet_id":             sameString("subnet_id"),
		"port_ip":               sameString("port_ip"),
		"ip":                    sameString("port_ip"),
		"enable_dns":            sameBool("enable_dns"),
		"dns_names":             listOf("dns_names"),
		"enable_whitelist":      sameBool("enable_whitelist"),
		"whitelist":             sameSet("whitelist"),
		"routetables":           sameSet("route_tables"),
		"policy_statement":      policyIn("policy_statement"),
		"description":           sameString("description"),
		"marker_id":             sameInteger("marker_id"),
		"project_id":            sameString("project_id"),
		"tags":                  sameTags("tags"),
		"timeouts":              sameTimeouts(),
	},
}

// huaweiEndpoint follows https://registry.terraform.io/providers/huaweicloud/huaweicloud/latest/docs/resources/vpcep_endpoint.
var huaweiEndpoint = moveSource{
	typeName: "huaweicloud_vpcep_endpoint",
	attributes: map[string]sourceAttribute{
		"id":                    sameString("id"),
		"endpoint_service_id":   sameString("service_id"),
		"endpoint_service_name": sameString("service_name"),
		"service_type":          lowerCase("service_type"),
		"vpc_id":                sameString("vpc_id"),
		"subnet_id":             sameString("network_id"),
		"port_ip":               sameString("ip_address"),
		"ip":                    sameString("ip_address"),
		"enable_dns":            sameBool("enable_dns"),
		"dns_names":             listOf("private_domain_name"),
		"enable_whitelist":      sameBool("enable_whitelist"),
		"whitelist":             sameSet("whitelist"),
		"routetables":           sameSet("routetables"),
		"policy_statement":      policyIn("policy_statement"),
		"description":           sameString("description"),
		"marker_id":             sameInteger("packet_id"),
		"status":                sameString("status"),
		"tags":                  sameTags("tags"),
		"timeouts":              sameTimeouts(),
	},
	unsupported: []string{"ipv6_address", "policy_document"},
}

// MoveState implements resource.ResourceWithMoveState.
func (r *endpointResource) MoveState(context.Context) []resource.StateMover {
	return endpointMoves.movers()
}

// Read implements resource.Resource.
func (r *endpointResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	r.Resource.Read(ctx, req, resp)
	requireMoved(ctx, req, resp)
}
