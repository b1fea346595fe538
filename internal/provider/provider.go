// Package provider is the provider as Terraform sees it: its configuration, and which resources and data
// sources it has. It is the one package that knows every service.
package provider

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/auth"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
	vpcepservice "github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/services/vpcep"
)

const typeName = "opentelekomcloud"

// New makes the provider; version goes into the User-Agent of its requests.
func New(version string) func() provider.Provider {
	return func() provider.Provider { return &openTelekomCloud{version: version} }
}

type openTelekomCloud struct{ version string }

// Metadata implements provider.Provider.
func (p *openTelekomCloud) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName, resp.Version = typeName, p.version
}

// Schema implements provider.Provider.
func (p *openTelekomCloud) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

// Configure implements provider.Provider. It asks nothing of the network: the first call that a resource makes
// signs in.
func (p *openTelekomCloud) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var model providerModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &model)...); resp.Diagnostics.HasError() {
		return
	}
	settings, diags := resolveConfig(ctx, model, os.Getenv)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	client, err := p.connect(settings)
	if err != nil {
		resp.Diagnostics.AddError("Unable to configure the provider", err.Error())
		return
	}
	resp.ResourceData, resp.DataSourceData = client, client
}

func (p *openTelekomCloud) connect(s settings) (*vpcep.Client, error) {
	secrets := s.secrets()
	sender, err := otc.NewSender(otc.SenderOptions{
		UserAgent:     "terraform-provider-opentelekomcloud/" + p.version,
		MaxRetries:    s.MaxRetries,
		Insecure:      s.Insecure,
		CACertPEM:     s.CACertPEM,
		ClientCertPEM: s.ClientCertPEM,
		ClientKeyPEM:  s.ClientKeyPEM,
		Secrets:       secrets,
		Log:           func(ctx context.Context, e otc.Exchange) { logExchange(masking(ctx, secrets), e) },
	})
	if err != nil {
		return nil, err
	}
	credentials, err := auth.New(sender, s.Auth)
	if err != nil {
		return nil, err
	}
	return vpcep.NewClient(otc.NewClient(sender, credentials, otc.ClientOptions{
		Region: s.Region, EndpointType: s.EndpointType, Endpoints: s.Endpoints,
	})), nil
}

// Resources implements provider.Provider.
func (p *openTelekomCloud) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		vpcepservice.NewServiceResource,
		vpcepservice.NewServicePermissionResource,
		vpcepservice.NewEndpointResource,
		vpcepservice.NewConnectionResource,
	}
}

// DataSources implements provider.Provider.
func (p *openTelekomCloud) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		vpcepservice.NewServiceDataSource,
		vpcepservice.NewServicesDataSource,
		vpcepservice.NewPublicServiceDataSource,
		vpcepservice.NewPublicServicesDataSource,
		vpcepservice.NewConnectionsDataSource,
		vpcepservice.NewPermissionsDataSource,
		vpcepservice.NewEndpointsDataSource,
		vpcepservice.NewQuotasDataSource,
	}
}
