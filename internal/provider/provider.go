// Package provider is the provider as Terraform sees it: its configuration, and the cloud services it supports.
package provider

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

const typeName = "opentelekomcloud"

// New returns a function that makes the provider. version becomes a part of the User-Agent of its requests.
func New(version string) func() provider.Provider {
	return func() provider.Provider { return &openTelekomCloud{version: version} }
}

type openTelekomCloud struct {
	version string
	data    *framework.ProviderData // once it is configured
}

var (
	_ provider.ProviderWithFunctions      = (*openTelekomCloud)(nil)
	_ provider.ProviderWithListResources  = (*openTelekomCloud)(nil)
	_ provider.ProviderWithActions        = (*openTelekomCloud)(nil)
	_ provider.ProviderWithValidateConfig = (*openTelekomCloud)(nil)
)

// Metadata implements provider.Provider.
func (p *openTelekomCloud) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName, resp.Version = typeName, p.version
}

// Schema implements provider.Provider.
func (p *openTelekomCloud) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

// Configure implements provider.Provider. It makes no request: the first one of a resource or data source signs in.
func (p *openTelekomCloud) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var model providerModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	settings, diags := resolveConfig(ctx, model, os.Getenv)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	cloud, err := p.connect(settings)
	if err != nil {
		resp.Diagnostics.AddError("Unable to configure the provider", err.Error())
		return
	}
	p.data = framework.NewProviderData(cloud, model.defaultTags())
	resp.ResourceData, resp.DataSourceData, resp.ListResourceData, resp.ActionData = p.data, p.data, p.data, p.data
}

// ResourceData implements fastpath.Provider.
func (p *openTelekomCloud) ResourceData() any {
	if p.data == nil {
		return nil
	}
	return p.data
}

// connect returns a client of the cloud. It makes no request.
func (p *openTelekomCloud) connect(s settings) (*otc.Client, error) {
	secrets := s.secrets()
	var report func(context.Context, otc.Exchange)
	if !silent() {
		report = func(ctx context.Context, e otc.Exchange) { logExchange(masking(ctx, secrets), e) }
	}
	sender, err := otc.NewSender(otc.SenderOptions{
		UserAgent:     "terraform-provider-opentelekomcloud/" + p.version,
		MaxRetries:    s.MaxRetries,
		Insecure:      s.Insecure,
		CACertPEM:     s.CACertPEM,
		ClientCertPEM: s.ClientCertPEM,
		ClientKeyPEM:  s.ClientKeyPEM,
		Secrets:       secrets,
		Log:           report,
	})
	if err != nil {
		return nil, err
	}
	credentials, err := s.credentials(sender)
	if err != nil {
		return nil, err
	}
	return otc.NewClient(sender, credentials, otc.ClientOptions{
		Region: s.Region, EndpointType: s.EndpointType, Endpoints: s.Endpoints, IgnoredTags: s.IgnoredTags,
		SkipPlanChecks: s.SkipChecks, SignInSettings: s.signInSettings(),
	}), nil
}

// Resources implements provider.Provider.
func (p *openTelekomCloud) Resources(context.Context) (all []func() resource.Resource) {
	for _, s := range cloudServices {
		all = append(all, s.resources()...)
	}
	return all
}

// DataSources implements provider.Provider.
func (p *openTelekomCloud) DataSources(context.Context) (all []func() datasource.DataSource) {
	for _, s := range cloudServices {
		all = append(all, s.dataSources()...)
	}
	return all
}

// ListResources implements provider.ProviderWithListResources.
func (p *openTelekomCloud) ListResources(context.Context) (all []func() list.ListResource) {
	for _, s := range cloudServices {
		all = append(all, s.listResources()...)
	}
	return all
}

// Functions implements provider.ProviderWithFunctions.
func (p *openTelekomCloud) Functions(context.Context) (all []func() function.Function) {
	for _, s := range cloudServices {
		all = append(all, s.functions()...)
	}
	return all
}

// Actions implements provider.ProviderWithActions.
func (p *openTelekomCloud) Actions(context.Context) (all []func() action.Action) {
	for _, s := range cloudServices {
		all = append(all, s.actions()...)
	}
	return all
}
