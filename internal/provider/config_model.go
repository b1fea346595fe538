package provider

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// providerModel is the provider's block in a configuration.
type providerModel struct {
	AuthURL          types.String `tfsdk:"auth_url"`
	Cloud            types.String `tfsdk:"cloud"`
	Region           types.String `tfsdk:"region"`
	UserName         types.String `tfsdk:"user_name"`
	UserID           types.String `tfsdk:"user_id"`
	Password         types.String `tfsdk:"password"`
	Passcode         types.String `tfsdk:"passcode"`
	Token            types.String `tfsdk:"token"`
	TenantID         types.String `tfsdk:"tenant_id"`
	TenantName       types.String `tfsdk:"tenant_name"`
	DomainID         types.String `tfsdk:"domain_id"`
	DomainName       types.String `tfsdk:"domain_name"`
	AccessKey        types.String `tfsdk:"access_key"`
	SecretKey        types.String `tfsdk:"secret_key"`
	SecurityToken    types.String `tfsdk:"security_token"`
	AgencyName       types.String `tfsdk:"agency_name"`
	AgencyDomainName types.String `tfsdk:"agency_domain_name"`
	DelegatedProject types.String `tfsdk:"delegated_project"`
	CACertFile       types.String `tfsdk:"cacert_file"`
	Cert             types.String `tfsdk:"cert"`
	Key              types.String `tfsdk:"key"`
	Insecure         types.Bool   `tfsdk:"insecure"`
	EndpointType     types.String `tfsdk:"endpoint_type"`
	AllowReauth      types.Bool   `tfsdk:"allow_reauth"`
	MaxRetries       types.Int64  `tfsdk:"max_retries"`
	Endpoints        types.Map    `tfsdk:"endpoints"`
	DefaultTags      types.Object `tfsdk:"default_tags"`
	IgnoreTags       types.Object `tfsdk:"ignore_tags"`
	PlanChecks       types.Bool   `tfsdk:"plan_checks"`
}

// texts are the string arguments by name.
func (m providerModel) texts() map[string]types.String {
	return map[string]types.String{
		argAuthURL:          m.AuthURL,
		argCloud:            m.Cloud,
		argRegion:           m.Region,
		argUserName:         m.UserName,
		argUserID:           m.UserID,
		argPassword:         m.Password,
		argPasscode:         m.Passcode,
		argToken:            m.Token,
		argTenantID:         m.TenantID,
		argTenantName:       m.TenantName,
		argDomainID:         m.DomainID,
		argDomainName:       m.DomainName,
		argAccessKey:        m.AccessKey,
		argSecretKey:        m.SecretKey,
		argSecurityToken:    m.SecurityToken,
		argAgencyName:       m.AgencyName,
		argAgencyDomainName: m.AgencyDomainName,
		argDelegatedProject: m.DelegatedProject,
		argCACertFile:       m.CACertFile,
		argCert:             m.Cert,
		argKey:              m.Key,
		argEndpointType:     m.EndpointType,
	}
}

// unknown lists the arguments that must be known in a plan but are known only after apply, sorted by name.
func (m providerModel) unknown() []string {
	values := map[string]attr.Value{
		argInsecure:    m.Insecure,
		argAllowReauth: m.AllowReauth,
		argMaxRetries:  m.MaxRetries,
		argEndpoints:   m.Endpoints,
		argIgnoreTags:  m.IgnoreTags,
		argPlanChecks:  m.PlanChecks,
	}
	for name, v := range m.texts() {
		values[name] = v
	}
	for _, v := range m.Endpoints.Elements() {
		if v.IsUnknown() {
			values[argEndpoints] = v
		}
	}
	for _, v := range m.IgnoreTags.Attributes() {
		set, _ := v.(types.Set)
		if set.IsUnknown() || slices.ContainsFunc(set.Elements(), attr.Value.IsUnknown) {
			values[argIgnoreTags] = types.SetUnknown(types.StringType)
		}
	}
	var names []string
	for name, v := range values {
		if v.IsUnknown() {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
