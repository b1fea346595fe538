package acctest

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dsschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const officialSource = "opentelekomcloud/opentelekomcloud"

// officialDataSources are the data sources of the official provider that examples use, with the attributes that they use. Other
// values are returned for attributes that are not configured.
var officialDataSources = map[string]map[string]string{
	"lb_loadbalancer_v3":     {"name": "", "router_id": VPCID, "vip_port_id": PortID},
	"vpc_v1":                 {"name": "", "id": VPCID},
	"vpc_subnet_v1":          {"name": "", "vpc_id": VPCID, "id": SubnetID},
	"identity_auth_scope_v3": {"name": "", "project_domain_id": "6e9dfd51d1124e8d8498dce894923a0d"},
}

// OfficialProvider serves a stand-in for the official provider from the test process, for examples that combine both providers. It
// makes no request. The result is the environment variable that makes the CLI use it.
func OfficialProvider(t *testing.T) string {
	t.Helper()
	env, stop := serve(t, officialSource, providerserver.NewProtocol6(officialProvider{}))
	t.Cleanup(stop)
	return env
}

type officialProvider struct{}

func (officialProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "opentelekomcloud"
}

func (officialProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (officialProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (officialProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		func() resource.Resource {
			return officialResource{"dns_zone_v2", schema.Schema{
				Attributes: map[string]schema.Attribute{
					"id": schema.StringAttribute{Computed: true}, "name": schema.StringAttribute{Required: true},
					"type": schema.StringAttribute{Optional: true},
				},
				Blocks: map[string]schema.Block{"router": schema.SetNestedBlock{NestedObject: schema.NestedBlockObject{
					Attributes: map[string]schema.Attribute{
						"router_id": schema.StringAttribute{Required: true}, "router_region": schema.StringAttribute{Required: true},
					},
				}}},
			}}
		},
		func() resource.Resource {
			return officialResource{"dns_recordset_v2", schema.Schema{Attributes: map[string]schema.Attribute{
				"id": schema.StringAttribute{Computed: true}, "name": schema.StringAttribute{Required: true},
				"zone_id": schema.StringAttribute{Required: true}, "type": schema.StringAttribute{Required: true},
				"ttl":     schema.Int64Attribute{Optional: true},
				"records": schema.SetAttribute{Required: true, ElementType: types.StringType},
			}}}
		},
	}
}

func (officialProvider) DataSources(context.Context) (all []func() datasource.DataSource) {
	for name, values := range officialDataSources {
		all = append(all, func() datasource.DataSource { return officialDataSource{name, values} })
	}
	return all
}

// officialDataSource returns its configuration, completed by values.
type officialDataSource struct {
	name   string
	values map[string]string
}

func (d officialDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.name
}

func (d officialDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema.Attributes = map[string]dsschema.Attribute{}
	for name := range d.values {
		resp.Schema.Attributes[name] = dsschema.StringAttribute{Optional: true, Computed: true}
	}
}

func (d officialDataSource) Read(_ context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	values := map[string]tftypes.Value{}
	if err := req.Config.Raw.As(&values); err != nil {
		resp.Diagnostics.AddError("Unable to read the configuration", err.Error())
		return
	}
	for name, value := range values {
		if value.IsNull() {
			values[name] = tftypes.NewValue(tftypes.String, d.values[name])
		}
	}
	resp.State.Raw = tftypes.NewValue(req.Config.Raw.Type(), values)
}

// officialResource exists in the state only.
type officialResource struct {
	name   string
	schema schema.Schema
}

func (r officialResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + r.name
}

func (r officialResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = r.schema
}

func (r officialResource) Create(_ context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	values := map[string]tftypes.Value{}
	if err := req.Plan.Raw.As(&values); err != nil {
		resp.Diagnostics.AddError("Unable to read the plan", err.Error())
		return
	}
	values["id"] = tftypes.NewValue(tftypes.String, strings.ReplaceAll(r.name, "_", "-"))
	resp.State.Raw = tftypes.NewValue(req.Plan.Raw.Type(), values)
}

func (r officialResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (r officialResource) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

func (r officialResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}
