package fastpath

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// values are the values of one request.
type values struct {
	config, prior tftypes.Value // of a plan
	result        tftypes.Value // the state or plan, before and after the resource changes it
}

type contextKey struct{}

func (v *values) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, contextKey{}, v)
}

// clear removes the values at the end of a request, whose context the framework keeps until the process exits. Otherwise the
// values of 1,000 services would take 50 MiB.
func (v *values) clear() { *v = values{} }

func valuesOf(ctx context.Context) *values { return ctx.Value(contextKey{}).(*values) } //nolint:errcheck,forcetypeassert // set by server

// shortResource is a resource without attributes, which passes values that are in the context to one that has them.
type shortResource struct {
	resource.Resource
	schema     schema.Schema
	attributes map[string]attribute
	data       func() any
}

// Schema implements resource.Resource.
func (r *shortResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{}
}

// Configure implements resource.ResourceWithConfigure.
func (r *shortResource) Configure(ctx context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if configurable, ok := r.Resource.(resource.ResourceWithConfigure); ok {
		req.ProviderData = r.data()
		configurable.Configure(ctx, req, resp)
	}
}

// Read implements resource.Resource.
func (r *shortResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	of, out := valuesOf(ctx), *resp
	req.State = tfsdk.State{Raw: of.result, Schema: r.schema}
	out.State = req.State
	r.Resource.Read(ctx, req, &out)
	of.result, out.State = out.State.Raw, resp.State
	*resp = out
}

// ModifyPlan implements resource.ResourceWithModifyPlan.
func (r *shortResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	of, out := valuesOf(ctx), *resp
	req.Config = tfsdk.Config{Raw: of.config, Schema: r.schema}
	req.State = tfsdk.State{Raw: of.prior, Schema: r.schema}
	req.Plan = tfsdk.Plan{Raw: of.result, Schema: r.schema}
	out.Plan = req.Plan
	r.modifyLists(ctx, req, &out)
	req.Plan, req.Private = out.Plan, out.Private
	if modifier, ok := r.Resource.(resource.ResourceWithModifyPlan); ok && !out.Diagnostics.HasError() {
		modifier.ModifyPlan(ctx, req, &out)
	}
	of.result, out.Plan = out.Plan.Raw, resp.Plan
	*resp = out
}

// modifyLists calls the plan modifiers of lists.
func (r *shortResource) modifyLists(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	for name, a := range r.attributes {
		if len(a.modifiers) == 0 {
			continue
		}
		at := path.Root(name)
		in := planmodifier.ListRequest{
			Path: at, Config: req.Config, Plan: req.Plan, State: req.State, Private: resp.Private,
		}
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, at, &in.ConfigValue)...)
		resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, at, &in.PlanValue)...)
		if in.StateValue = types.ListNull(in.PlanValue.ElementType(ctx)); !req.State.Raw.IsNull() {
			resp.Diagnostics.Append(req.State.GetAttribute(ctx, at, &in.StateValue)...)
		}
		before := in.PlanValue
		for _, modifier := range a.modifiers {
			if resp.Diagnostics.HasError() {
				return
			}
			out := planmodifier.ListResponse{PlanValue: in.PlanValue, Private: in.Private}
			modifier.PlanModifyList(ctx, in, &out)
			in.PlanValue, in.Private, resp.Private = out.PlanValue, out.Private, out.Private
			resp.Diagnostics.Append(out.Diagnostics...)
			if out.RequiresReplace {
				resp.RequiresReplace.Append(at)
			}
		}
		if !in.PlanValue.Equal(before) {
			resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, at, in.PlanValue)...)
		}
	}
}
