package vpcep

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
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
		"tags":                  sameTags(),
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
		"tags":                  sameTags(),
		"timeouts":              sameTimeouts(),
	},
	derive:      gatewayWithoutDNS,
	unsupported: []string{"ipv6_address", "policy_document"},
}

// gatewayWithoutDNS drops enable_dns of an endpoint of a gateway service, where it has no effect: the default of the source is
// true, and that of this provider is false.
func gatewayWithoutDNS(source map[string]any) (map[string]attr.Value, error) {
	if kind, _ := source["service_type"].(string); !strings.EqualFold(kind, vpcep.TypeGateway) {
		return nil, nil
	}
	return map[string]attr.Value{"enable_dns": types.BoolValue(false)}, nil
}

// MoveState implements resource.ResourceWithMoveState.
func (r *endpointResource) MoveState(context.Context) []resource.StateMover {
	return endpointMoves.movers()
}

// Read implements resource.Resource.
func (r *endpointResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	r.quotas.refreshes(ctx, quotaOfEndpoints, req)
	r.Resource.Read(ctx, req, resp)
	requireMoved(ctx, req, resp)
	r.quotas.refreshed(ctx, r.client, quotaOfEndpoints, req, resp)
}
