package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewConnectionsDataSource returns the data source opentelekomcloud_vpcep_connections.
func NewConnectionsDataSource() datasource.DataSource {
	return &dataSource[connectionsData]{name: "_vpcep_connections", schema: connectionsDataSchema, read: readConnections}
}

type connectionsData struct {
	ServiceID   types.String     `tfsdk:"service_id"`
	ID          types.String     `tfsdk:"id"`
	MarkerID    types.Int64      `tfsdk:"marker_id"`
	Status      types.String     `tfsdk:"status"`
	SortKey     types.String     `tfsdk:"sort_key"`
	SortDir     types.String     `tfsdk:"sort_dir"`
	Connections []connectionData `tfsdk:"connections"`
}

type connectionData struct {
	ID        types.String  `tfsdk:"id"`
	MarkerID  types.Int64   `tfsdk:"marker_id"`
	DomainID  types.String  `tfsdk:"domain_id"`
	Status    types.String  `tfsdk:"status"`
	Errors    []statusError `tfsdk:"errors"`
	CreatedAt types.String  `tfsdk:"created_at"`
	UpdatedAt types.String  `tfsdk:"updated_at"`
}

func readConnections(ctx context.Context, client *vpcep.Client, model *connectionsData) diag.Diagnostics {
	connections, err := client.ListConnections(ctx, model.ServiceID.ValueString(), vpcep.ConnectionFilter{
		ID: model.ID.ValueString(), MarkerID: model.MarkerID.ValueInt64Pointer(), Status: model.Status.ValueString(),
		SortKey: model.SortKey.ValueString(), SortDir: model.SortDir.ValueString(),
	})
	if err != nil {
		return dataSourceError(`list the connections of VPC Endpoint Service "`+model.ServiceID.ValueString()+`"`, err, adviceOwnService)
	}
	connections = sortItems(connections, model.SortKey, model.SortDir, func(c vpcep.Connection) sortKeys {
		return sortKeys{"", c.ID, stringOrNull(c.CreatedAt).ValueString(), stringOrNull(c.UpdatedAt).ValueString()}
	})
	model.Connections = make([]connectionData, len(connections))
	for i, c := range connections {
		model.Connections[i] = connectionData{
			ID:        types.StringValue(c.ID),
			MarkerID:  types.Int64PointerValue(c.MarkerID),
			DomainID:  stringOrNull(c.DomainID),
			Status:    stringOrNull(&c.Status),
			Errors:    statusErrors(c.Errors),
			CreatedAt: stringOrNull(c.CreatedAt),
			UpdatedAt: stringOrNull(c.UpdatedAt),
		}
	}
	return nil
}

// connectionsDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_connections_of_a_vpc_endpoint_service.html.
func connectionsDataSchema() schema.Schema {
	statuses := stringvalidator.OneOf(vpcep.StatusPendingAcceptance, vpcep.StatusCreating, vpcep.StatusAccepted,
		vpcep.StatusRejected, vpcep.StatusFailed, vpcep.StatusDeleting)
	return schema.Schema{
		MarkdownDescription: "Lists the connections of a VPC endpoint service for its owner: all endpoints that are connected or have " +
			"requested a connection, " +
			"including those of other accounts. Filters narrow the list; a connection must match all of them.",
		Attributes: withSorting(map[string]schema.Attribute{
			"service_id": schema.StringAttribute{
				Required: true, Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the service. The provider must be signed in to the account that owns it.",
			},
			"id":        stringFilter("Lists only the connection of the endpoint with this id.", framework.UUID()),
			"marker_id": schema.Int64Attribute{Optional: true, MarkdownDescription: "Lists only the connection with this `marker_id`."},
			"status": stringFilter("Lists only connections with this status: `pendingAcceptance`, `creating`, `accepted`, `rejected`, `failed` or "+
				"`deleting`.", statuses),
			"connections": computedList("The connections.", map[string]schema.Attribute{
				"id":         computedString("The id of the endpoint."),
				"marker_id":  computedInt64("The number that identifies packets of the endpoint."),
				"domain_id":  computedString("The id of the account that the endpoint belongs to."),
				"status":     computedString("The status of the connection."),
				"errors":     computedErrors("connection"),
				"created_at": computedString("The time at which the endpoint was created, in UTC, in the format of the API."),
				"updated_at": computedString("The time at which the connection was last changed, in UTC, in the format of the API."),
			}),
		}, "creation time and id", "created_at", "updated_at"),
	}
}
