package fastpath

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// shortProvider is a provider whose resources have no attributes.
type shortProvider struct {
	Provider
	resources map[string]*resourceType // by name
}

// resourceType is a type of resources.
type resourceType struct {
	create     func() resource.Resource
	schema     schema.Schema
	object     tftypes.Type
	attributes map[string]attribute
}

// newShortProvider returns a provider with those resources of p that can be served faster.
func newShortProvider(ctx context.Context, p Provider) *shortProvider {
	short := &shortProvider{Provider: p, resources: map[string]*resourceType{}}
	var of provider.MetadataResponse
	p.Metadata(ctx, provider.MetadataRequest{}, &of)
	for _, create := range p.Resources(ctx) {
		var is resource.MetadataResponse
		create().Metadata(ctx, resource.MetadataRequest{ProviderTypeName: of.TypeName}, &is)
		var has resource.SchemaResponse
		create().Schema(ctx, resource.SchemaRequest{}, &has)
		attributes, ok := newAttributes(ctx, has.Schema.Attributes)
		if ok && len(has.Schema.Blocks) == 0 {
			object := has.Schema.Type().TerraformType(ctx)
			short.resources[is.TypeName] = &resourceType{create, has.Schema, object, attributes}
		}
	}
	return short
}

// Schema implements provider.Provider. The provider is never configured.
func (p *shortProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerschema.Schema{}
}

// Configure implements provider.Provider. The provider is never configured: Resources configures each resource.
func (p *shortProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

// Resources implements provider.Provider.
func (p *shortProvider) Resources(context.Context) (all []func() resource.Resource) {
	for _, t := range p.resources {
		all = append(all, func() resource.Resource {
			short := &shortResource{Resource: t.create(), schema: t.schema, attributes: t.attributes, data: p.ResourceData}
			if identified, ok := short.Resource.(resource.ResourceWithIdentity); ok {
				return struct {
					*shortResource
					identity
				}{short, identified}
			}
			return short
		})
	}
	return all
}

// DataSources implements provider.Provider.
func (p *shortProvider) DataSources(context.Context) []func() datasource.DataSource { return nil }

// identity is what resource.ResourceWithIdentity adds to resource.Resource.
type identity interface {
	IdentitySchema(ctx context.Context, req resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse)
}

// decode decodes a value. ok is false if it is missing or malformed.
func (t *resourceType) decode(encoded *tfprotov6.DynamicValue) (value tftypes.Value, ok bool) {
	if encoded == nil {
		return value, false
	}
	value, err := encoded.Unmarshal(t.object)
	return value, err == nil
}

func (t *resourceType) encode(value tftypes.Value) (*tfprotov6.DynamicValue, error) {
	encoded, err := tfprotov6.NewDynamicValue(t.object, value)
	return &encoded, err
}
