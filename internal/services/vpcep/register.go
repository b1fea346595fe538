// Package vpcep provides the Terraform resources, data sources, list resources, functions and actions of the VPC Endpoint service.
package vpcep

import (
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// Resources returns the resources of the VPC Endpoint service.
func Resources() []func() resource.Resource {
	return []func() resource.Resource{
		NewServiceResource,
		NewServicePermissionResource,
		NewEndpointResource,
		NewConnectionResource,
	}
}

// DataSources returns the data sources of the VPC Endpoint service.
func DataSources() []func() datasource.DataSource {
	return []func() datasource.DataSource{
		NewServiceDataSource,
		NewServicesDataSource,
		NewPublicServiceDataSource,
		NewPublicServicesDataSource,
		NewConnectionsDataSource,
		NewPermissionsDataSource,
		NewEndpointsDataSource,
		NewQuotasDataSource,
		NewResourcesByTagsDataSource,
		NewTagsDataSource,
	}
}

// ListResources returns the list resources of the VPC Endpoint service.
func ListResources() []func() list.ListResource {
	return []func() list.ListResource{
		NewServiceListResource,
		NewServicePermissionListResource,
		NewEndpointListResource,
		NewConnectionListResource,
	}
}

// Functions returns the functions of the VPC Endpoint service.
func Functions() []func() function.Function {
	return []func() function.Function{
		NewFullServiceNameFunction,
		NewParseFullServiceNameFunction,
		NewPublicServiceNameFunction,
		NewNormalizePermissionFunction,
	}
}

// Actions returns the actions of the VPC Endpoint service.
func Actions() []func() action.Action {
	return []func() action.Action{NewAcceptConnectionAction, NewRejectConnectionAction}
}

// configured returns the client of the VPC Endpoint service, or nil if the provider is not configured yet.
func configured(providerData any, diags *diag.Diagnostics) *vpcep.Client {
	return framework.ServiceClient(providerData, vpcep.NewClient, diags)
}
