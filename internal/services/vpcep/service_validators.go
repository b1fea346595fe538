package vpcep

import (
	"context"
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// maxDescription is the maximum length in Unicode characters.
const maxDescription = 128

// The limits of tags, from
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/tag_character_set_specifications.html.
var (
	serviceTagLimits  = framework.TagLimits{Tags: 10, Key: 36, Value: 43}
	endpointTagLimits = framework.TagLimits{Tags: 20, Key: 36, Value: 43}
)

var serviceName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// maxServiceName is the maximum length in characters.
const maxServiceName = 16

// shortServiceName validates the short name of a VPC endpoint service.
func shortServiceName() framework.StringRule {
	return framework.StringRule{
		Rule: fmt.Sprintf("1 to %d letters (a-z, A-Z), digits, underscores (_) and hyphens (-)", maxServiceName),
		Check: func(text string) string {
			switch n := utf8.RuneCountInString(text); {
			case n == 0:
				return "is empty"
			case n > maxServiceName:
				return fmt.Sprintf("has %d characters", n)
			case !serviceName.MatchString(text):
				return "has a character that is not allowed"
			default:
				return ""
			}
		},
	}
}

// serviceType validates that a service has the only type that can be created, and explains why not gateway.
type serviceType struct{}

func (serviceType) Description(context.Context) string { return "interface" }

func (v serviceType) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (serviceType) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !known(req.ConfigValue) {
		return
	}
	switch text := req.ConfigValue.ValueString(); text {
	case "interface":
	case "gateway":
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid service_type",
			`Services of type "gateway" are configured by the cloud's operators only. Use "interface", or omit service_type.`)
	default:
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid service_type",
			fmt.Sprintf(`%q is not a type of service. Use "interface", or omit service_type.`, text))
	}
}
