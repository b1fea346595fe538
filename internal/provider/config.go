package provider

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/auth"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/cloudsyaml"
)

const defaultMaxRetries = 5

// settings are a complete configuration.
type settings struct {
	Auth          auth.Options
	Region        string
	EndpointType  string            // public, internal or admin
	Endpoints     map[string]string // by service
	Insecure      bool
	CACertPEM     []byte
	ClientCertPEM []byte
	ClientKeyPEM  []byte
	MaxRetries    int
	IgnoredTags   otc.IgnoredTags
	SkipChecks    bool              // of plans
	Origins       map[string]string // the origin of each setting that is set, by argument
	Unknown       error             // that arguments are known only after apply; nothing else about the connection is set then
}

// secrets are the values that must never be shown.
func (s settings) secrets() []otc.Secret { return s.Auth.Secrets() }

// credentials returns what signs in. It makes no request.
func (s settings) credentials(sender *otc.Sender) (otc.Credentials, error) {
	if s.Unknown != nil {
		return unknownCredentials{s.Unknown}, nil //nolint:nilerr // whatever requires a session fails
	}
	return auth.New(sender, s.Auth)
}

// machine is the environment of this machine, with the variables that getenv returns.
func machine(getenv func(string) string) environment {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	return environment{
		getenv:   getenv,
		readFile: os.ReadFile,
		home:     home,
		search:   cloudsyaml.NewSearch(getenv, home),
	}
}

// resolver completes one configuration.
type resolver struct {
	env       environment
	arguments map[string]string // set in the configuration; booleans as strings
	cloud     *cloudsyaml.Cloud // nil if no entry is named
	found     map[string]setting
	dropped   map[string]dropped // settings that are ignored, by argument
	diags     diag.Diagnostics
}

// resolveConfig completes a configuration from the environment and clouds.yaml, and checks that it has everything
// that is needed to sign in. It does not use the network.
func resolveConfig(ctx context.Context, model providerModel, getenv func(string) string) (settings, diag.Diagnostics) {
	return resolveIn(ctx, model, machine(getenv))
}

func resolveIn(ctx context.Context, model providerModel, env environment) (settings, diag.Diagnostics) {
	r := &resolver{env: env, arguments: map[string]string{}, found: map[string]setting{}, dropped: map[string]dropped{}}
	unknown := model.unknown()
	if r.refuseUnknown(unknown); r.diags.HasError() {
		return settings{}, r.diags
	}
	if len(unknown) > 0 {
		return settings{
			MaxRetries: defaultMaxRetries, IgnoredTags: model.ignoredTags(), SkipChecks: true, Unknown: r.unknownError(unknown),
		}, nil
	}
	r.readArguments(model)
	if r.readCloud(); r.diags.HasError() {
		return settings{}, r.diags
	}
	for _, src := range sources {
		if s := r.lookup(src.argument); s.level != unset {
			r.found[src.argument] = s
		}
	}
	r.prefer(argUserID, argUserName)
	r.prefer(argDomainID, argDomainName)
	r.prefer(argTenantID, argTenantName)
	r.preferMethod()

	var s settings
	s.Endpoints = r.endpoints(ctx, model.Endpoints)
	s.MaxRetries = r.maxRetries(model.MaxRetries)
	s.IgnoredTags = model.ignoredTags()
	s.Insecure = r.insecure()
	s.EndpointType = r.endpointType()
	r.locate()
	r.warnOfEnvironment()
	s.Auth = r.authOptions(len(s.Endpoints) == len(services))
	r.checkComplete(&s.Auth)
	s.SkipChecks = skipChecks(model.PlanChecks, s.Auth)
	s.Region = r.found[argRegion].text
	s.CACertPEM, s.ClientCertPEM, s.ClientKeyPEM = r.certificates()

	s.Origins = map[string]string{}
	for argument, f := range r.found {
		if f.level != unset {
			s.Origins[argument] = f.place
		}
	}
	if r.diags.HasError() {
		return settings{}, r.diags
	}
	return s, r.diags
}

// skipChecks reports whether plans are not checked against the cloud. A plan of new resources would use up a passcode, which signs in
// only once, and apply needs it.
func skipChecks(planChecks types.Bool, options auth.Options) bool {
	if planChecks.IsNull() {
		return options.Passcode != ""
	}
	return !planChecks.ValueBool()
}

func (r *resolver) fail(argument, summary, detail string) {
	r.diags.AddAttributeError(path.Root(argument), "Unable to configure the provider: "+summary, detail)
}

// missing reports settings of which at least one is required. The diagnostic points to the first.
func (r *resolver) missing(summary, why string, arguments ...string) {
	r.fail(arguments[0], summary, why+"\n\n"+r.searched(arguments...))
}

// invalid reports an unusable value without showing it.
func (r *resolver) invalid(argument, why string) {
	r.fail(argument, argument+" is not valid", fmt.Sprintf("The value of %s %s.", r.found[argument].place, why))
}

func (r *resolver) readArguments(model providerModel) {
	for name, v := range model.texts() {
		r.arguments[name] = v.ValueString()
	}
	for name, v := range map[string]types.Bool{argInsecure: model.Insecure, argAllowReauth: model.AllowReauth} {
		if !v.IsNull() {
			r.arguments[name] = strconv.FormatBool(v.ValueBool())
		}
	}
}

func (r *resolver) readCloud() {
	named := r.lookup(argCloud)
	if named.level == unset {
		return
	}
	cloud, err := cloudsyaml.Load(named.text, r.env.search)
	if err != nil {
		r.fail(argCloud, fmt.Sprintf("cloud %q cannot be read", named.text),
			fmt.Sprintf("The cloud is selected by %s.\n\n%s.", named.place, capital(err.Error())))
		return
	}
	r.cloud = cloud
}

func (r *resolver) endpoints(ctx context.Context, given types.Map) map[string]string {
	if given.IsNull() {
		return nil
	}
	elements := map[string]types.String{}
	r.diags.Append(given.ElementsAs(ctx, &elements, false)...)
	endpoints := map[string]string{}
	for _, service := range slices.Sorted(maps.Keys(elements)) {
		address := elements[service].ValueString()
		if address == "" {
			continue
		}
		at := path.Root(argEndpoints).AtMapKey(service)
		if !slices.Contains(services, service) {
			r.diags.AddAttributeError(at, "Unable to configure the provider: endpoints has an unknown service",
				fmt.Sprintf("There is no service %q. Supported: %s.", service, commaSeparated(services)))
		} else if err := checkAddress(address); err != nil {
			r.diags.AddAttributeError(at, "Unable to configure the provider: endpoints has an invalid address",
				fmt.Sprintf("The address of %s %s.", service, err))
		}
		endpoints[service] = address
	}
	return endpoints
}

func (r *resolver) maxRetries(given types.Int64) int {
	if given.IsNull() {
		return defaultMaxRetries
	}
	n := given.ValueInt64()
	if n < 0 {
		r.fail(argMaxRetries, argMaxRetries+" is not valid", "The argument max_retries must be 0 or more.")
		return 0
	}
	return int(min(n, 1<<20))
}

// insecure inverts the setting if it is from clouds.yaml, where its key is verify.
func (r *resolver) insecure() bool {
	value := r.boolean(argInsecure, false)
	if r.found[argInsecure].fromCloud() {
		return !value
	}
	return value
}

func (r *resolver) boolean(argument string, byDefault bool) bool {
	f := r.found[argument]
	if f.level == unset {
		return byDefault
	}
	value, err := strconv.ParseBool(f.text)
	if word := strings.ToLower(f.text); err != nil && f.fromCloud() && slices.Contains([]string{"yes", "no", "on", "off"}, word) {
		value, err = word == "yes" || word == "on", nil // booleans of YAML 1.1
	}
	if err != nil {
		r.invalid(argument, fmt.Sprintf("is %q; it must be true or false", f.text))
	}
	return value
}

func (r *resolver) endpointType() string {
	f := r.found[argEndpointType]
	if f.level == unset {
		return endpointTypes[0]
	}
	t, ok := parseEndpointType(f.text)
	if !ok {
		r.invalid(argEndpointType, fmt.Sprintf("is %q; it must be one of %s, optionally with the suffix URL",
			f.text, commaSeparated(endpointTypes)))
	}
	return t
}

func (r *resolver) authOptions(endpointsKnown bool) auth.Options {
	text := func(argument string) string { return r.found[argument].text }
	secret := func(argument string) otc.Secret { return otc.Secret(text(argument)) }
	options := auth.Options{
		AuthURL:  text(argAuthURL),
		UserName: text(argUserName), UserID: text(argUserID), Password: secret(argPassword), Passcode: secret(argPasscode),
		Token:     secret(argToken),
		AccessKey: text(argAccessKey), SecretKey: secret(argSecretKey), SecurityToken: secret(argSecurityToken),
		DomainID: text(argDomainID), DomainName: text(argDomainName),
		ProjectID: text(argTenantID), ProjectName: text(argTenantName),
		AllowReauth:   r.boolean(argAllowReauth, true),
		SkipCatalogue: endpointsKnown,
	}
	agency := auth.Agency{
		Name: text(argAgencyName), DomainName: text(argAgencyDomainName), DelegatedProject: text(argDelegatedProject),
	}
	if agency != (auth.Agency{}) {
		options.Agency = &agency
	}
	return options
}
