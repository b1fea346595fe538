package vpcep

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

var _ resource.ResourceWithMoveState = (*connectionResource)(nil)

// connectionMoves are the resources whose state can be moved to opentelekomcloud_vpcep_connection. An approval of the other
// providers accepts all endpoints of a set, and its id is that of the service.
var connectionMoves = moveTarget{
	typeName: "opentelekomcloud_vpcep_connection",
	importID: func(source map[string]any) string {
		if id := idIn(source); strings.Contains(id, "/") {
			return id
		}
		return "SERVICE_ID/ENDPOINT_ID"
	},
	sources: []moveSource{
		approvalSource("opentelekomcloud_vpcep_approval_v1"),
		approvalSource("huaweicloud_vpcep_approval"),
	},
}

// approvalSource follows https://registry.terraform.io/providers/huaweicloud/huaweicloud/latest/docs/resources/vpcep_approval.
// The resource of the official provider has the same attributes.
func approvalSource(typeName string) moveSource {
	return moveSource{
		typeName:   typeName,
		attributes: map[string]sourceAttribute{"service_id": sameString("id"), "timeouts": sameTimeouts()},
		derive:     connectionFromApproval,
	}
}

// MoveState implements resource.ResourceWithMoveState.
func (r *connectionResource) MoveState(context.Context) []resource.StateMover {
	return connectionMoves.movers()
}

// connectionFromApproval returns the attributes of the only endpoint. reject_on_delete is not among them: the
// configuration chooses it.
func connectionFromApproval(source map[string]any) (map[string]attr.Value, error) {
	endpoints, err := stringsOf(source["endpoints"])
	if err != nil {
		return nil, &attributeError{"endpoints", err}
	}
	serviceID := idIn(source)
	if len(endpoints) != 1 {
		return nil, &approvalError{serviceID, endpoints}
	}
	if !framework.IsUUID(endpoints[0]) {
		return nil, &attributeError{"endpoints", fmt.Errorf("has no id of the cloud: %q", endpoints[0])}
	}
	values := map[string]attr.Value{
		"id":          types.StringValue(serviceID + "/" + endpoints[0]),
		"endpoint_id": types.StringValue(endpoints[0]),
		"status":      types.StringValue(vpcep.StatusAccepted),
	}
	connections, _ := source["connections"].([]any)
	for _, element := range connections {
		connection, _ := element.(map[string]any)
		if connection["endpoint_id"] != endpoints[0] {
			continue
		}
		for target, attribute := range map[string]sourceAttribute{
			"status": sameString("status"), "domain_id": sameString("domain_id"), "marker_id": sameInteger("packet_id"),
		} {
			if connection[attribute.name] == nil {
				continue
			}
			if values[target], err = attribute.convert(connection[attribute.name]); err != nil {
				return nil, &attributeError{"connections." + attribute.name, err}
			}
		}
	}
	return values, nil
}
