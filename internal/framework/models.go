package framework

import (
	"context"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const reportBug = ". This is a bug in the provider; please report it."

// Get reads a state, plan or configuration into a model, a pointer to a struct that has a field with a tfsdk tag for each
// attribute. It is Get of the framework's types for such models only: the framework compiles a regular expression for each field.
func (a Attributes) Get(ctx context.Context, raw tftypes.Value, model any) (diags diag.Diagnostics) {
	var values map[string]tftypes.Value
	if err := raw.As(&values); err != nil || raw.IsNull() {
		diags.AddError("Unable to read the attributes", "They have no values"+reportBug)
		return diags
	}
	for _, f := range fields(model, model) {
		value, err := a.types[f.Attribute].ValueFromTerraform(ctx, values[f.Attribute])
		if err != nil {
			diags.AddAttributeError(path.Root(f.Attribute), "Unable to read "+f.Attribute, err.Error()+reportBug)
			continue
		}
		f.target.Set(reflect.ValueOf(value))
	}
	return diags
}

// Set writes a model to a state or plan. It is the reverse of Get.
func (a Attributes) Set(ctx context.Context, raw *tftypes.Value, model any) (diags diag.Diagnostics) {
	values := make(map[string]tftypes.Value, len(a.types))
	for _, f := range fields(model, model) {
		value, err := f.Got.ToTerraformValue(ctx)
		if err != nil {
			diags.AddAttributeError(path.Root(f.Attribute), "Unable to write "+f.Attribute, err.Error()+reportBug)
			return diags
		}
		values[f.Attribute] = value
	}
	if err := tftypes.ValidateValue(a.object, values); err != nil {
		diags.AddError("Unable to write the attributes", err.Error()+reportBug)
		return diags
	}
	*raw = tftypes.NewValue(a.object, values)
	return diags
}
