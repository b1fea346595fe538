package provider

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/cloudsyaml"
)

func TestIncompleteSettings(t *testing.T) {
	t.Parallel()
	base := map[string]string{"OS_AUTH_URL": "https://iam.eu-de.otc.t-systems.com/v3"}
	password := map[string]string{"OS_USERNAME": "u", "OS_PASSWORD": "hunter2", "OS_DOMAIN_NAME": "D", "OS_PROJECT_NAME": "eu-de_x"}
	key := map[string]string{"OS_ACCESS_KEY": "AK", "OS_SECRET_KEY": "hunter2", "OS_PROJECT_ID": "p"}
	agency := map[string]string{"OS_AGENCY_NAME": "ag", "OS_AGENCY_DOMAIN_NAME": "A", "OS_DELEGATED_PROJECT": "x"}
	tests := map[string]struct {
		env     []map[string]string
		without []string
		at      string
		want    []string
	}{
		"nothing": {
			nil, nil, argPassword,
			[]string{"nothing to sign in with", "OS_TOKEN, OS_AUTH_TOKEN", "OS_ACCESS_KEY", "OS_USERNAME", "not read"},
		},
		"access key, no secret": {
			[]map[string]string{key},
			[]string{"OS_SECRET_KEY"},
			argSecretKey,
			[]string{"secret_key is missing", "OS_ACCESS_KEY", "OS_SECRET_KEY"},
		},
		"secret, no access key":  {[]map[string]string{key}, []string{"OS_ACCESS_KEY"}, argAccessKey, []string{"access_key is missing"}},
		"access key, no project": {[]map[string]string{key}, []string{"OS_PROJECT_ID"}, argTenantName, []string{"OS_TENANT_ID, OS_PROJECT_ID"}},

		"user, no password": {
			[]map[string]string{password},
			[]string{"OS_PASSWORD"},
			argPassword,
			[]string{"password is missing", "OS_PASSWORD"},
		},
		"password, no user": {
			[]map[string]string{password},
			[]string{"OS_USERNAME"},
			argUserName,
			[]string{"user_name or user_id", "OS_USER_ID"},
		},
		"no domain": {
			[]map[string]string{password},
			[]string{"OS_DOMAIN_NAME"},
			argDomainName,
			[]string{"OS_USER_DOMAIN_NAME", "OS_DEFAULT_DOMAIN", "OS_USER_DOMAIN_ID"},
		},
		"no project": {
			[]map[string]string{password},
			[]string{"OS_PROJECT_NAME"},
			argTenantName,
			[]string{"OS_TENANT_NAME, OS_PROJECT_NAME"},
		},
		"user by id, project by name, no domain": {
			[]map[string]string{
				password,
				{"OS_USER_ID": "u1"},
			},
			[]string{"OS_DOMAIN_NAME", "OS_USERNAME"},
			argDomainName,
			[]string{"A project name is only unique within its domain"},
		},
		"passcode, no id": {
			[]map[string]string{password, {"OS_PASSCODE": "123"}},
			nil,
			argUserID,
			[]string{"passcode needs the id", "OS_USER_ID"},
		},
		"passcode, no password": {[]map[string]string{{"OS_PASSCODE": "123", "OS_USER_ID": "u1"}}, nil, argPassword, []string{"OS_PASSWORD"}},

		"agency, no domain of it": {
			[]map[string]string{password, agency},
			[]string{"OS_AGENCY_DOMAIN_NAME"},
			argAgencyDomainName,
			[]string{"OS_AGENCY_DOMAIN_NAME"},
		},
		"agency, no name":       {[]map[string]string{password, agency}, []string{"OS_AGENCY_NAME"}, argAgencyName, []string{"OS_AGENCY_NAME"}},
		"agency, no own domain": {[]map[string]string{key, agency}, nil, argDomainName, []string{"own domain"}},
		"agency, no project": {
			[]map[string]string{
				{"OS_TOKEN": "t"},
				agency,
			},
			[]string{"OS_DELEGATED_PROJECT"},
			argDelegatedProject,
			[]string{"OS_DELEGATED_PROJECT", "OS_TENANT_ID"},
		},
		"agency of the whole domain": {
			[]map[string]string{password, agency},
			[]string{"OS_DELEGATED_PROJECT", "OS_PROJECT_NAME"},
			argDelegatedProject,
			[]string{
				"accepts no token for a whole domain", "arguments delegated_project, tenant_name, tenant_id",
				"OS_DELEGATED_PROJECT, OS_TENANT_NAME, OS_PROJECT_NAME, OS_TENANT_ID, OS_PROJECT_ID", "not read",
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := maps.Clone(base)
			for _, part := range test.env {
				maps.Copy(env, part)
			}
			for _, variable := range test.without {
				delete(env, variable)
			}
			s, diags := given{env: env}.resolve(t)
			text := errorAt(t, diags, test.at)
			for _, want := range append(test.want, "Unable to configure the provider", "argument") {
				if !strings.Contains(text, want) {
					t.Errorf("error is %q, want one with %q", text, want)
				}
			}
			if strings.Contains(text, "hunter2") {
				t.Errorf("the error shows a secret: %s", text)
			}
			if s.Auth.AuthURL != "" {
				t.Error("there are settings all the same")
			}
		})
	}
}

func TestEachCompleteMethod(t *testing.T) {
	t.Parallel()
	base := map[string]string{"OS_AUTH_URL": "https://iam.eu-de.otc.t-systems.com/v3"}
	agency := map[string]string{"OS_AGENCY_NAME": "ag", "OS_AGENCY_DOMAIN_NAME": "A", "OS_DELEGATED_PROJECT": "x"}
	tests := map[string][]map[string]string{
		"token":                   {{"OS_TOKEN": "t"}},
		"token, agency":           {{"OS_TOKEN": "t"}, agency},
		"access key":              {{"OS_ACCESS_KEY": "AK", "OS_SECRET_KEY": "SK", "OS_PROJECT_NAME": "eu-de_x"}},
		"access key, agency":      {{"OS_ACCESS_KEY": "AK", "OS_SECRET_KEY": "SK", "OS_DOMAIN_ID": "d"}, agency},
		"password":                {{"OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_DOMAIN_NAME": "D", "OS_PROJECT_NAME": "eu-de_x"}},
		"password, ids":           {{"OS_USER_ID": "u", "OS_PASSWORD": "p", "OS_PROJECT_ID": "eu-de_x"}},
		"password, agency":        {{"OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_DOMAIN_NAME": "D"}, agency},
		"passcode":                {{"OS_USER_ID": "u", "OS_PASSWORD": "p", "OS_PASSCODE": "1", "OS_PROJECT_ID": "p"}},
		"agency, project by name": {{"OS_TOKEN": "t", "OS_AGENCY_NAME": "ag", "OS_AGENCY_DOMAIN_NAME": "A", "OS_PROJECT_NAME": "eu-de_x"}},
		"agency, project by id":   {{"OS_TOKEN": "t", "OS_AGENCY_NAME": "ag", "OS_AGENCY_DOMAIN_NAME": "A", "OS_PROJECT_ID": "p"}},
	}
	for name, parts := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := maps.Clone(base)
			for _, part := range parts {
				maps.Copy(env, part)
			}
			s := given{env: env}.mustResolve(t)
			if (s.Auth.Agency != nil) != (env["OS_AGENCY_NAME"] != "") {
				t.Errorf("agency is %v", s.Auth.Agency)
			}
			if _, err := (&openTelekomCloud{version: "test"}).connect(s); err != nil {
				t.Errorf("what is complete cannot be used: %v", err)
			}
		})
	}
}

func TestHalfAnAccessKeyBesideAPassword(t *testing.T) {
	t.Parallel()
	env := map[string]string{
		"OS_ACCESS_KEY": "AK", "OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_DOMAIN_NAME": "D", "OS_PROJECT_NAME": "eu-de_x",
	}
	s, diags := given{env: env}.resolve(t)
	if diags.HasError() || diags.WarningsCount() != 1 || s.Auth.AccessKey != "" {
		t.Errorf("access key is %q, diagnostics %v", s.Auth.AccessKey, diags)
	}
}

func TestUserIDHiddenByAName(t *testing.T) {
	t.Parallel()
	env := complete()
	delete(env, "OS_ACCESS_KEY")
	delete(env, "OS_SECRET_KEY")
	env["OS_USER_ID"], env["OS_PASSWORD"], env["OS_PASSCODE"] = "u1", "p", "1"
	_, diags := given{arguments: map[string]any{argUserName: "u"}, env: env}.resolve(t)
	if text := errorAt(t, diags, argUserID); !strings.Contains(text, "OS_USER_ID is set, but the argument user_name takes precedence") {
		t.Errorf("error is %q", text)
	}
}

func TestUnknownArguments(t *testing.T) {
	t.Parallel()
	arguments := map[string]any{
		argPassword: types.StringUnknown(), argInsecure: types.BoolUnknown(), argMaxRetries: types.Int64Unknown(),
		argEndpoints: types.MapUnknown(types.StringType),
	}
	got, diags := given{arguments: arguments, env: complete()}.resolve(t)
	if diags.HasError() || got.Unknown == nil {
		t.Fatalf("settings %+v and diagnostics %v", got, diags)
	}
	text := got.Unknown.Error()
	for _, want := range []string{
		"its arguments endpoints, insecure, max_retries, password are known only after apply",
		"OS_PASSWORD", "auth.password of the entry",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("error is %q, want one with %q", text, want)
		}
	}

	element := types.MapValueMust(types.StringType, map[string]attr.Value{"vpcep": types.StringUnknown()})
	got, diags = given{arguments: map[string]any{argEndpoints: element}, env: complete()}.resolve(t)
	if diags.HasError() || got.Unknown == nil || !strings.Contains(got.Unknown.Error(), "its argument endpoints is known only after apply") {
		t.Errorf("settings %+v and diagnostics %v", got, diags)
	}

	arguments = map[string]any{argPlanChecks: types.BoolUnknown(), argPassword: types.StringUnknown()}
	_, diags = given{arguments: arguments, env: complete()}.resolve(t)
	if text := errorAt(t, diags, argPlanChecks); !strings.Contains(text, "plan_checks is not known yet") || diags.ErrorsCount() != 1 {
		t.Errorf("diagnostics are %v", diags)
	}
}

func TestUnknownCloud(t *testing.T) {
	t.Parallel()
	for name, clouds := range map[string]map[string]string{"no file": nil, "other entry": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := complete()
			env["OS_CLOUD"] = "theirs"
			_, diags := given{env: env, clouds: clouds}.resolve(t)
			text := errorAt(t, diags, argCloud)
			for _, want := range []string{`"theirs"`, "OS_CLOUD", "clouds.yaml"} {
				if !strings.Contains(text, want) {
					t.Errorf("error is %q, want one with %q", text, want)
				}
			}
		})
	}
}

func TestEmptyCloud(t *testing.T) {
	t.Parallel()
	for name, entry := range map[string]string{"null": "", "no keys": " {}"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "clouds.yaml")
			if err := os.WriteFile(path, []byte("clouds:\n  mine:"+entry+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			g := given{env: map[string]string{"OS_CLOUD": "mine"}}
			env := g.environment(t)
			env.search = cloudsyaml.Search{File: path}
			_, diags := resolveIn(t.Context(), g.model(t), env)
			text := errorAt(t, diags, argCloud)
			for _, want := range []string{"OS_CLOUD", `Cloud "mine" exists in ` + path + " but is empty; it should have"} {
				if !strings.Contains(text, want) {
					t.Errorf("error is %q, want one with %q", text, want)
				}
			}
			if n := diags.ErrorsCount(); n != 1 {
				t.Errorf("%d errors: %v", n, diags)
			}
		})
	}
}

func TestOddValues(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		env    map[string]string
		clouds map[string]string
		at     string
		want   []string
	}{
		"insecure":     {map[string]string{"OS_INSECURE": "maybe"}, nil, argInsecure, []string{"OS_INSECURE", `"maybe"`, "true or false"}},
		"allow_reauth": {map[string]string{"OS_ALLOW_REAUTH": "yes"}, nil, argAllowReauth, []string{"OS_ALLOW_REAUTH"}},
		"verify":       {nil, map[string]string{"verify": "maybe"}, argInsecure, []string{"verify of cloud"}},
		"endpoint type": {
			map[string]string{"OS_ENDPOINT_TYPE": "private"},
			nil,
			argEndpointType,
			[]string{"OS_ENDPOINT_TYPE", "public, internal, admin"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := complete()
			maps.Copy(env, test.env)
			if test.clouds != nil {
				env["OS_CLOUD"] = "mine"
			}
			_, diags := given{env: env, clouds: test.clouds}.resolve(t)
			text := errorAt(t, diags, test.at)
			for _, want := range test.want {
				if !strings.Contains(text, want) {
					t.Errorf("error is %q, want one with %q", text, want)
				}
			}
		})
	}
}

func TestVerifyAsYAMLHasIt(t *testing.T) {
	t.Parallel()
	for text, insecure := range map[string]bool{"false": true, "no": true, "Off": true, "yes": false, "True": false} {
		env := complete()
		env["OS_CLOUD"] = "mine"
		if s := (given{env: env, clouds: map[string]string{"verify": text}}).mustResolve(t); s.Insecure != insecure {
			t.Errorf("verify: %s makes insecure %v", text, s.Insecure)
		}
	}
}
