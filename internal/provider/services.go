package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/services/vpcep"
)

// service is a cloud service that the provider supports.
type service struct {
	resources     func() []func() resource.Resource
	dataSources   func() []func() datasource.DataSource
	listResources func() []func() list.ListResource
	functions     func() []func() function.Function
	actions       func() []func() action.Action
}

// cloudServices are all cloud services that the provider supports.
var cloudServices = []service{
	{
		resources: vpcep.Resources, dataSources: vpcep.DataSources, listResources: vpcep.ListResources,
		functions: vpcep.Functions, actions: vpcep.Actions,
	},
}
