package provider

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/auth"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/cloudsyaml"
)

// given is a configuration and its environment.
type given struct {
	arguments map[string]any // string, bool, int, map[string]string, or a value of the framework
	env       map[string]string
	clouds    map[string]string // keys of the entry "mine"
	files     map[string]string
}

// model sets the fields of the provider block by argument.
func (g given) model(t *testing.T) providerModel {
	t.Helper()
	var m providerModel
	m.Endpoints = types.MapNull(types.StringType)
	fields := reflect.ValueOf(&m).Elem()
	for i := range fields.NumField() {
		v, ok := g.arguments[fields.Type().Field(i).Tag.Get("tfsdk")]
		if !ok {
			continue
		}
		switch v := v.(type) {
		case string:
			fields.Field(i).Set(reflect.ValueOf(types.StringValue(v)))
		case bool:
			fields.Field(i).Set(reflect.ValueOf(types.BoolValue(v)))
		case int:
			fields.Field(i).Set(reflect.ValueOf(types.Int64Value(int64(v))))
		case map[string]string:
			elements := map[string]attr.Value{}
			for key, text := range v {
				elements[key] = types.StringValue(text)
			}
			fields.Field(i).Set(reflect.ValueOf(types.MapValueMust(types.StringType, elements)))
		default:
			fields.Field(i).Set(reflect.ValueOf(v))
		}
	}
	return m
}

func (g given) environment(t *testing.T) environment {
	t.Helper()
	folder := t.TempDir()
	if g.clouds != nil {
		var auth, beside strings.Builder
		for key, text := range g.clouds {
			if name, ok := strings.CutPrefix(key, "auth."); ok {
				fmt.Fprintf(&auth, "      %s: %s\n", name, text)
			} else {
				fmt.Fprintf(&beside, "    %s: %s\n", key, text)
			}
		}
		content := "clouds:\n  mine:\n    any: thing\n" + beside.String()
		if auth.Len() > 0 {
			content += "    auth:\n" + auth.String()
		}
		if err := os.WriteFile(filepath.Join(folder, "clouds.yaml"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return environment{
		getenv: func(name string) string { return g.env[name] },
		readFile: func(path string) ([]byte, error) {
			if content, ok := g.files[path]; ok {
				return []byte(content), nil
			}
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		},
		home:   "/home/u",
		search: cloudsyaml.Search{Folders: []string{folder}},
	}
}

func (g given) resolve(t *testing.T) (settings, diag.Diagnostics) {
	t.Helper()
	return resolveIn(t.Context(), g.model(t), g.environment(t))
}

func (g given) mustResolve(t *testing.T) settings {
	t.Helper()
	s, diags := g.resolve(t)
	if len(diags) > 0 {
		t.Fatalf("diagnostics: %v", diags)
	}
	return s
}

// errorAt returns summary and detail of the error at an argument.
func errorAt(t *testing.T, diags diag.Diagnostics, argument string) string {
	t.Helper()
	for _, d := range diags.Errors() {
		if at, ok := d.(diag.DiagnosticWithPath); ok && strings.HasPrefix(at.Path().String(), argument) {
			return d.Summary() + "\n" + d.Detail()
		}
	}
	t.Fatalf("there is no error at %s: %v", argument, diags)
	return ""
}

// complete is an environment that is sufficient to sign in, without the variables of the given arguments.
func complete(without ...string) map[string]string {
	env := map[string]string{
		"OS_ACCESS_KEY": "AK", "OS_SECRET_KEY": "SK", "OS_PROJECT_ID": "p1", "OS_REGION": "eu-de",
		"OS_AUTH_URL": "https://iam.eu-de.otc.t-systems.com/v3",
	}
	for _, argument := range without {
		for _, name := range sourceOf(argument).env {
			delete(env, name)
		}
	}
	return env
}

// values reads the resolved settings by argument.
var values = map[string]func(settings) string{
	argAuthURL:          func(s settings) string { return s.Auth.AuthURL },
	argRegion:           func(s settings) string { return s.Region },
	argUserName:         func(s settings) string { return s.Auth.UserName },
	argUserID:           func(s settings) string { return s.Auth.UserID },
	argPassword:         func(s settings) string { return s.Auth.Password.Reveal() },
	argPasscode:         func(s settings) string { return s.Auth.Passcode.Reveal() },
	argToken:            func(s settings) string { return s.Auth.Token.Reveal() },
	argTenantID:         func(s settings) string { return s.Auth.ProjectID },
	argTenantName:       func(s settings) string { return s.Auth.ProjectName },
	argDomainID:         func(s settings) string { return s.Auth.DomainID },
	argDomainName:       func(s settings) string { return s.Auth.DomainName },
	argAccessKey:        func(s settings) string { return s.Auth.AccessKey },
	argSecretKey:        func(s settings) string { return s.Auth.SecretKey.Reveal() },
	argSecurityToken:    func(s settings) string { return s.Auth.SecurityToken.Reveal() },
	argAgencyName:       func(s settings) string { return s.Auth.Agency.Name },
	argAgencyDomainName: func(s settings) string { return s.Auth.Agency.DomainName },
	argDelegatedProject: func(s settings) string { return s.Auth.Agency.DelegatedProject },
	argEndpointType:     func(s settings) string { return s.EndpointType },
	argInsecure:         func(s settings) string { return fmt.Sprint(s.Insecure) },
	argAllowReauth:      func(s settings) string { return fmt.Sprint(s.Auth.AllowReauth) },
	argCACertFile:       func(s settings) string { return string(s.CACertPEM) },
	argCert:             func(s settings) string { return string(s.ClientCertPEM) },
	argKey:              func(s settings) string { return string(s.ClientKeyPEM) },
}

// sample returns the value of an argument in its n-th place, and the resulting setting.
func sample(argument string, n int, pair certificatePair) (text, want string) {
	switch argument {
	case argAuthURL:
		text = fmt.Sprintf("https://iam%d.example.com/v3", n)
		return text, text
	case argEndpointType:
		return endpointTypes[n] + "URL", endpointTypes[n]
	case argInsecure, argAllowReauth:
		text = fmt.Sprint(n%2 == 1)
		return text, text
	case argCACertFile, argCert:
		return fmt.Sprintf("/file%d", n), pair.cert
	case argKey:
		return fmt.Sprintf("/key%d", n), pair.key
	default:
		text = fmt.Sprintf("value%d", n)
		return text, text
	}
}

// Every argument is set in all its places, then in all but the one with the highest precedence, and so on. Each time,
// the remaining place with the highest precedence must be used.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	pair := newCertificatePair(t)
	for _, src := range sources {
		if src.argument == argCloud {
			continue
		}
		places := 1 + len(src.env) + len(src.keys)
		for first := range places {
			t.Run(fmt.Sprintf("%s from place %d", src.argument, first), func(t *testing.T) {
				t.Parallel()
				g := given{
					arguments: map[string]any{}, env: complete(src.argument), clouds: map[string]string{},
					files: map[string]string{
						"/file0": pair.cert, "/file1": pair.cert, "/file2": pair.cert,
						"/key0": pair.key, "/key1": pair.key, "/key2": pair.key,
					},
				}
				g.env["OS_CLOUD"] = "mine"
				switch src.argument {
				case argTenantName:
					delete(g.env, "OS_PROJECT_ID")
				case argAgencyName, argAgencyDomainName, argDelegatedProject:
					others := map[string]string{
						"OS_AGENCY_NAME": "a", "OS_AGENCY_DOMAIN_NAME": "d", "OS_DELEGATED_PROJECT": "p", "OS_DOMAIN_NAME": "D",
					}
					delete(others, src.env[0])
					maps.Copy(g.env, others)
				case argUserName, argUserID, argPassword, argPasscode:
					others := map[string]string{"OS_USER_ID": "u", "OS_PASSWORD": "pw", "OS_DOMAIN_NAME": "D"}
					delete(others, src.env[0])
					if src.argument == argUserName {
						delete(others, "OS_USER_ID")
					}
					maps.Copy(g.env, others)
				case argCert:
					g.env["OS_KEY"] = "/key0"
				case argKey:
					g.env["OS_CERT"] = "/file0"
				}
				var wantPlace string
				for n := places - 1; n >= first; n-- {
					text, _ := sample(src.argument, n, pair)
					switch {
					case n == 0 && (src.argument == argInsecure || src.argument == argAllowReauth):
						g.arguments[src.argument] = text == "true"
						wantPlace = "the argument " + src.argument
					case n == 0:
						g.arguments[src.argument] = text
						wantPlace = "the argument " + src.argument
					case n <= len(src.env):
						g.env[src.env[n-1]] = text
						wantPlace = "the environment variable " + src.env[n-1]
					default:
						key := src.keys[n-1-len(src.env)]
						if key == "verify" {
							text = fmt.Sprint(text != "true")
						}
						g.clouds[key] = text
						wantPlace = key + ` of cloud "mine" in `
					}
				}
				s := g.mustResolve(t)
				_, want := sample(src.argument, first, pair)
				if got := values[src.argument](s); got != want {
					t.Errorf("value is %q, want %q", got, want)
				}
				if got := s.Origins[src.argument]; !strings.HasPrefix(got, wantPlace) {
					t.Errorf("it came from %q, want %q", got, wantPlace)
				}
			})
		}
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	s := given{env: complete()}.mustResolve(t)
	want := settings{
		Auth: auth.Options{
			AuthURL: "https://iam.eu-de.otc.t-systems.com/v3", AccessKey: "AK", SecretKey: "SK", ProjectID: "p1", AllowReauth: true,
		},
		Region: "eu-de", EndpointType: "public", MaxRetries: 5,
		Origins: map[string]string{
			argAuthURL: "the environment variable OS_AUTH_URL", argRegion: "the environment variable OS_REGION",
			argAccessKey: "the environment variable OS_ACCESS_KEY", argSecretKey: "the environment variable OS_SECRET_KEY",
			argTenantID: "the environment variable OS_PROJECT_ID",
		},
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Error(diff)
	}
}

func TestIDAndNameOfOneThing(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{{argTenantID, argTenantName}, {argUserID, argUserName}, {argDomainID, argDomainName}} {
		id, name := pair[0], pair[1]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := func(argument string) map[string]string {
				e := complete(argTenantID, argTenantName)
				maps.Copy(e, map[string]string{"OS_TOKEN": "t", "OS_PASSWORD": "pw", "OS_PROJECT_ID": "p"})
				if id == argTenantID {
					delete(e, "OS_PROJECT_ID")
				}
				if id != argDomainID {
					e["OS_DOMAIN_NAME"] = "D"
				}
				if argument != "" {
					e[sourceOf(argument).env[0]] = "from env"
				}
				return e
			}
			read := func(g given) [2]string {
				s := g.mustResolve(t)
				return [2]string{values[id](s), values[name](s)}
			}
			got := [][2]string{
				read(given{arguments: map[string]any{name: "arg"}, env: env(id)}),
				read(given{arguments: map[string]any{id: "arg"}, env: env(name)}),
				read(given{arguments: map[string]any{id: "a", name: "b"}, env: env(id)}),
				read(given{arguments: map[string]any{id: "", name: ""}, env: env(id)}),
			}
			want := [][2]string{{"", "arg"}, {"arg", ""}, {"a", "b"}, {"from env", ""}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEndpointsAndRetries(t *testing.T) {
	t.Parallel()
	// If the address of the service is set, neither IAM nor a region is needed.
	s := given{
		arguments: map[string]any{argEndpoints: map[string]string{"vpcep": "http://127.0.0.1:1"}, argMaxRetries: 0},
		env:       complete(argAuthURL, argRegion),
	}.mustResolve(t)
	if !s.Auth.SkipCatalogue || s.Auth.NeedsIAM() || s.MaxRetries != 0 || s.Endpoints["vpcep"] != "http://127.0.0.1:1" {
		t.Errorf("settings are %+v", s)
	}
	if s := (given{arguments: map[string]any{argEndpoints: map[string]string{"vpcep": ""}}, env: complete()}).mustResolve(
		t,
	); s.Auth.SkipCatalogue {
		t.Error("an empty address counts as one")
	}

	_, diags := given{
		arguments: map[string]any{argEndpoints: map[string]string{"vpcep": "ftp://x", "obs": "https://x"}, argMaxRetries: -1}, env: complete(),
	}.resolve(t)
	for at, want := range map[string]string{`endpoints["vpcep"]`: "https://", `endpoints["obs"]`: "vpcep", argMaxRetries: "0 or more"} {
		if text := errorAt(t, diags, at); !strings.Contains(text, want) {
			t.Errorf("error at %s is %q", at, text)
		}
	}
}

func TestSecretsOfSettings(t *testing.T) {
	t.Parallel()
	s := given{env: map[string]string{
		"OS_PASSWORD": "s1", "OS_PASSCODE": "s2", "OS_TOKEN": "s3", "OS_SECRET_KEY": "s4", "OS_SECURITY_TOKEN": "s5", "OS_REGION": "eu-de",
	}}.mustResolve(t)
	var got []string
	for _, secret := range s.secrets() {
		got = append(got, secret.Reveal())
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"s1", "s2", "s3", "s4", "s5"}, got); diff != "" {
		t.Error(diff)
	}
	for argument, place := range s.Origins {
		if strings.Contains(place, "s1") {
			t.Errorf("the origin of %s shows a secret", argument)
		}
	}
}
