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

// providerSchema describes the provider's block.
func providerSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Manages the VPC Endpoint service of Open Telekom Cloud. Each setting is taken from the provider's " +
			"arguments, else from the environment, else from the entry of clouds.yaml that `cloud` names; an empty text counts as not " +
			"set. Of several ways to sign in, a token is used before an access key, and an access key before a password.",
		Attributes: map[string]schema.Attribute{
			argAuthURL: text(argAuthURL, "The address of the identity service (IAM), such as "+
				"`https://iam.eu-de.otc.t-systems.com/v3`; `/v3` is added where it is missing. By default it is that of the region, "+
				"where the region is one of Open Telekom Cloud's (such as `eu-de`, `eu-nl` or `eu-ch2`).", httpURL{}),
			argCloud: text(argCloud, "The entry of clouds.yaml to read settings from. The file is `OS_CLIENT_CONFIG_FILE`, else "+
				"`clouds.yaml`, `clouds.yml` or `clouds.json` in the working folder, `~/.config/openstack` or `/etc/openstack`. A "+
				"`secure.yaml` is laid over it, and `clouds-public.yaml` may have profiles; the profile `otc` is built in."),
			argRegion: text(argRegion, "The region, such as `eu-de`. By default it is the project's name up to the first `_`, else "+
				"the second label of the host in `auth_url`."),

			argUserName: text(argUserName, "The name of the user, to sign in with a password. It needs `domain_name` or `domain_id`."),
			argUserID:   text(argUserID, "The id of the user, instead of `user_name`."),
			argPassword: secret(argPassword, "The password of the user."),
			argPasscode: secret(argPasscode, "A one-time password of the user's second factor, beside `user_id` and `password`. It is good "+
				"for a single login, so the session is not renewed when it runs out."),
			argToken: secret(argToken, "A token that was obtained elsewhere. It is used as it is, and is not renewed when it runs out."),

			argTenantID: text(argTenantID, "The id of the project to work in. It wins over `tenant_name` where both are set in the "+
				"same place; otherwise the one from the stronger place is used."),
			argTenantName: text(argTenantName, "The name of the project to work in, such as `eu-de_my-project`."),
			argDomainID:   text(argDomainID, "The id of the domain (the account) that the user and the project belong to."),
			argDomainName: text(argDomainName, "The name of the domain (the account) that the user and the project belong to, such as "+
				"`OTC00000000001000000001`."),

			argAccessKey:     secret(argAccessKey, "The id of an access key (AK). Every call is signed with it; there is no login."),
			argSecretKey:     secret(argSecretKey, "The secret (SK) of the access key."),
			argSecurityToken: secret(argSecurityToken, "The security token of a temporary access key."),

			argAgencyName: text(argAgencyName, "The agency to act through, on top of any way to sign in. It needs `agency_domain_name`, "+
				"and a project of that domain: `delegated_project`, or else `tenant_id` or `tenant_name`."),
			argAgencyDomainName: text(argAgencyDomainName, "The name of the domain (the account) that grants the agency."),
			argDelegatedProject: text(argDelegatedProject, "The name of the project to work in through the agency. By default it is the "+
				"project that `tenant_id` or `tenant_name` names in the domain that grants the agency. One of the three must be set: the VPC "+
				"Endpoint service accepts no token for a whole domain."),

			argCACertFile: text(argCACertFile, "Certificates in PEM form, or the path of a file with them, to trust instead of the "+
				"system's."),
			argCert: text(argCert, "A client certificate in PEM form, or the path of a file with it. It needs `key`."),
			argKey:  secret(argKey, "The private key of the client certificate in PEM form, or the path of a file with it."),
			argInsecure: flag(argInsecure, "Whether to accept any TLS certificate. It leaves the credentials open to whoever is in between. "+
				"By default `false`; in clouds.yaml it is `verify: false`."),

			argEndpointType: text(argEndpointType, "Which addresses of the service catalogue to use: `public`, `internal` or `admin`, with or "+
				"without `URL` at the end. By default `public`.", stringvalidator.OneOf(endpointTypeTexts()...)),
			argAllowReauth: flag(argAllowReauth, "Whether to sign in again when a session runs out, where the way to sign in allows it. "+
				"By default `true`."),
			argMaxRetries: schema.Int64Attribute{
				Optional:            true,
				Validators:          []validator.Int64{int64validator.AtLeast(0)},
				MarkdownDescription: "How often a call is repeated after throttling or an outage, where that is safe. By default `5`.",
			},
			argEndpoints: schema.MapAttribute{
				Optional:    true,
				ElementType: types.StringType,
				Validators: []validator.Map{
					mapvalidator.KeysAre(stringvalidator.OneOf(services...)),
					mapvalidator.ValueStringsAre(httpURL{}),
				},
				MarkdownDescription: "Addresses of services that win over the service catalogue, by service; there is `vpcep`, such as " +
					"`https://vpcep.eu-de.otc.t-systems.com`. The version and the project are added where they are missing.",
			},
		},
	}
}

// services are those whose address can be set.
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

// alsoRead names the other places of a setting, in their order.
func alsoRead(argument string) string {
	src := sourceOf(argument)
	places := quoted(src.env)
	if len(src.keys) > 0 {
		places = append(places, strings.Join(quoted(src.keys), ", ")+" in clouds.yaml")
	}
	if len(places) == 0 {
		return ""
	}
	return " Also read from " + strings.Join(places, ", ") + "."
}

func quoted(names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, "`"+name+"`")
	}
	return out
}
