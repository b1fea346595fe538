package framework

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// stringRule validates a string that is known; check says what is wrong, "" if nothing is.
type stringRule struct {
	rule  string // completes "must be …" or "must have …"
	check func(text string) (problem string)
}

func (r stringRule) Description(context.Context) string         { return r.rule }
func (r stringRule) MarkdownDescription(context.Context) string { return r.rule }

func (r stringRule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	text := req.ConfigValue.ValueString()
	if problem := r.check(text); problem != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+req.Path.String(),
			fmt.Sprintf("%q %s. Allowed: %s.", text, problem, r.rule))
	}
}

var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// UUID validates an id of the cloud.
func UUID() validator.String {
	return stringRule{"a UUID such as 4189d3c2-8882-4871-a3c2-d380272eed88", func(text string) string {
		if uuid.MatchString(text) {
			return ""
		}
		return "is not a UUID"
	}}
}

// longestDescription is in Unicode characters.
const longestDescription = 128

// Description validates the description of a service or an endpoint.
func Description() validator.String {
	return stringRule{fmt.Sprintf("at most %d characters, without < and >", longestDescription), func(text string) string {
		if n := utf8.RuneCountInString(text); n > longestDescription {
			return fmt.Sprintf("has %d characters", n)
		}
		if strings.ContainsAny(text, "<>") {
			return "has an angle bracket"
		}
		return ""
	}}
}

// PositiveDuration validates a timeout; the framework's own type lets 0s and -5m through.
func PositiveDuration() validator.String {
	return stringRule{"a positive duration such as 30s, 10m or 1h30m", func(text string) string {
		d, err := time.ParseDuration(text)
		switch {
		case err != nil:
			return "is not a duration"
		case d <= 0:
			return "is not positive"
		default:
			return ""
		}
	}}
}

var serviceName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// longestServiceName is in characters.
const longestServiceName = 16

// ServiceName validates the short name of a VPC endpoint service.
func ServiceName() validator.String {
	return stringRule{fmt.Sprintf("1 to %d letters (a-z, A-Z), digits, underscores (_) and hyphens (-)", longestServiceName), func(text string) string {
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
	}}
}
