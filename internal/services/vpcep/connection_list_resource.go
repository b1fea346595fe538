package vpcep

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewConnectionListResource returns the list resource opentelekomcloud_vpcep_connection.
func NewConnectionListResource() list.ListResource {
	return &listResource[connectionListConfig, vpcep.Connection, connectionModel]{
		name: "_vpcep_connection", schema: connectionListSchema, items: listConnections, result: connectionResult,
		failed: func(config *connectionListConfig, err error) diag.Diagnostics {
			return dataSourceError(`list the connections of VPC Endpoint Service "`+config.ServiceID.ValueString()+`"`, err, adviceOwnService)
		},
	}
}

type connectionListConfig struct {
	ServiceID  types.String `tfsdk:"service_id"`
	EndpointID types.String `tfsdk:"endpoint_id"`
	MarkerID   types.Int64  `tfsdk:"marker_id"`
	Status     types.String `tfsdk:"status"`
}

func listConnections(ctx context.Context, client *vpcep.Client, config *connectionListConfig) iter.Seq2[vpcep.Connection, error] {
	connections := client.ListConnectionsIter(ctx, config.ServiceID.ValueString(), vpcep.ConnectionFilter{
		ID: config.EndpointID.ValueString(), MarkerID: config.MarkerID.ValueInt64Pointer(), Status: config.Status.ValueString(),
	})
	return filtered(connections, func(c vpcep.Connection) bool {
		// The resource is a decision. What is not decided could not be configured as it is.
		return !config.Status.IsNull() || c.Status == vpcep.StatusAccepted || c.Status == vpcep.StatusRejected
	})
}

func connectionResult(
	_ listSource, config *connectionListConfig, c *vpcep.Connection, model *connectionModel,
) (identity any, displayName string) {
	model.ServiceID, model.EndpointID = config.ServiceID, types.StringValue(c.ID)
	model.fromAPI(c)
	displayName = c.ID
	if account := model.DomainID.ValueString(); account != "" {
		displayName = "account " + account
	}
	return model.identity(), displayName + " (" + c.Status + ")"
}

// connectionListSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_connections_of_a_vpc_endpoint_service.html.
func connectionListSchema() schema.Schema {
	statuses := stringvalidator.OneOf(vpcep.StatusAccepted, vpcep.StatusRejected, vpcep.StatusPendingAcceptance)
	return schema.Schema{
		MarkdownDescription: "Lists the connections of a VPC endpoint service that its owner has accepted or rejected, for example to " +
			"import the decisions. Filters narrow the list; a connection must match all of them.",
		Attributes: map[string]schema.Attribute{
			"service_id":  listServiceID(),
			"endpoint_id": listFilter("Lists only the connection of the endpoint with this id.", framework.UUID()),
			"marker_id":   schema.Int64Attribute{Optional: true, MarkdownDescription: "Lists only the connection with this `marker_id`."},
			"status": listFilter("Lists only connections with this status: `accepted`, `rejected` or `pendingAcceptance`. In the "+
				"configuration that Terraform generates for the latter, replace the `status` by your decision.", statuses),
		},
	}
}
