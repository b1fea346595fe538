package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/auth"
)

// ownerEnvironment is an environment that is complete for the owner's account.
func ownerEnvironment(more ...string) map[string]string {
	env := map[string]string{
		"OS_AUTH_URL": "https://iam.eu-de.otc.t-systems.com/v3", "OS_USERNAME": "owner", "OS_PASSWORD": "owner-password",
		"OS_USER_DOMAIN_NAME": "OWNER", "OS_PROJECT_NAME": "eu-de_owner",
	}
	for pair := range slices.Chunk(more, 2) {
		env[pair[0]] = pair[1]
	}
	return env
}

// consumerCloud is an entry of clouds.yaml that is complete for the consumer's account.
func consumerCloud(without ...string) map[string]string {
	cloud := map[string]string{
		"auth.auth_url": "https://iam.eu-de.otc.t-systems.com", "auth.username": "consumer", "auth.password": "consumer-password",
		"auth.user_domain_name": "CONSUMER", "auth.project_name": "eu-de_consumer",
	}
	for _, key := range without {
		delete(cloud, key)
	}
	return cloud
}

// The account is the one that the configuration names, whatever the environment contains, and the user is told what is not used.
func TestResolveAccount(t *testing.T) {
	t.Parallel()
	consumer := auth.Options{UserName: "consumer", Password: "consumer-password", DomainName: "CONSUMER", ProjectName: "eu-de_consumer"}
	owner := auth.Options{UserName: "owner", Password: "owner-password", DomainName: "OWNER", ProjectName: "eu-de_owner"}
	of := func(o auth.Options, change func(*auth.Options)) auth.Options {
		change(&o)
		return o
	}
	cloud := map[string]any{argCloud: "mine"}
	for name, test := range map[string]struct {
		given
		want auth.Options
		warn []string // in the only warning; none if it is empty
	}{
		"the argument cloud": {
			given{arguments: cloud, env: ownerEnvironment(), clouds: consumerCloud()}, consumer,
			[]string{`selects "mine"`, "- OS_USERNAME, because the entry has auth.username", "OS_PASSWORD", "OS_USER_DOMAIN_NAME", "OS_PROJECT_NAME"},
		},
		"OS_CLOUD, as with the official provider": {
			given{env: ownerEnvironment("OS_CLOUD", "mine"), clouds: consumerCloud()}, owner, nil,
		},
		"the argument cloud, and nothing else": {given{arguments: cloud, clouds: consumerCloud()}, consumer, nil},
		"the environment has the same": {
			given{arguments: cloud, env: map[string]string{"OS_AUTH_URL": "https://iam.eu-de.otc.t-systems.com/v3", "OS_USERNAME": "consumer"}, clouds: consumerCloud()},
			consumer, nil,
		},
		"the environment completes the entry": {
			given{arguments: cloud, env: map[string]string{"OS_PASSWORD": "consumer-password"}, clouds: consumerCloud("auth.password")},
			consumer, nil,
		},
		"a token in the environment": {
			given{arguments: cloud, env: map[string]string{"OS_TOKEN": "token"}, clouds: consumerCloud()}, consumer,
			[]string{"- OS_TOKEN, because the entry has auth.username"},
		},
		"an access key in the environment": {
			given{arguments: cloud, env: map[string]string{"OS_ACCESS_KEY": "AK", "OS_SECRET_KEY": "SK"}, clouds: consumerCloud()}, consumer,
			[]string{"OS_ACCESS_KEY", "OS_SECRET_KEY"},
		},
		"an access key in the entry, a temporary one in the environment": {
			given{
				arguments: cloud, env: ownerEnvironment("OS_ACCESS_KEY", "AK", "OS_SECRET_KEY", "SK", "OS_SECURITY_TOKEN", "ST"),
				clouds: map[string]string{"auth.ak": "CAK", "auth.sk": "CSK", "auth.project_id": "p", "auth.user_domain_name": "CONSUMER"},
			},
			auth.Options{AccessKey: "CAK", SecretKey: "CSK", DomainName: "CONSUMER", ProjectID: "p"},
			[]string{"OS_ACCESS_KEY", "OS_SECURITY_TOKEN", "OS_USERNAME", "OS_PROJECT_NAME"},
		},
		"a project id in the environment": {
			given{arguments: cloud, env: map[string]string{"OS_PROJECT_ID": "p"}, clouds: consumerCloud()}, consumer,
			[]string{"- OS_PROJECT_ID, because the entry has auth.project_name"},
		},
		"an entry without credentials": {
			given{
				arguments: cloud, env: ownerEnvironment(),
				clouds: map[string]string{"auth.auth_url": "https://iam.eu-de.otc.t-systems.com/v3", "region_name": "eu-de"},
			},
			owner, nil,
		},
		"arguments, with a token in the environment": {
			given{
				arguments: map[string]any{
					argUserName: "consumer", argPassword: "consumer-password", argDomainName: "CONSUMER", argTenantName: "eu-de_consumer",
				},
				env: ownerEnvironment("OS_TOKEN", "token"),
			},
			consumer, nil,
		},
		"an access key as arguments, a security token in the environment": {
			given{
				arguments: map[string]any{argAccessKey: "AK", argSecretKey: "SK", argTenantID: "p"}, env: ownerEnvironment("OS_SECURITY_TOKEN", "ST"),
			},
			auth.Options{AccessKey: "AK", SecretKey: "SK", ProjectID: "p", DomainName: "OWNER"}, nil,
		},
		"half of an access key as an argument": {
			given{
				arguments: map[string]any{argAccessKey: "AK", argTenantID: "p"},
				env:       ownerEnvironment("OS_SECRET_KEY", "SK", "OS_SECURITY_TOKEN", "ST"),
			},
			auth.Options{AccessKey: "AK", SecretKey: "SK", SecurityToken: "ST", ProjectID: "p", DomainName: "OWNER"}, nil,
		},
		"a passcode in the environment": {
			given{
				arguments: map[string]any{argUserID: "u", argPassword: "consumer-password", argTenantID: "p"},
				env:       ownerEnvironment("OS_PASSCODE", "123456"),
			},
			auth.Options{UserID: "u", Password: "consumer-password", ProjectID: "p", DomainName: "OWNER"}, nil,
		},
		"an argument beside the argument cloud": {
			given{arguments: map[string]any{argCloud: "mine", argToken: "token"}, clouds: consumerCloud()},
			auth.Options{Token: "token", DomainName: "CONSUMER", ProjectName: "eu-de_consumer"}, nil,
		},
		"an agency in the environment": {
			given{arguments: cloud, env: map[string]string{"OS_AGENCY_NAME": "a", "OS_AGENCY_DOMAIN_NAME": "OWNER"}, clouds: consumerCloud()},
			of(consumer, func(o *auth.Options) { o.Agency = &auth.Agency{Name: "a", DomainName: "OWNER"} }),
			[]string{"selects an agency", `assumes the agency "a"`, "OS_AGENCY_NAME"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, diags := test.resolve(t)
			if diags.HasError() {
				t.Fatal(diags)
			}
			got := s.Auth
			got.AuthURL, got.AllowReauth = "", false
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var warnings []string
			for _, d := range diags.Warnings() {
				warnings = append(warnings, d.Summary()+"\n"+d.Detail())
			}
			if want := min(1, len(test.warn)); len(warnings) != want {
				t.Fatalf("%d warnings, want %d: %q", len(warnings), want, warnings)
			}
			for _, text := range test.warn {
				if !strings.Contains(warnings[0], text) {
					t.Errorf("the warning does not contain %q:\n%s", text, warnings[0])
				}
			}
			for _, secret := range []string{"owner-password", "consumer-password", "AK", "SK", "123456"} {
				if strings.Contains(strings.Join(warnings, "\n"), `"`+secret) {
					t.Errorf("a warning shows %q", secret)
				}
			}
		})
	}
}
