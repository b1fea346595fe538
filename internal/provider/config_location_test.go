package provider

import (
	"strings"
	"testing"
)

func TestRegionAndAuthURL(t *testing.T) {
	t.Parallel()
	token := func(env map[string]string) map[string]string {
		env["OS_TOKEN"] = "t"
		return env
	}
	const nl = "https://iam.eu-nl.otc.t-systems.com/v3"
	tests := map[string]struct {
		env     map[string]string
		clouds  map[string]string
		region  string
		authURL string
		origin  string // of the region, where it is derived
	}{
		"region makes the address": {env: map[string]string{"OS_REGION": "eu-nl"}, region: "eu-nl", authURL: nl},
		"the Swiss region": {
			env:     map[string]string{"OS_REGION": "eu-ch2"},
			region:  "eu-ch2",
			authURL: "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3",
		},
		"project makes both": {
			env:     map[string]string{"OS_PROJECT_NAME": "eu-nl_a_b"},
			region:  "eu-nl",
			authURL: nl,
			origin:  "OS_PROJECT_NAME",
		},
		"project without _":           {env: map[string]string{"OS_PROJECT_NAME": "eu-nl"}, region: "eu-nl", authURL: nl},
		"project before the host":     {env: map[string]string{"OS_PROJECT_NAME": "eu-de_x", "OS_AUTH_URL": nl}, region: "eu-de", authURL: nl},
		"odd project before the host": {env: map[string]string{"OS_PROJECT_NAME": "r1_x", "OS_AUTH_URL": nl}, region: "r1", authURL: nl},
		"project that is no region": {
			env:     map[string]string{"OS_PROJECT_NAME": "prod", "OS_AUTH_URL": nl},
			region:  "eu-nl",
			authURL: nl,
			origin:  "OS_AUTH_URL",
		},
		"project on an address": {
			env:     map[string]string{"OS_PROJECT_NAME": "prod", "OS_AUTH_URL": "http://127.0.0.1:8/v3"},
			region:  "prod",
			authURL: "http://127.0.0.1:8/v3",
		},
		"project that begins with _": {env: map[string]string{"OS_PROJECT_NAME": "_x", "OS_AUTH_URL": nl}, region: "eu-nl", authURL: nl},
		"host alone":                 {env: map[string]string{"OS_AUTH_URL": nl}, region: "eu-nl", authURL: nl, origin: "OS_AUTH_URL"},
		"region before the project": {
			env:     map[string]string{"OS_REGION": "eu-de", "OS_PROJECT_NAME": "eu-nl_x", "OS_AUTH_URL": nl},
			region:  "eu-de",
			authURL: nl,
		},
		"version is added": {
			env:     map[string]string{"OS_AUTH_URL": "https://iam.r1.example.com"},
			region:  "r1",
			authURL: "https://iam.r1.example.com/v3",
		},
		"version behind a path is added": {
			env:     map[string]string{"OS_AUTH_URL": "https://iam.r1.example.com:99/identity/"},
			region:  "r1",
			authURL: "https://iam.r1.example.com:99/identity/v3",
		},
		"slash is dropped": {
			env:     map[string]string{"OS_AUTH_URL": "https://iam.r1.example.com/v3/"},
			region:  "r1",
			authURL: "https://iam.r1.example.com/v3",
		},

		"built-in profile": {clouds: map[string]string{"profile": "otc", "region_name": "eu-nl"}, region: "eu-nl", authURL: nl},
		"built-in profile, Swiss": {
			clouds:  map[string]string{"profile": "otc", "region_name": "eu-ch2"},
			region:  "eu-ch2",
			authURL: "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3",
		},
		"profile, region elsewhere": {
			env:     map[string]string{"OS_REGION": "eu-nl"},
			clouds:  map[string]string{"profile": "otc", "region_name": "eu-de"},
			region:  "eu-nl",
			authURL: nl,
		},
		"profile, project": {clouds: map[string]string{"profile": "otc", "auth.project_name": "eu-nl_x"}, region: "eu-nl", authURL: nl},
		"pattern of one's own": {
			clouds:  map[string]string{"auth.auth_url": `"https://id.{region_name}.example.com/v3"`, "region_name": "xx-yy1"},
			region:  "xx-yy1",
			authURL: "https://id.xx-yy1.example.com/v3",
		},
		"own address before profile": {clouds: map[string]string{"profile": "otc", "auth.auth_url": nl}, region: "eu-nl", authURL: nl},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.env == nil {
				test.env = map[string]string{}
			}
			if test.clouds != nil {
				test.env["OS_CLOUD"] = "mine"
			}
			s := given{env: token(test.env), clouds: test.clouds}.mustResolve(t)
			if s.Region != test.region || s.Auth.AuthURL != test.authURL {
				t.Errorf("region is %q and auth_url %q, want %q and %q", s.Region, s.Auth.AuthURL, test.region, test.authURL)
			}
			if !strings.Contains(s.Origins[argRegion], test.origin) {
				t.Errorf("the region is from %q, want %q", s.Origins[argRegion], test.origin)
			}
		})
	}
}

func TestInvalidLocation(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		env    map[string]string
		clouds map[string]string
		at     string
		want   []string
	}{
		"nothing": {nil, nil, argAuthURL, []string{"argument", "OS_AUTH_URL", "OS_REGION_NAME", "not read"}},
		"region not known": {
			map[string]string{"OS_AUTH_URL": "http://127.0.0.1:8/v3"},
			nil,
			argRegion,
			[]string{"OS_REGION_NAME, OS_REGION", "endpoints"},
		},
		"region no host's part":    {map[string]string{"OS_REGION": "evil.example/"}, nil, argAuthURL, []string{"auth_url is missing"}},
		"profile without a region": {nil, map[string]string{"profile": "otc"}, argRegion, []string{"built-in profile", "region_name of cloud"}},
		"older version": {
			map[string]string{"OS_AUTH_URL": "https://iam.r1.example.com/v2.0"},
			nil,
			argAuthURL,
			[]string{"OS_AUTH_URL", "v2.0", "only v3"},
		},
		"other scheme": {map[string]string{"OS_AUTH_URL": "iam.example.com"}, nil, argAuthURL, []string{"OS_AUTH_URL", "https://"}},
		"password in the address": {
			map[string]string{"OS_AUTH_URL": "https://u:" + "hunter2@iam.r1.example.com"},
			nil,
			argAuthURL,
			[]string{"must not contain"},
		},
		"cannot be read": {
			map[string]string{"OS_AUTH_URL": "https://u:" + "hunter2@iam r1"},
			nil,
			argAuthURL,
			[]string{"is not a valid URL"},
		},
		"with a query": {
			map[string]string{"OS_AUTH_URL": "https://iam.r1.example.com/v3?x=hunter2"},
			nil,
			argAuthURL,
			[]string{"must not have a query"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := map[string]string{"OS_TOKEN": "t"}
			for k, v := range test.env {
				env[k] = v
			}
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
			if strings.Contains(text, "hunter2") {
				t.Errorf("the error shows a secret: %s", text)
			}
		})
	}
}
