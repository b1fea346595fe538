package framework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

type modelOfEverything struct {
	Name     types.String   `tfsdk:"name"`
	Size     types.Int64    `tfsdk:"size"`
	Flag     types.Bool     `tfsdk:"flag"`
	Lines    types.List     `tfsdk:"lines"`
	Texts    types.Set      `tfsdk:"texts"`
	Tags     types.Map      `tfsdk:"tags"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// Models are read and written as the framework does it.
func TestGetAndSetModels(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s := schema.Schema{Attributes: map[string]schema.Attribute{
		"name": schema.StringAttribute{Required: true}, "size": schema.Int64Attribute{Optional: true}, "flag": schema.BoolAttribute{Optional: true},
		"lines":    schema.ListAttribute{Optional: true, ElementType: types.StringType},
		"texts":    schema.SetAttribute{Optional: true, ElementType: types.StringType},
		"tags":     schema.MapAttribute{Optional: true, ElementType: types.StringType},
		"timeouts": timeouts.Attributes(ctx, timeouts.Opts{Create: true}),
	}}
	attributes := framework.NewAttributes(s)
	object, ok := s.Type().TerraformType(ctx).(tftypes.Object)
	if !ok {
		t.Fatal("no object")
	}
	text := tftypes.NewValue(tftypes.String, "a")
	given := map[string]any{
		"name": "a", "size": 1, "flag": true, "lines": []tftypes.Value{text, text}, "texts": []tftypes.Value{text},
		"tags": map[string]tftypes.Value{"k": text}, "timeouts": map[string]tftypes.Value{"create": text},
	}
	for name, value := range map[string]func(string) any{
		"known":   func(attribute string) any { return given[attribute] },
		"null":    func(string) any { return nil },
		"unknown": func(string) any { return tftypes.UnknownValue },
	} {
		values := map[string]tftypes.Value{}
		for attribute, of := range object.AttributeTypes {
			values[attribute] = tftypes.NewValue(of, value(attribute))
		}
		state := tfsdk.State{Raw: tftypes.NewValue(object, values), Schema: s}
		var want, got modelOfEverything
		diags := state.Get(ctx, &want)
		diags.Append(attributes.Get(ctx, state.Raw, &got)...)
		if diff := cmp.Diff(want, got); diff != "" || len(diags) > 0 {
			t.Errorf("%s: %v\n%s", name, diags, diff)
		}
		var raw tftypes.Value
		if diags := attributes.Set(ctx, &raw, &got); !raw.Equal(state.Raw) || len(diags) > 0 {
			t.Errorf("%s: wrote %s; %v", name, raw, diags)
		}
	}
}

func TestGetAndSetFaultyModels(t *testing.T) {
	t.Parallel()
	s := schema.Schema{Attributes: map[string]schema.Attribute{
		"name": schema.StringAttribute{Required: true}, "size": schema.Int64Attribute{Optional: true},
	}}
	attributes, object := framework.NewAttributes(s), s.Type().TerraformType(t.Context())
	for name, raw := range map[string]tftypes.Value{
		"null": tftypes.NewValue(object, nil), "unknown": tftypes.NewValue(object, tftypes.UnknownValue), "text": tftypes.NewValue(tftypes.String, "a"),
	} {
		var model struct {
			Name types.String `tfsdk:"name"`
		}
		if diags := attributes.Get(t.Context(), raw, &model); !diags.HasError() {
			t.Errorf("%s is read as %v", name, model)
		}
	}
	var incomplete struct {
		Name types.String `tfsdk:"name"`
	}
	raw := tftypes.NewValue(tftypes.String, "before")
	if diags := attributes.Set(t.Context(), &raw, &incomplete); !diags.HasError() || !raw.Equal(tftypes.NewValue(tftypes.String, "before")) {
		t.Errorf("wrote %s", raw)
	}
}
