package vpcep

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewParseFullServiceNameFunction returns the function parse_full_service_name.
func NewParseFullServiceNameFunction() function.Function { return parseFullServiceNameFunction{} }

// parseFullServiceNameFunction is the function parse_full_service_name, the inverse of full_service_name.
type parseFullServiceNameFunction struct{}

// Metadata implements function.Function.
func (parseFullServiceNameFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "parse_full_service_name"
}

// Definition implements function.Function.
func (parseFullServiceNameFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Parses the full name of a VPC endpoint service.",
		MarkdownDescription: "Returns the parts of the full name of a VPC endpoint service as an object with the attributes `region`, `name` " +
			"and `id`. `name` is `null` if the service has no name. It is the inverse of `full_service_name`.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name: "full_service_name", Validators: []function.StringParameterValidator{fullServiceName},
				MarkdownDescription: "The full name: `region.name.id`, or `region.id` for a service without a name, as in the attribute " +
					"`full_service_name` of `opentelekomcloud_vpcep_service`.",
			},
		},
		Return: function.ObjectReturn{AttributeTypes: map[string]attr.Type{
			"region": types.StringType, "name": types.StringType, "id": types.StringType,
		}},
	}
}

// Run implements function.Function.
func (parseFullServiceNameFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var name string
	if resp.Error = req.Arguments.Get(ctx, &name); resp.Error != nil {
		return
	}
	region, short, id, _ := vpcep.ServiceName(name).Parts()
	resp.Error = resp.Result.Set(ctx, struct {
		Region string  `tfsdk:"region"`
		Name   *string `tfsdk:"name"`
		ID     string  `tfsdk:"id"`
	}{region, nilIfEmpty(short), id})
}

// fullServiceName validates the full name of a service.
var fullServiceName = framework.StringRule{
	Rule: "region.name.id or region.id, such as eu-de.shop.4189d3c2-8882-4871-a3c2-d380272eed83",
	Check: func(text string) string {
		region, short, id, ok := vpcep.ServiceName(text).Parts()
		switch {
		case !ok:
			return "is not the full name of a service"
		case !framework.IsUUID(id):
			return "does not end with the id of a service, which is a UUID; the names of public services have no id"
		}
		if problem := regionName.Check(region); problem != "" {
			return fmt.Sprintf("has a region, %q, that %s", region, problem)
		}
		if problem := optionalServiceName().Check(short); problem != "" {
			return fmt.Sprintf("has a short name, %q, that %s", short, problem)
		}
		return ""
	},
}
