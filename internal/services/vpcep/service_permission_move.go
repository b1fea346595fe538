package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var _ resource.ResourceWithMoveState = (*servicePermissionResource)(nil)

// servicePermissionMoves has no sources: other providers have no resource for a single permission.
var servicePermissionMoves = moveTarget{
	typeName: "opentelekomcloud_vpcep_service_permission",
	importID: func(source map[string]any) string {
		service, _ := source["service_id"].(string)
		permission, _ := source["permission"].(string)
		if service == "" || permission == "" {
			return "SERVICE_ID/PERMISSION"
		}
		return service + "/" + permission
	},
}

// MoveState implements resource.ResourceWithMoveState.
func (r *servicePermissionResource) MoveState(context.Context) []resource.StateMover {
	return servicePermissionMoves.movers()
}
