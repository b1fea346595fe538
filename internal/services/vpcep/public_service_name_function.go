package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewPublicServiceNameFunction returns the function public_service_name.
func NewPublicServiceNameFunction() function.Function { return publicServiceNameFunction{} }

// publicServiceNameFunction is the function public_service_name.
type publicServiceNameFunction struct{}

// Metadata implements function.Function.
func (publicServiceNameFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "public_service_name"
}

// Definition implements function.Function.
func (publicServiceNameFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Builds the name of a service that the cloud offers to everyone.",
		MarkdownDescription: "Returns the name of a service that the cloud itself offers in a region, such as `com.t-systems.otc.eu-de.obs`. " +
			"The data source `opentelekomcloud_vpcep_public_service` finds the service by this name.",
		Parameters: []function.Parameter{
			regionParameter("The region, such as `eu-de`."),
			function.StringParameter{
				Name: "service", Validators: []function.StringParameterValidator{publicService},
				MarkdownDescription: "The service: `obs` or `dns`, in the region `eu-de` also `apig`, in `eu-nl` also `obs-internet`. " +
					"Others are possible; `opentelekomcloud_vpcep_public_services` lists all.",
			},
		},
		Return: function.StringReturn{},
	}
}

// Run implements function.Function.
func (publicServiceNameFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var region, service string
	if resp.Error = req.Arguments.Get(ctx, &region, &service); resp.Error != nil {
		return
	}
	resp.Error = resp.Result.Set(ctx, vpcep.PublicServiceName(region, service))
}

// publicService validates the last part of the name of a public service.
var publicService = framework.StringRule{
	Rule:  "the short name of a public service, such as obs, of lower-case letters, digits and hyphens",
	Check: checkSegment,
}
