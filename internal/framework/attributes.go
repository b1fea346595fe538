package framework

import (
	"context"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Attributes sorts the attributes of a resource by who decides on them.
type Attributes struct {
	// Configurable are those that a configuration sets on the object in the cloud, tags_all included.
	Configurable []string
	// Computed are those that the provider may set.
	Computed []string

	own    []string
	types  map[string]attr.Type
	object tftypes.Type
}

// NewAttributes sorts the attributes of a schema. own are those that mean nothing to the object in the cloud.
func NewAttributes(s schema.Schema, own ...string) Attributes {
	a := Attributes{own: own, types: map[string]attr.Type{}, object: s.Type().TerraformType(context.Background())}
	for name, attribute := range s.Attributes {
		a.types[name] = attribute.GetType()
		isTagsAll := name == AttributeTagsAll // computed, but from configurations only
		if (attribute.IsRequired() || attribute.IsOptional() || isTagsAll) && !slices.Contains(own, name) {
			a.Configurable = append(a.Configurable, name)
		}
		if attribute.IsComputed() && !isTagsAll {
			a.Computed = append(a.Computed, name)
		}
	}
	slices.Sort(a.Configurable)
	slices.Sort(a.Computed)
	return a
}

// Stated reports whether an answer has a value for each attribute that has a known one in a model. Both are pointers to the
// same type of struct with tfsdk tags.
func (a Attributes) Stated(model, answer any) bool {
	return !slices.ContainsFunc(fields(model, answer), func(f field) bool {
		return f.Got.IsNull() && !f.Planned.IsNull() && !f.Planned.IsUnknown() && !slices.Contains(a.own, f.Attribute)
	})
}

// MarkUnknown makes attributes of a plan unknown that are not configured: those in always, and those in ifNull that have
// no value yet. config and plan are pointers to the same type of struct with tfsdk tags.
func (a Attributes) MarkUnknown(ctx context.Context, config, plan any, always, ifNull []string) (diags diag.Diagnostics) {
	for _, f := range fields(config, plan) {
		marked := slices.Contains(always, f.Attribute) || slices.Contains(ifNull, f.Attribute) && f.Got.IsNull()
		if !marked || !f.Planned.IsNull() {
			continue
		}
		t := a.types[f.Attribute]
		unknown, err := t.ValueFromTerraform(ctx, tftypes.NewValue(t.TerraformType(ctx), tftypes.UnknownValue))
		if err != nil {
			diags.AddError("Unable to plan "+f.Attribute, err.Error()+reportBug)
			continue
		}
		f.target.Set(reflect.ValueOf(unknown))
	}
	return diags
}

// HasUnknown reports whether an attribute of a model is unknown.
func HasUnknown(model any) bool {
	return slices.ContainsFunc(fields(model, model), func(f field) bool { return f.Got.IsUnknown() })
}
