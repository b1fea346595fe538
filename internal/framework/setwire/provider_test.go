package setwire_test

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
)

// The provider of these tests has its resource and its data source twice over: with sets, as the framework has them, and
// with lists that are sets on the wire. No difference is to be seen between the two.
type testProvider struct {
	native, computed bool
	// created is told what a resource is made of.
	created func(ports, names []string)
}

func (p *testProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "test"
}

func (p *testProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (p *testProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (p *testProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		func() resource.Resource { return &thing{p} },
		func() resource.Resource { return plain{} },
	}
}

func (p *testProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return &things{p} }}
}

type thing struct{ *testProvider }

func (r *thing) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "test_thing"
}

func (r *thing) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	element := schema.NestedAttributeObject{
		Attributes: map[string]schema.Attribute{
			"client_port": schema.Int64Attribute{Required: true},
			"server_port": schema.Int64Attribute{Optional: true, Computed: r.computed, Validators: []validator.Int64{positive{}}},
			"protocol":    schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString("TCP")},
		},
	}
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id": schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}},
		// Changes with everything else, so a plan that takes one order for another is not empty.
		"revision": schema.StringAttribute{Computed: true},
		"lines":    schema.ListAttribute{Optional: true, ElementType: types.StringType},
		"texts": schema.ListNestedAttribute{Optional: true, NestedObject: schema.NestedAttributeObject{
			Attributes: map[string]schema.Attribute{"ports": schema.StringAttribute{Optional: true}},
		}},
		"ports": setwire.NestedAttribute{ListNestedAttribute: schema.ListNestedAttribute{
			Required: true, NestedObject: element, MarkdownDescription: "Ports.",
		}},
		"names": setwire.Attribute{ListAttribute: schema.ListAttribute{
			Optional: true, Computed: true, ElementType: types.StringType, PlanModifiers: []planmodifier.List{replaceNames{}},
		}},
	}}
	if r.native {
		resp.Schema.Attributes["ports"] = schema.SetNestedAttribute{Required: true, NestedObject: element, MarkdownDescription: "Ports."}
		resp.Schema.Attributes["names"] = schema.SetAttribute{
			Optional: true, Computed: true, ElementType: types.StringType, PlanModifiers: []planmodifier.Set{replaceNames{}},
		}
	}
}

// positive complains at the attribute of an element.
type positive struct{}

func (positive) Description(context.Context) string         { return "" }
func (positive) MarkdownDescription(context.Context) string { return "" }
func (positive) ValidateInt64(_ context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if req.ConfigValue.ValueInt64() < 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Negative", req.ConfigValue.String())
	}
}

// replaceNames demands another thing where a name is "replace", at the name.
type replaceNames struct{}

func (replaceNames) Description(context.Context) string         { return "" }
func (replaceNames) MarkdownDescription(context.Context) string { return "" }
func (replaceNames) PlanModifyList(_ context.Context, req planmodifier.ListRequest, resp *planmodifier.ListResponse) {
	resp.RequiresReplace = len(req.PlanValue.Elements()) > 0 && req.PlanValue.Elements()[0].Equal(types.StringValue("replace"))
}

func (replaceNames) PlanModifySet(_ context.Context, req planmodifier.SetRequest, resp *planmodifier.SetResponse) {
	resp.RequiresReplace = len(req.PlanValue.Elements()) > 0 && req.PlanValue.Elements()[0].Equal(types.StringValue("replace"))
}

func (r *thing) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), req, resp)
}

func (r *thing) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), "1")...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("revision"), "1")...)
	names := read(ctx, r.native, &resp.State, "names")
	if names.IsUnknown() {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("names"), []string{"z", "a", "m"})...)
	}
	if r.created != nil {
		r.created(texts(read(ctx, r.native, &resp.State, "ports")), texts(read(ctx, r.native, &resp.State, "names")))
	}
}

func (r *thing) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("revision"), "2")...)
	if read(ctx, r.native, &resp.State, "names").IsUnknown() {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("names"), []string{"z", "a", "m"})...)
	}
}

// Read answers in an order of its own.
func (r *thing) Read(ctx context.Context, _ resource.ReadRequest, resp *resource.ReadResponse) {
	for _, name := range []string{"ports", "names"} {
		switch v := read(ctx, r.native, &resp.State, name).(type) {
		case types.List:
			elements := v.Elements()
			for i, j := 0, len(elements)-1; i < j; i, j = i+1, j-1 {
				elements[i], elements[j] = elements[j], elements[i]
			}
			if !v.IsNull() {
				resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), types.ListValueMust(v.ElementType(ctx), elements))...)
			}
		case types.Set:
		}
	}
}

func (r *thing) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// plain has no sets.
type plain struct{ resource.Resource }

func (plain) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "test_plain"
}

func (plain) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"names": schema.ListAttribute{Optional: true, ElementType: types.StringType},
	}}
}

type things struct{ *testProvider }

func (d *things) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "test_things"
}

func (d *things) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	element := datasourceschema.NestedAttributeObject{Attributes: map[string]datasourceschema.Attribute{
		"port": datasourceschema.Int64Attribute{Required: true, Validators: []validator.Int64{positive{}}},
	}}
	resp.Schema = datasourceschema.Schema{Attributes: map[string]datasourceschema.Attribute{
		"of": setwire.DataSourceNestedAttribute{ListNestedAttribute: datasourceschema.ListNestedAttribute{Required: true, NestedObject: element}},
	}}
	if d.native {
		resp.Schema.Attributes["of"] = datasourceschema.SetNestedAttribute{Required: true, NestedObject: element}
	}
}

func (d *things) Read(_ context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.State.Raw = req.Config.Raw
}
