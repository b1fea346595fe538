package fastpath

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
)

// attribute is what matters to the plan of an attribute of a schema.
type attribute struct {
	computed     bool
	defaultValue *tftypes.Value
	nested       map[string]attribute // of an object, or of each object of a list
	modifiers    []planmodifier.List
}

// newAttributes returns the attributes of a schema. ok is false if the framework is needed for one of them.
func newAttributes(ctx context.Context, of map[string]schema.Attribute) (all map[string]attribute, ok bool) {
	all = make(map[string]attribute, len(of))
	for name, a := range of {
		if all[name], ok = newAttribute(ctx, a); !ok {
			return nil, false
		}
	}
	return all, true
}

func newAttribute(ctx context.Context, a schema.Attribute) (is attribute, ok bool) {
	is.computed = a.IsComputed()
	if a.IsWriteOnly() {
		return is, false
	}
	switch a := a.(type) {
	case schema.StringAttribute:
		if a.Default != nil {
			var resp defaults.StringResponse
			a.Default.DefaultString(ctx, defaults.StringRequest{}, &resp)
			v := tftypes.NewValue(tftypes.String, resp.PlanValue.ValueString())
			is.defaultValue = &v
		}
		return is, a.CustomType == nil
	case schema.BoolAttribute:
		if a.Default != nil {
			var resp defaults.BoolResponse
			a.Default.DefaultBool(ctx, defaults.BoolRequest{}, &resp)
			v := tftypes.NewValue(tftypes.Bool, resp.PlanValue.ValueBool())
			is.defaultValue = &v
		}
		return is, a.CustomType == nil
	case schema.Int64Attribute:
		return is, a.CustomType == nil && a.Default == nil
	case schema.MapAttribute:
		return is, a.CustomType == nil && a.Default == nil
	case schema.SetAttribute:
		return is, a.CustomType == nil && a.Default == nil
	case schema.ListAttribute:
		is.modifiers = a.PlanModifiers
		return is, a.CustomType == nil && a.Default == nil
	case schema.ListNestedAttribute:
		is.modifiers = a.PlanModifiers
		return is.withNested(ctx, a.NestedObject.Attributes, a.CustomType == nil && a.Default == nil && a.NestedObject.CustomType == nil)
	case schema.SingleNestedAttribute:
		_, semantic := a.GetType().ValueType(ctx).(basetypes.ObjectValuableWithSemanticEquals)
		return is.withNested(ctx, a.Attributes, !semantic && a.Default == nil)
	case setwire.Attribute:
		return newAttribute(ctx, a.ListAttribute)
	case setwire.NestedAttribute:
		return newAttribute(ctx, a.ListNestedAttribute)
	default:
		return is, false
	}
}

// withNested adds the attributes of objects. Where these are computed, the framework would set defaults in objects that the
// configuration does not contain.
func (a attribute) withNested(ctx context.Context, of map[string]schema.Attribute, ok bool) (attribute, bool) {
	var simple bool
	a.nested, simple = newAttributes(ctx, of)
	for _, n := range a.nested {
		if len(n.modifiers) > 0 || a.computed && n.defaultValue != nil {
			return a, false
		}
	}
	return a, ok && simple
}
