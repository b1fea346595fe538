package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// NullModel makes every attribute of a model null. model is a pointer to a struct with tfsdk tags for the schema of resource.
// The zero value of a model does not do, because its lists, sets, maps and objects lack the types of their elements.
func NullModel(ctx context.Context, resource tfsdk.Resource, model any) (diags diag.Diagnostics) {
	object, ok := resource.Schema.Type().TerraformType(ctx).(tftypes.Object)
	if !ok {
		diags.AddError("Unable to read the schema", "It is not that of an object. This is a bug in the provider; please report it.")
		return diags
	}
	attributes := make(map[string]tftypes.Value, len(object.AttributeTypes))
	for name, of := range object.AttributeTypes {
		attributes[name] = tftypes.NewValue(of, nil)
	}
	resource.Raw = tftypes.NewValue(object, attributes)
	return resource.Get(ctx, model)
}
