package vpcep

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewFullServiceNameFunction returns the function full_service_name.
func NewFullServiceNameFunction() function.Function { return fullServiceNameFunction{} }

// fullServiceNameFunction is the function full_service_name, the inverse of parse_full_service_name.
type fullServiceNameFunction struct{}

// Metadata implements function.Function.
func (fullServiceNameFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "full_service_name"
}

// Definition implements function.Function.
func (fullServiceNameFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Builds the full name of a VPC endpoint service.",
		MarkdownDescription: "Returns the full name of a VPC endpoint service: `region.name.id`, or `region.id` for a service without a name. " +
			"It is the inverse of `parse_full_service_name`.",
		Parameters: []function.Parameter{
			regionParameter("The region of the service, such as `eu-de`."),
			function.StringParameter{
				Name: "name", AllowNullValue: true, Validators: []function.StringParameterValidator{optionalServiceName()},
				MarkdownDescription: "The short name of the service, which has 1 to 16 letters, digits, underscores and hyphens. " +
					"`null` or an empty string if the service has none.",
			},
			function.StringParameter{
				Name: "id", Validators: []function.StringParameterValidator{framework.UUID()},
				MarkdownDescription: "The id of the service.",
			},
		},
		Return: function.StringReturn{},
	}
}

// Run implements function.Function.
func (fullServiceNameFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var region, id string
	var name *string
	if resp.Error = req.Arguments.Get(ctx, &region, &name, &id); resp.Error != nil {
		return
	}
	short := ""
	if name != nil {
		short = *name
	}
	resp.Error = resp.Result.Set(ctx, string(vpcep.FullServiceName(region, short, id)))
}

// regionParameter is the parameter of a function that is the name of a region.
func regionParameter(description string) function.StringParameter {
	return function.StringParameter{
		Name: "region", MarkdownDescription: description, Validators: []function.StringParameterValidator{regionName},
	}
}

var nameSegment = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// regionName validates the name of a region.
var regionName = framework.StringRule{
	Rule:  "the name of a region, such as eu-de, of lower-case letters, digits and hyphens",
	Check: checkSegment,
}

// checkSegment checks a part of a name that the cloud's operators give.
func checkSegment(text string) (problem string) {
	switch {
	case text == "":
		return "is empty"
	case !nameSegment.MatchString(text):
		return "has a character or a hyphen that is not allowed"
	default:
		return ""
	}
}

// optionalServiceName validates the short name of a service that may have none.
func optionalServiceName() framework.StringRule {
	rule := shortServiceName()
	check := rule.Check
	rule.Check = func(text string) string {
		if text == "" {
			return ""
		}
		return check(text)
	}
	return rule
}
