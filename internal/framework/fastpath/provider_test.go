package fastpath_test

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const configuredWith = "data of the provider"

// testProvider has resources with all that the fast path has to handle.
type testProvider struct {
	data any
	// walked counts the calls of a plan modifier that only the framework calls.
	walked atomic.Int32
	// reading is closed when the thing named "stopped" is read.
	reading chan struct{}
}

func (p *testProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "test"
}

func (p *testProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (p *testProvider) Configure(_ context.Context, _ provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	p.data = configuredWith
	resp.ResourceData = p.data
}

func (p *testProvider) ResourceData() any { return p.data }

func (p *testProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		func() resource.Resource { return &thing{provider: p} },
		func() resource.Resource { return &identified{thing{provider: p}} },
		func() resource.Resource { return &blocks{thing{provider: p}} },
	}
}

func (p *testProvider) DataSources(context.Context) []func() datasource.DataSource { return nil }

// thing does in each request what its name says.
type thing struct {
	provider *testProvider
	data     any
}

func (r *thing) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "test_thing"
}

func (r *thing) Configure(_ context.Context, req resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	r.data = req.ProviderData
}

func (r *thing) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Version: 1, Attributes: map[string]schema.Attribute{
		"id": schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}},
		"name": schema.StringAttribute{
			Required: true, PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace(), counted{r.provider}},
		},
		"text":  schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString("standard")},
		"flag":  schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(true)},
		"size":  schema.Int64Attribute{Optional: true, Computed: true},
		"tags":  schema.MapAttribute{Optional: true, ElementType: types.StringType},
		"texts": schema.SetAttribute{Optional: true, Computed: true, ElementType: types.StringType},
		"lines": schema.ListAttribute{
			Optional: true, Computed: true, ElementType: types.StringType, PlanModifiers: []planmodifier.List{unmanaged{}},
		},
		"ports": schema.ListNestedAttribute{Optional: true, NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"port":     schema.Int64Attribute{Required: true},
			"protocol": schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString("TCP")},
		}}},
		"statements": schema.ListNestedAttribute{Optional: true, Computed: true, NestedObject: schema.NestedAttributeObject{
			Attributes: map[string]schema.Attribute{"effect": schema.StringAttribute{Optional: true, Computed: true}},
		}},
		"timeouts": timeouts.Attributes(ctx, timeouts.Opts{Create: true}),
	}}
}

// counted counts its calls.
type counted struct{ *testProvider }

func (counted) Description(context.Context) string         { return "" }
func (counted) MarkdownDescription(context.Context) string { return "" }
func (c counted) PlanModifyString(context.Context, planmodifier.StringRequest, *planmodifier.StringResponse) {
	c.walked.Add(1)
}

// unmanaged plans no value without a configured one, and remembers if there was one.
type unmanaged struct{}

func (unmanaged) Description(context.Context) string         { return "" }
func (unmanaged) MarkdownDescription(context.Context) string { return "" }
func (unmanaged) PlanModifyList(ctx context.Context, req planmodifier.ListRequest, resp *planmodifier.ListResponse) {
	if slices.Contains(req.ConfigValue.Elements(), attr.Value(types.StringValue("refused"))) {
		resp.Diagnostics.AddAttributeError(req.Path, "Refused", "")
		return
	}
	if !req.ConfigValue.IsNull() {
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, "managed", []byte("true"))...)
		return
	}
	managed, _ := req.Private.GetKey(ctx, "managed")
	resp.PlanValue = req.StateValue
	if len(managed) > 0 {
		resp.PlanValue, resp.RequiresReplace = types.ListNull(types.StringType), true
		resp.Diagnostics.AddAttributeWarning(req.Path, "No longer managed", req.StateValue.String())
	}
}

func (r *thing) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	if r.data != configuredWith {
		resp.Diagnostics.AddError("Not configured", "")
	}
	var name types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("name"), &name)...)
	switch name.ValueString() {
	case "replaced":
		resp.RequiresReplace.Append(path.Root("texts"), path.Root("name"), path.Root("name"))
	case "warned":
		resp.Diagnostics.AddAttributeWarning(path.Root("name"), "Warned", req.State.Raw.String()+req.Plan.Raw.String())
	case "refused":
		resp.Diagnostics.AddAttributeError(path.Root("name"), "Refused", "")
	case "sized":
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("size"), 5)...)
	case "deferred":
		resp.Deferred = &resource.Deferred{Reason: resource.DeferredReasonAbsentPrereq}
	case "noted":
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, "noted", []byte("1"))...)
	}
}

func (r *thing) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	if r.data != configuredWith {
		resp.Diagnostics.AddError("Not configured", "")
	}
	var name types.String
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("name"), &name)...)
	if resp.Identity != nil {
		resp.Diagnostics.Append(resp.Identity.SetAttribute(ctx, path.Root("id"), "1")...)
	}
	switch name.ValueString() {
	case "gone":
		resp.State.RemoveResource(ctx)
	case "sized":
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("size"), 5)...)
	case "refused":
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("size"), 5)...)
		resp.Diagnostics.AddAttributeError(path.Root("name"), "Refused", "")
	case "noted":
		noted, _ := req.Private.GetKey(ctx, "noted")
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, "noted", append(noted, '1'))...)
	case "deferred":
		resp.Deferred = &resource.Deferred{Reason: resource.DeferredReasonAbsentPrereq}
	case "stopped":
		close(r.provider.reading)
		<-ctx.Done() // or the test times out
	}
}

func (r *thing) Create(context.Context, resource.CreateRequest, *resource.CreateResponse) {}
func (r *thing) Update(context.Context, resource.UpdateRequest, *resource.UpdateResponse) {}
func (r *thing) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// identified is a thing with an identity.
type identified struct{ thing }

func (r *identified) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "test_identified"
}

func (r *identified) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"id": identityschema.StringAttribute{RequiredForImport: true},
	}}
}

// blocks is a thing with blocks, which the fast path leaves to the framework.
type blocks struct{ thing }

func (r *blocks) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "test_blocks"
}

func (r *blocks) Schema(ctx context.Context, req resource.SchemaRequest, resp *resource.SchemaResponse) {
	r.thing.Schema(ctx, req, resp)
	resp.Schema.Blocks = map[string]schema.Block{"parts": schema.ListNestedBlock{}}
}
