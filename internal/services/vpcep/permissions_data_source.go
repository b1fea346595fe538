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

// NewPermissionsDataSource makes the data source opentelekomcloud_vpcep_permissions.
func NewPermissionsDataSource() datasource.DataSource {
	return &lookup[permissionsData]{name: "_vpcep_permissions", schema: permissionsDataSchema, read: readPermissionsData}
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
		return lookupError("list the permissions of VPC Endpoint Service \""+model.ServiceID.ValueString()+"\"", err, adviceOwnService)
	}
	permissions = ordered(permissions, model.SortKey, model.SortDir, func(p vpcep.Permission) place {
		return place{name: p.Permission, id: p.ID, createdAt: textFromAPI(p.CreatedAt).ValueString()}
	})
	model.Permissions = make([]permissionData, len(permissions))
	for i, p := range permissions {
		model.Permissions[i] = permissionData{
			ID:             textFromAPI(&p.ID),
			Permission:     types.StringValue(p.Permission),
			PermissionType: textFromAPI(p.Type),
			Description:    textFromAPI(p.Description),
			CreatedAt:      textFromAPI(p.CreatedAt),
		}
	}
	return nil
}

// permissionsDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_whitelist_records_of_a_vpc_endpoint_service.html.
func permissionsDataSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Lists who may connect to a VPC endpoint service, beside its owner: all entries, or those that the filter lets through.",
		Attributes: sortAttributes(map[string]schema.Attribute{
			"service_id": schema.StringAttribute{
				Required: true, Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the service. The provider has to be signed in to the account that owns it.",
			},
			"permission": filterText("Lists only entries with this in them, such as a domain id or a part of it.", notEmpty()),
			"permissions": shownList("The entries.", map[string]schema.Attribute{
				"id":              shownText("The id of the entry."),
				"permission":      shownText("Who may connect: `iam:domain::DOMAIN_ID` for one account, or `*` for everyone."),
				"permission_type": shownText("The type of the entry. The API knows only `domainId`."),
				"description":     shownText("The description of the entry."),
				"created_at":      shownText("When the entry was added, in UTC, as the API writes it."),
			}),
		}, "permission, time of creation and id", "created_at"),
	}
}
