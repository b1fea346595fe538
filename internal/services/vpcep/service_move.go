package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var _ resource.ResourceWithMoveState = (*serviceResource)(nil)

// serviceMoves are the resources whose state can be moved to opentelekomcloud_vpcep_service.
var serviceMoves = moveTarget{
	typeName: "opentelekomcloud_vpcep_service", importID: idIn,
	sources: []moveSource{officialService, huaweiService},
}

// officialService follows
// https://registry.terraform.io/providers/opentelekomcloud/opentelekomcloud/latest/docs/resources/vpcep_service_v1.
var officialService = moveSource{
	typeName: "opentelekomcloud_vpcep_service_v1",
	attributes: map[string]sourceAttribute{
		"id":               sameString("id"),
		"service_name":     sameString("name"),
		"port_id":          sameString("port_id"),
		"vip_port_id":      sameString("vip_port_id"),
		"pool_id":          sameString("pool_id"),
		"vpc_id":           sameString("vpc_id"),
		"server_type":      upperCase("server_type"),
		"service_type":     lowerCase("service_type"),
		"approval_enabled": sameBool("approval_enabled"),
		"ports":            portsIn("port", "client_port", "server_port"),
		"tcp_proxy":        lowerCase("tcp_proxy"),
		"description":      sameString("description"),
		"tags":             sameTags(),
		"timeouts":         sameTimeouts(),
	},
	derive: permissionsFrom("whitelist"),
}

// huaweiService follows https://registry.terraform.io/providers/huaweicloud/huaweicloud/latest/docs/resources/vpcep_service.
var huaweiService = moveSource{
	typeName: "huaweicloud_vpcep_service",
	attributes: map[string]sourceAttribute{
		"id":                sameString("id"),
		"service_name":      sameString("name"),
		"full_service_name": sameString("service_name"),
		"port_id":           sameString("port_id"),
		"pool_id":           sameString("pool_id"),
		"vpc_id":            sameString("vpc_id"),
		"server_type":       upperCase("server_type"),
		"service_type":      lowerCase("service_type"),
		"approval_enabled":  sameBool("approval"),
		"enable_policy":     sameBool("enable_policy"),
		"ports":             portsIn("port_mapping", "terminal_port", "service_port"),
		"tcp_proxy":         lowerCase("tcp_proxy"),
		"description":       sameString("description"),
		"tags":              sameTags(),
		"status":            sameString("status"),
		"timeouts":          sameTimeouts(),
	},
	derive:      permissionsFrom("permissions"),
	unsupported: []string{"ip_address", "organization_permissions", "snat_network_id"},
}

// MoveState implements resource.ResourceWithMoveState.
func (r *serviceResource) MoveState(context.Context) []resource.StateMover {
	return serviceMoves.movers()
}

// Read implements resource.Resource.
func (r *serviceResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	r.refreshes(ctx, req)
	r.quotas.refreshes(ctx, quotaOfServices, req)
	r.Resource.Read(ctx, req, resp)
	requireMoved(ctx, req, resp)
	recordRevoked(ctx, req, resp)
	r.recordGone(ctx, req, resp)
	r.quotas.refreshed(ctx, r.client, quotaOfServices, req, resp)
}

// permissionsFrom returns the permissions, which are never null: the other providers read the permissions of each service, so
// their states do not tell whether the configuration manages them. As after an import, a configuration without permissions
// leaves them alone, and one with the same permissions changes nothing.
func permissionsFrom(name string) func(map[string]any) (map[string]attr.Value, error) {
	return func(source map[string]any) (map[string]attr.Value, error) {
		permissions := permissionSet(nil)
		if source[name] != nil {
			written, err := stringsOf(source[name])
			if err != nil {
				return nil, &attributeError{name, err}
			}
			permissions = permissionSet(written)
		}
		return map[string]attr.Value{"permissions": permissions}, nil
	}
}
