package vpcep

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewServicePermissionListResource returns the list resource opentelekomcloud_vpcep_service_permission.
func NewServicePermissionListResource() list.ListResource {
	return &listResource[permissionListConfig, vpcep.Permission, servicePermissionModel]{
		name: "_vpcep_service_permission", schema: permissionListSchema, result: permissionResult,
		items: func(ctx context.Context, client *vpcep.Client, config *permissionListConfig) iter.Seq2[vpcep.Permission, error] {
			return client.ListPermissionsIter(ctx, config.ServiceID.ValueString(), vpcep.PermissionFilter{
				Permission: config.Permission.ValueString(),
			})
		},
		failed: func(config *permissionListConfig, err error) diag.Diagnostics {
			return dataSourceError(`list the permissions of VPC Endpoint Service "`+config.ServiceID.ValueString()+`"`, err, adviceOwnService)
		},
	}
}

type permissionListConfig struct {
	ServiceID  types.String `tfsdk:"service_id"`
	Permission types.String `tfsdk:"permission"`
}

func permissionResult(
	_ listSource, config *permissionListConfig, p *vpcep.Permission, model *servicePermissionModel,
) (identity any, displayName string) {
	model.ServiceID, model.Permission = config.ServiceID, types.StringValue(apiForm(p.Permission))
	model.fromAPI(p)
	displayName = model.Permission.ValueString()
	if displayName == vpcep.Everyone {
		displayName = "everyone"
	}
	return model.identity(), displayName
}

// permissionListSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_whitelist_records_of_a_vpc_endpoint_service.html.
func permissionListSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Lists the permissions of a VPC endpoint service, for example to import them. The filter narrows the list.",
		Attributes: map[string]schema.Attribute{
			"service_id": listServiceID(),
			"permission": listFilter("Lists only entries that contain this text, such as a domain id or a part of it.", nonEmpty()),
		},
	}
}
