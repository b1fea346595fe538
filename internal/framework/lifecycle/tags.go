package lifecycle

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// planFirstTags plans tags_all of an object that is created.
func (r *Resource[M, T, P]) planFirstTags(ctx context.Context, plan *tfsdk.Plan) diag.Diagnostics {
	var tags types.Map
	if diags := plan.GetAttribute(ctx, path.Root(framework.AttributeTags), &tags); diags.HasError() {
		return diags
	}
	all, diags := r.Tags.All(tags)
	if diags.HasError() {
		return diags
	}
	if err := setAttribute(ctx, plan, framework.AttributeTagsAll, all); err != nil {
		diags.AddError("Unable to plan "+framework.AttributeTagsAll, err.Error()+". This is a bug in the provider; please report it.")
	}
	return diags
}

// setAttribute sets an attribute of a plan. Unlike the framework's SetAttribute, it does not walk all values of the plan, which
// takes a millisecond if there are many ports.
func setAttribute(ctx context.Context, plan *tfsdk.Plan, name string, value attr.Value) error {
	var attributes map[string]tftypes.Value
	if err := plan.Raw.As(&attributes); err != nil {
		return err
	}
	raw, err := value.ToTerraformValue(ctx)
	if err != nil {
		return err
	}
	attributes = maps.Clone(attributes) // other values may share it
	attributes[name] = raw
	plan.Raw = tftypes.NewValue(plan.Raw.Type(), attributes)
	return nil
}

// planTags plans tags_all of an object that exists, and reports whether its tags change. A state from before tags_all existed has
// all tags in tags.
func (r *Resource[M, T, P]) planTags(prior, plan P) (changes bool, diags diag.Diagnostics) {
	before, after := prior.Common(), plan.Common()
	*after.TagsAll, diags = r.Tags.All(*after.Tags)
	return !framework.StringMap(framework.AllTags(*before.TagsAll, *before.Tags)).Equal(*after.TagsAll), diags
}
