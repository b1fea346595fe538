package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewPermissionsDataSource returns the data source opentelekomcloud_vpcep_permissions.
func NewPermissionsDataSource() datasource.DataSource {
	return &dataSource[permissionsData]{name: "_vpcep_permissions", schema: permissionsDataSchema, read: readPermissionsData}
}

type permissionsData struct {
	ServiceID   types.String     `tfsdk:"service_id"`
	Permission  types.String     `tfsdk:"permission"`
	SortKey     types.String     `tfsdk:"sort_key"`
	SortDir     types.String     `tfsdk:"sort_dir"`
	Permissions []permissionData `tfsdk:"permissions"`
}

type permissionData struct {
	ID             types.String `tfsdk:"id"`
	Permission     types.String `tfsdk:"permission"`
	PermissionType types.String `tfsdk:"permission_type"`
	Description    types.String `tfsdk:"description"`
	CreatedAt      types.String `tfsdk:"created_at"`
}

func readPermissionsData(ctx context.Context, client *vpcep.Client, model *permissionsData) diag.Diagnostics {
	permissions, err := client.ListPermissions(ctx, model.ServiceID.ValueString(), vpcep.PermissionFilter{
		Permission: model.Permission.ValueString(), SortKey: model.SortKey.ValueString(), SortDir: model.SortDir.ValueString(),
	})
	if err != nil {
		return dataSourceError(`list the permissions of VPC Endpoint Service "`+model.ServiceID.ValueString()+`"`, err, adviceOwnService)
	}
	permissions = sortItems(permissions, model.SortKey, model.SortDir, func(p vpcep.Permission) sortKeys {
		return sortKeys{name: p.Permission, id: p.ID, createdAt: stringOrNull(p.CreatedAt).ValueString()}
	})
	model.Permissions = make([]permissionData, len(permissions))
	for i, p := range permissions {
		model.Permissions[i] = permissionData{
			ID:             stringOrNull(&p.ID),
			Permission:     types.StringValue(p.Permission),
			PermissionType: stringOrNull(p.Type),
			Description:    stringOrNull(p.Description),
			CreatedAt:      stringOrNull(p.CreatedAt),
		}
	}
	return nil
}

// permissionsDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_whitelist_records_of_a_vpc_endpoint_service.html.
func permissionsDataSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Lists the permissions of a VPC endpoint service: the accounts, besides its owner, that may connect to it. " +
			"The filter narrows the list.",
		Attributes: withSorting(map[string]schema.Attribute{
			"service_id": schema.StringAttribute{
				Required: true, Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the service. The provider must be signed in to the account that owns it.",
			},
			"permission": stringFilter("Lists only entries that contain this text, such as a domain id or a part of it.", nonEmpty()),
			"permissions": computedList("The permissions.", map[string]schema.Attribute{
				"id":              computedString("The id of the entry."),
				"permission":      computedString("The account that may connect: `iam:domain::DOMAIN_ID`, or `*` for everyone."),
				"permission_type": computedString("The type of the entry. The only type of the API is `domainId`."),
				"description":     computedString("The description of the entry."),
				"created_at":      computedString("The time at which the entry was added, in UTC, in the format of the API."),
			}),
		}, "permission, creation time and id", "created_at"),
	}
}
