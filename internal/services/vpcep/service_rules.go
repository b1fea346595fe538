package vpcep

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// maxDescription is in Unicode characters.
const maxDescription = 128

// Limits of tags, by
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/tag_character_set_specifications.html.
var (
	serviceTagLimits  = framework.TagLimits{Tags: 10, Key: 36, Value: 43}
	endpointTagLimits = framework.TagLimits{Tags: 20, Key: 36, Value: 43}
)

var serviceName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// longestServiceName is in characters.
const longestServiceName = 16

// shortServiceName validates the short name of a VPC endpoint service.
func shortServiceName() validator.String {
	return framework.StringRule{
		Rule: fmt.Sprintf("1 to %d letters (a-z, A-Z), digits, underscores (_) and hyphens (-)", longestServiceName),
		Check: func(text string) string {
			switch n := utf8.RuneCountInString(text); {
			case n == 0:
				return "is empty"
			case n > longestServiceName:
				return fmt.Sprintf("has %d characters", n)
			case !serviceName.MatchString(text):
				return "has a character that is not allowed"
			default:
				return ""
			}
		},
	}
}
