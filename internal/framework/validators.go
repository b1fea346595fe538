package framework

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// StringRule validates a string that is known: an attribute, or an argument of a function.
type StringRule struct {
	Rule  string                             // completes "must be …" or "must have …"
	Check func(text string) (problem string) // says what is wrong, "" if nothing is
}

// Description implements validator.Describer.
func (r StringRule) Description(context.Context) string { return r.Rule }

// MarkdownDescription implements validator.Describer.
func (r StringRule) MarkdownDescription(context.Context) string { return r.Rule }

// ValidateString implements validator.String.
func (r StringRule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := r.problem(req.ConfigValue.ValueString()); problem != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+req.Path.String(), problem+".")
	}
}

// ValidateParameterString implements function.StringParameterValidator. Terraform adds the full stop to the error.
func (r StringRule) ValidateParameterString(
	_ context.Context, req function.StringParameterValidatorRequest, resp *function.StringParameterValidatorResponse,
) {
	if req.Value.IsNull() || req.Value.IsUnknown() {
		return
	}
	if problem := r.problem(req.Value.ValueString()); problem != "" {
		resp.Error = function.NewArgumentFuncError(req.ArgumentPosition, problem)
	}
}

// problem says what is wrong with a text and what is allowed, without the full stop. It is "" if nothing is.
func (r StringRule) problem(text string) string {
	problem := r.Check(text)
	if problem == "" {
		return ""
	}
	return fmt.Sprintf("%q %s. Allowed: %s", text, problem, r.Rule)
}

var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// UUID validates an id of the cloud.
func UUID() StringRule {
	return StringRule{"a UUID such as 4189d3c2-8882-4871-a3c2-d380272eed88", func(text string) string {
		if uuid.MatchString(text) {
			return ""
		}
		return "is not a UUID"
	}}
}

// Description validates a description of at most so many Unicode characters.
func Description(longest int) validator.String {
	return StringRule{fmt.Sprintf("at most %d characters, without < and >", longest), func(text string) string {
		if n := utf8.RuneCountInString(text); n > longest {
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
	return StringRule{"a positive duration such as 30s, 10m or 1h30m", func(text string) string {
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
