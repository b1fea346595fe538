package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// registryDocs is the address of the documentation. The registry shows the overview at another path than the pages, so that relative
// links would not work there.
const registryDocs = "https://registry.terraform.io/providers/otc-vpcep/opentelekomcloud/latest/docs/"

// providerSchema describes the provider's block.
func providerSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Manages the VPC Endpoint service of Open Telekom Cloud. Each setting is read from the provider's " +
			"arguments, otherwise from the environment, otherwise from the entry of clouds.yaml that `cloud` selects. An empty string " +
			"counts as not set. If the argument `cloud` selects the entry, the entry takes precedence over the environment. If several " +
			"sign-in methods are configured, a token takes precedence over an access key, and an access " +
			"key over a password.",
		Attributes: map[string]schema.Attribute{
			argAuthURL: text(argAuthURL, "The address of the identity service (IAM), such as "+
				"`https://iam.eu-de.otc.t-systems.com/v3`. A missing `/v3` is added. The default is the address in the region, "+
				"if that is a region of Open Telekom Cloud, such as `eu-de`, `eu-nl` or `eu-ch2`.", httpURL{}),
			argCloud: text(argCloud, "The entry of clouds.yaml to read settings from. The file is `OS_CLIENT_CONFIG_FILE`, otherwise "+
				"`clouds.yaml`, `clouds.yml` or `clouds.json` in the working directory, `~/.config/openstack` or `/etc/openstack`. Values in "+
				"`secure.yaml` override it, and `clouds-public.yaml` may contain profiles. The profile `otc` is built in."),
			argRegion: text(argRegion, "The region, such as `eu-de`. The default is the project name up to the first `_`, otherwise "+
				"the second label of the host in `auth_url`."),

			argUserName: text(argUserName, "The name of the user, to sign in with a password. It requires `domain_name` or `domain_id`."),
			argUserID:   text(argUserID, "The id of the user, instead of `user_name`."),
			argPassword: secret(argPassword, "The password of the user."),
			argPasscode: secret(argPasscode, "A one-time password of the user's second factor, in addition to `user_id` and `password`. It is "+
				"valid for a single sign-in, so the session is not renewed when it expires."),
			argToken: secret(argToken, "A token with project scope that was obtained elsewhere. Its scope cannot be changed, and it is not "+
				"renewed when it expires."),

			argTenantID: text(argTenantID, "The id of the project to work in. If `tenant_name` is set in the same place, the id is used. If "+
				"they are set in different places, the one from the place with the higher precedence is used."),
			argTenantName: text(argTenantName, "The name of the project to work in, such as `eu-de_my-project`."),
			argDomainID:   text(argDomainID, "The id of the domain (the account) that the user and the project belong to."),
			argDomainName: text(argDomainName, "The name of the domain (the account) that the user and the project belong to, such as "+
				"`OTC00000000001000000001`."),

			argAccessKey:     secret(argAccessKey, "The id of an access key (AK). It signs every request, without a login."),
			argSecretKey:     secret(argSecretKey, "The secret (SK) of the access key."),
			argSecurityToken: secret(argSecurityToken, "The security token of a temporary access key."),

			argAgencyName: text(argAgencyName, "The agency to assume after signing in. It requires `agency_domain_name`, "+
				"and a project of that domain: `delegated_project`, otherwise `tenant_id` or `tenant_name`."),
			argAgencyDomainName: text(argAgencyDomainName, "The name of the domain (the account) that grants the agency."),
			argDelegatedProject: text(argDelegatedProject, "The name of the project to work in with the agency. The default is the "+
				"project `tenant_id` or `tenant_name` of the domain that grants the agency. One of the three must be set: the VPC "+
				"Endpoint service accepts no token for a whole domain."),

			argCACertFile: text(argCACertFile, "CA certificates in PEM format, or the path of a file with them. They replace the "+
				"certificates of the system."),
			argCert: text(argCert, "A client certificate in PEM format, or the path of a file with it. It requires `key`."),
			argKey:  secret(argKey, "The private key of the client certificate in PEM format, or the path of a file with it."),
			argInsecure: flag(argInsecure, "Whether to accept any TLS certificate. This exposes the credentials to attackers in the network. "+
				"The default is `false`. In clouds.yaml, `verify: false` has this meaning."),

			argEndpointType: text(argEndpointType, "Which endpoints of the service catalogue to use: `public`, `internal` or `admin`, "+
				"optionally with the suffix `URL`. The default is `public`.", stringvalidator.OneOf(endpointTypeTexts()...)),
			argAllowReauth: flag(argAllowReauth, "Whether to sign in again when a session expires, if the sign-in method allows it. "+
				"The default is `true`."),
			argMaxRetries: schema.Int64Attribute{
				Optional:            true,
				Validators:          []validator.Int64{int64validator.AtLeast(0)},
				MarkdownDescription: "How often a request is retried after throttling or an outage, if that is safe. The default is `5`.",
			},
			argEndpoints: schema.MapAttribute{
				Optional:    true,
				ElementType: types.StringType,
				Validators: []validator.Map{
					mapvalidator.KeysAre(stringvalidator.OneOf(services...)),
					mapvalidator.ValueStringsAre(httpURL{}),
				},
				MarkdownDescription: "Addresses of services that override the service catalogue, by service. The only service is `vpcep`, " +
					"with an address such as `https://vpcep.eu-de.otc.t-systems.com`. A missing version or project is added.",
			},

			argDefaultTags: defaultTagsAttribute(),
			argIgnoreTags:  ignoreTagsAttribute(),
			argPlanChecks: schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether a plan that creates something signs in to check the credentials, and whether a plan " +
					"reports port mappings of VPC endpoint services that " +
					"[conflict](" + registryDocs + "resources/vpcep_service#conflicts-of-ports) with each other or with services in the cloud, and " +
					"[quotas](" + registryDocs + "resources/vpcep_service#quotas) that do not suffice. This may take one list of services " +
					"and one request for the quotas. The default is `true`, with `passcode` it is `false`: a passcode signs in once, and apply " +
					"needs it.",
			},
		},
	}
}

// services are the services whose address can be set.
var services = []string{"vpcep"}

func text(argument, description string, validators ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{
		Optional:            true,
		Validators:          validators,
		MarkdownDescription: description + alsoRead(argument),
	}
}

func secret(argument, description string) schema.StringAttribute {
	a := text(argument, description)
	a.Sensitive = true
	return a
}

func flag(argument, description string) schema.BoolAttribute {
	return schema.BoolAttribute{Optional: true, MarkdownDescription: description + alsoRead(argument)}
}

// alsoRead lists the other places of a setting in order of precedence.
func alsoRead(argument string) string {
	src := sourceOf(argument)
	var places []string
	if len(src.env) > 0 {
		places = append(places, "the environment variable "+anyOf(src.env))
	}
	if len(src.keys) > 0 {
		places = append(places, anyOf(src.keys)+" in clouds.yaml")
	}
	if len(places) == 0 {
		return ""
	}
	return " Also read from " + strings.Join(places, ", or ") + "."
}

// anyOf returns names as in "`a`, `b` or `c`".
func anyOf(names []string) string {
	text := "`" + strings.Join(names, "`, `") + "`"
	if last := strings.LastIndex(text, ", "); last >= 0 {
		text = text[:last] + " or " + text[last+len(", "):]
	}
	return text
}
