package provider

import (
	"fmt"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/auth"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/cloudsyaml"
)

// source lists the places where a setting is searched: first the argument, then the environment variables in
// order, then the keys of clouds.yaml in order. The descriptions of the arguments are completed from it.
type source struct {
	argument string
	env      []string
	keys     []string // in an entry of clouds.yaml
}

// The names of the arguments. Those that package auth may miss have its names.
const (
	argAuthURL          = string(auth.OptionAuthURL)
	argCloud            = "cloud"
	argRegion           = "region"
	argUserName         = string(auth.OptionUserName)
	argUserID           = string(auth.OptionUserID)
	argPassword         = string(auth.OptionPassword)
	argPasscode         = string(auth.OptionPasscode)
	argToken            = string(auth.OptionToken)
	argTenantID         = string(auth.OptionProjectID)
	argTenantName       = string(auth.OptionProjectName)
	argDomainID         = string(auth.OptionDomainID)
	argDomainName       = string(auth.OptionDomainName)
	argAccessKey        = string(auth.OptionAccessKey)
	argSecretKey        = string(auth.OptionSecretKey)
	argSecurityToken    = "security_token"
	argAgencyName       = string(auth.OptionAgencyName)
	argAgencyDomainName = string(auth.OptionAgencyDomainName)
	argDelegatedProject = string(auth.OptionDelegatedProject)
	argCACertFile       = "cacert_file"
	argCert             = "cert"
	argKey              = "key"
	argInsecure         = "insecure"
	argEndpointType     = "endpoint_type"
	argAllowReauth      = "allow_reauth"
	argMaxRetries       = "max_retries"
	argEndpoints        = "endpoints"
	argDefaultTags      = "default_tags"
	argIgnoreTags       = "ignore_tags"
	argPlanChecks       = "plan_checks"
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

// level is the precedence of a place: a setting at a higher level hides those at lower levels.
type level int

const (
	unset level = iota
	derived
	inCloudsYAML
	inEnvironment
	inSelectedCloud // in clouds.yaml, in the entry that the argument cloud selects
	inArgument
)

// explicit reports whether the configuration itself sets or selects the setting.
func (l level) explicit() bool { return l > inEnvironment }

// setting is a value and its origin.
type setting struct {
	text  string
	level level
	place string // as a phrase without secrets: "the argument region"
	name  string // of the argument, the environment variable or the key in clouds.yaml
}

// dropped is a setting that is ignored because of another one.
type dropped struct{ setting, because setting }

// fromCloud reports whether a setting is from clouds.yaml.
func (s setting) fromCloud() bool { return s.level == inCloudsYAML || s.level == inSelectedCloud }

// lookup finds a setting at the highest level that has it. An empty string counts as not set.
func (r *resolver) lookup(argument string) setting {
	if v := r.arguments[argument]; v != "" {
		return setting{v, inArgument, "the argument " + argument, argument}
	}
	src := sourceOf(argument)
	environment, cloud := r.inEnvironment(src), r.inCloudsYAML(src)
	if environment.level > cloud.level {
		return environment
	}
	return cloud
}

func (r *resolver) inEnvironment(src source) setting {
	for _, name := range src.env {
		if v := r.env.getenv(name); v != "" {
			return setting{v, inEnvironment, "the environment variable " + name, name}
		}
	}
	return setting{}
}

func (r *resolver) inCloudsYAML(src source) setting {
	level := inCloudsYAML
	if r.arguments[argCloud] != "" {
		level = inSelectedCloud
	}
	for _, key := range src.keys {
		text, file := r.cloud.Get(key)
		switch {
		case text == "":
		case file == "":
			profile, _ := r.cloud.Get("profile")
			return setting{text, level, fmt.Sprintf("the built-in profile %q of cloud %q", profile, r.cloud.Name), key}
		default:
			return setting{text, level, fmt.Sprintf("%s of cloud %q in %s", key, r.cloud.Name, file), key}
		}
	}
	return setting{}
}

// prefer chooses between the id and the name of the same object. If one is set at a higher level, the other is
// dropped: a project id that was left in the environment must not override the name in the configuration. At the
// same level both are kept, and package auth uses the id.
func (r *resolver) prefer(id, name string) {
	a, b := r.found[id], r.found[name]
	if a.level == unset || b.level == unset || a.level == b.level {
		return
	}
	lower, higher := id, b
	if a.level > b.level {
		lower, higher = name, a
	}
	r.drop(lower, higher)
}

// drop ignores a setting because of another one.
func (r *resolver) drop(argument string, because setting) {
	if r.found[argument].level == unset {
		return
	}
	r.dropped[argument] = dropped{r.found[argument], because}
	r.found[argument] = setting{}
}

// searched lists all places where settings were searched, as lines of a diagnostic.
func (r *resolver) searched(arguments ...string) string {
	var env, keys, lines []string
	for _, argument := range arguments {
		src := sourceOf(argument)
		env = append(env, src.env...)
		keys = append(keys, src.keys...)
	}
	lines = append(lines, "- "+plural("argument", arguments))
	if len(env) > 0 {
		lines = append(lines, "- "+plural("environment variable", env))
	}
	switch {
	case len(keys) == 0:
	case r.cloud == nil:
		lines = append(lines, "- clouds.yaml: not read, because neither the argument cloud nor OS_CLOUD names one of its entries")
	default:
		lines = append(lines, fmt.Sprintf("- clouds.yaml: %s of cloud %q in %s",
			strings.Join(keys, ", "), r.cloud.Name, strings.Join(r.cloud.Files, ", ")))
	}
	for _, argument := range arguments {
		if d, ok := r.dropped[argument]; ok {
			lines = append(lines, fmt.Sprintf("- %s is set, but %s takes precedence", d.setting.place, d.because.place))
		}
	}
	return "Searched:\n" + strings.Join(lines, "\n")
}

func plural(what string, names []string) string {
	if len(names) > 1 {
		what += "s"
	}
	return what + " " + strings.Join(names, ", ")
}

// environment is the part of the machine that a configuration is completed from.
type environment struct {
	getenv   func(string) string
	readFile func(string) ([]byte, error)
	home     string // the user's home directory; "" if there is none
	search   cloudsyaml.Search
}
