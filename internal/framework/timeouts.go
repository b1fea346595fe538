package framework

import (
	"context"

	actiontimeouts "github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

const timeoutsDescription = "How long the provider waits for the cloud to finish, as durations such as `30s`, `10m` or `1h30m`."

// Timeouts is the timeouts attribute with what the framework leaves out: durations are positive.
func Timeouts(ctx context.Context, opts timeouts.Opts) schema.Attribute {
	attribute, ok := timeouts.Attributes(ctx, opts).(schema.SingleNestedAttribute)
	if !ok {
		return timeouts.Attributes(ctx, opts)
	}
	for name, nested := range attribute.Attributes {
		if text, ok := nested.(schema.StringAttribute); ok {
			text.Validators = []validator.String{PositiveDuration()}
			attribute.Attributes[name] = text
		}
	}
	attribute.MarkdownDescription = timeoutsDescription
	return attribute
}

// ActionTimeouts is the timeouts attribute of an action. description says what is limited, and the default.
func ActionTimeouts(ctx context.Context, description string) actionschema.Attribute {
	attribute, ok := actiontimeouts.Attributes(ctx).(actionschema.SingleNestedAttribute)
	if !ok {
		return actiontimeouts.Attributes(ctx)
	}
	attribute.Attributes = map[string]actionschema.Attribute{"invoke": actionschema.StringAttribute{
		Optional: true, Validators: []validator.String{PositiveDuration()}, MarkdownDescription: description,
	}}
	attribute.MarkdownDescription = timeoutsDescription
	return attribute
}
