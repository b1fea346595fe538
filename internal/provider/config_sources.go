package provider

import (
	"fmt"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/cloudsyaml"
)

// source says where a setting is looked for. Its argument comes first, then the environment in the order given,
// then clouds.yaml likewise. This table is also what the documentation is written from.
type source struct {
	argument string
	env      []string
	keys     []string // of an entry of clouds.yaml
}

// The names of the arguments.
const (
	argAuthURL          = "auth_url"
	argCloud            = "cloud"
	argRegion           = "region"
	argUserName         = "user_name"
	argUserID           = "user_id"
	argPassword         = "password"
	argPasscode         = "passcode"
	argToken            = "token"
	argTenantID         = "tenant_id"
	argTenantName       = "tenant_name"
	argDomainID         = "domain_id"
	argDomainName       = "domain_name"
	argAccessKey        = "access_key"
	argSecretKey        = "secret_key"
	argSecurityToken    = "security_token"
	argAgencyName       = "agency_name"
	argAgencyDomainName = "agency_domain_name"
	argDelegatedProject = "delegated_project"
	argCACertFile       = "cacert_file"
	argCert             = "cert"
	argKey              = "key"
	argInsecure         = "insecure"
	argEndpointType     = "endpoint_type"
	argAllowReauth      = "allow_reauth"
	argMaxRetries       = "max_retries"
	argEndpoints        = "endpoints"
)

var sources = []source{
	{argAuthURL, []string{"OS_AUTH_URL"}, []string{"auth.auth_url"}},
	{argCloud, []string{"OS_CLOUD"}, nil},
	{argRegion, []string{"OS_REGION_NAME", "OS_REGION"}, []string{"region_name"}},
	{argUserName, []string{"OS_USERNAME"}, []string{"auth.username"}},
	{argUserID, []string{"OS_USER_ID"}, []string{"auth.user_id"}},
	{argPassword, []string{"OS_PASSWORD"}, []string{"auth.password"}},
	{argPasscode, []string{"OS_PASSCODE"}, nil},
	{argToken, []string{"OS_TOKEN", "OS_AUTH_TOKEN"}, []string{"auth.token"}},
	{argTenantID, []string{"OS_TENANT_ID", "OS_PROJECT_ID"}, []string{"auth.project_id"}},
	{argTenantName, []string{"OS_TENANT_NAME", "OS_PROJECT_NAME"}, []string{"auth.project_name"}},
	{
		argDomainID, []string{"OS_USER_DOMAIN_ID", "OS_PROJECT_DOMAIN_ID", "OS_DOMAIN_ID"},
		[]string{"auth.user_domain_id", "auth.project_domain_id", "auth.domain_id"},
	},
	{
		argDomainName, []string{"OS_USER_DOMAIN_NAME", "OS_PROJECT_DOMAIN_NAME", "OS_DOMAIN_NAME", "OS_DEFAULT_DOMAIN"},
		[]string{"auth.user_domain_name", "auth.project_domain_name", "auth.domain_name"},
	},
	{argAccessKey, []string{"OS_ACCESS_KEY"}, []string{"auth.ak", "ak"}},
	{argSecretKey, []string{"OS_SECRET_KEY"}, []string{"auth.sk", "sk"}},
	{argSecurityToken, []string{"OS_SECURITY_TOKEN"}, []string{"auth.security_token"}},
	{argAgencyName, []string{"OS_AGENCY_NAME"}, nil},
	{argAgencyDomainName, []string{"OS_AGENCY_DOMAIN_NAME"}, nil},
	{argDelegatedProject, []string{"OS_DELEGATED_PROJECT"}, nil},
	{argCACertFile, []string{"OS_CACERT"}, []string{"cacert"}},
	{argCert, []string{"OS_CERT"}, []string{"cert"}},
	{argKey, []string{"OS_KEY"}, []string{"key"}},
	{argInsecure, []string{"OS_INSECURE"}, []string{"verify"}},
	{argEndpointType, []string{"OS_ENDPOINT_TYPE"}, []string{"interface"}},
	{argAllowReauth, []string{"OS_ALLOW_REAUTH"}, nil},
}

func sourceOf(argument string) source {
	if i := slices.IndexFunc(sources, func(s source) bool { return s.argument == argument }); i >= 0 {
		return sources[i]
	}
	return source{argument: argument}
}

// level is how strong a place is: what stands in a stronger one hides the weaker ones.
type level int

const (
	unset level = iota
	derived
	inCloudsYAML
	inEnvironment
	inArgument
)

// setting is a value and where it came from. In its place stands nothing secret.
type setting struct {
	text  string
	level level
	place string // as a phrase: "the argument region"
}

// lookup finds a setting in the strongest place that has it. An empty text counts as absent everywhere.
func (r *resolver) lookup(argument string) setting {
	if v := r.arguments[argument]; v != "" {
		return setting{v, inArgument, "the argument " + argument}
	}
	src := sourceOf(argument)
	for _, name := range src.env {
		if v := r.env.getenv(name); v != "" {
			return setting{v, inEnvironment, "the environment variable " + name}
		}
	}
	for _, key := range src.keys {
		text, file := r.cloud.Get(key)
		switch {
		case text == "":
		case file == "":
			profile, _ := r.cloud.Get("profile")
			return setting{text, inCloudsYAML, fmt.Sprintf("the built-in profile %q of cloud %q", profile, r.cloud.Name)}
		default:
			return setting{text, inCloudsYAML, fmt.Sprintf("%s of cloud %q in %s", key, r.cloud.Name, file)}
		}
	}
	return setting{}
}

// prefer settles two arguments that name one thing by id and by name. Where one stands in a stronger place,
// the other is of something else, and is dropped: a project id left in the environment must not
// win over the name in the configuration. In the same place the id counts, which package auth sees to.
func (r *resolver) prefer(id, name string) {
	a, b := r.found[id], r.found[name]
	if a.level == unset || b.level == unset || a.level == b.level {
		return
	}
	weak, strong := id, b
	if a.level > b.level {
		weak, strong = name, a
	}
	r.dropped[weak] = fmt.Sprintf("%s is set, but %s comes first", r.found[weak].place, strong.place)
	r.found[weak] = setting{}
}

// searched lists each place where settings were looked for, as lines of a diagnostic.
func (r *resolver) searched(arguments ...string) string {
	var env, keys, lines []string
	for _, argument := range arguments {
		src := sourceOf(argument)
		env = append(env, src.env...)
		keys = append(keys, src.keys...)
	}
	lines = append(lines, "- "+counted("argument", arguments))
	if len(env) > 0 {
		lines = append(lines, "- "+counted("environment variable", env))
	}
	switch {
	case len(keys) == 0:
	case r.cloud == nil:
		lines = append(lines, "- clouds.yaml: not read, because neither the argument cloud nor OS_CLOUD names an entry of it")
	default:
		lines = append(lines, fmt.Sprintf("- clouds.yaml: %s of cloud %q in %s",
			strings.Join(keys, ", "), r.cloud.Name, strings.Join(r.cloud.Files, ", ")))
	}
	for _, argument := range arguments {
		if note := r.dropped[argument]; note != "" {
			lines = append(lines, "- "+note)
		}
	}
	return "Searched:\n" + strings.Join(lines, "\n")
}

func counted(what string, names []string) string {
	if len(names) > 1 {
		what += "s"
	}
	return what + " " + strings.Join(names, ", ")
}

// environment is what a configuration is completed from, beside itself.
type environment struct {
	getenv   func(string) string
	readFile func(string) ([]byte, error)
	home     string // of the user, "" where there is none
	search   cloudsyaml.Search
}
