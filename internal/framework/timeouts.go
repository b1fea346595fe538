package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

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
	attribute.MarkdownDescription = "How long the provider waits for the cloud to finish, as durations such as `30s`, `10m` or `1h30m`."
	return attribute
}
