package auth

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestPasswordLogin(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		options Options
		body    string
	}{
		"names": {
			options: withPassword(),
			body: `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"u","password":"p4ss-w0rd-value",
				"domain":{"name":"D"}}}},"scope":{"project":{"name":"eu-de_x","domain":{"name":"D"}}}}}`,
		},
		"ids": {
			options: Options{UserName: "u", UserID: "u1", Password: testPassword, DomainID: "d1", ProjectID: "p1", ProjectName: "n"},
			body: `{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u1","password":"p4ss-w0rd-value"}}},
				"scope":{"project":{"id":"p1"}}}}`,
		},
		"domain by id": {
			options: Options{UserName: "u", Password: testPassword, DomainID: "d1", DomainName: "D", ProjectName: "eu-de_x"},
			body: `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"u","password":"p4ss-w0rd-value",
				"domain":{"id":"d1"}}}},"scope":{"project":{"name":"eu-de_x","domain":{"id":"d1"}}}}}`,
		},
		"passcode": {
			options: Options{UserID: "u1", Password: testPassword, Passcode: testPasscode, DomainName: "D", ProjectName: "eu-de_x"},
			body: `{"auth":{"identity":{"methods":["password","totp"],
				"password":{"user":{"id":"u1","password":"p4ss-w0rd-value"}},"totp":{"user":{"id":"u1","passcode":"987654"}}},
				"scope":{"project":{"name":"eu-de_x","domain":{"name":"D"}}}}}`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newFakeIAM(t)
			c := cloud.credentials(t, test.options)
			session, err := c.Session(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if session.ProjectID != "p1" || session.Token != "issued-token" {
				t.Errorf("session is of project %q", session.ProjectID)
			}
			if _, err := session.Catalogue.Endpoint("vpcep", "eu-de", "public"); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff([]string{"POST /v3/auth/tokens"}, cloud.lines()); diff != "" {
				t.Fatal(diff)
			}
			sameJSON(t, test.body, cloud.seen()[0].Body)

			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://example.com", nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Authorize(req, session); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(http.Header{"X-Auth-Token": {"issued-token"}}, req.Header); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGivenToken(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		options Options
		project string // of the token, in the response of IAM
		calls   int
		want    string // project of the session
		wantErr string
	}{
		"nothing to ask":       {options: Options{ProjectID: "p7", SkipCatalogue: true}, want: "p7"},
		"catalogue wanted":     {options: Options{ProjectID: "p1"}, project: `{"id":"p1","name":"eu-de_x"}`, calls: 1, want: "p1"},
		"project wanted":       {options: Options{SkipCatalogue: true}, project: `{"id":"p1","name":"eu-de_x"}`, calls: 1, want: "p1"},
		"same name":            {options: Options{ProjectName: "eu-de_x"}, project: `{"id":"p1","name":"eu-de_x"}`, calls: 1, want: "p1"},
		"domain scope, id":     {options: Options{ProjectID: "p1"}, project: `{}`, calls: 1, wantErr: "requires a token with project scope"},
		"domain scope, no id":  {options: Options{ProjectName: "eu-de_x"}, project: `{}`, calls: 1, wantErr: "no project in its scope"},
		"other project":        {options: Options{ProjectID: "p2"}, project: `{"id":"p1","name":"eu-de_x"}`, calls: 1, wantErr: "tenant_id"},
		"other project's name": {options: Options{ProjectName: "y"}, project: `{"id":"p1","name":"eu-de_x"}`, calls: 1, wantErr: "tenant_name"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newFakeIAM(t)
			cloud.on("GET /v3/auth/tokens", func(w http.ResponseWriter, _ *http.Request) {
				respond(w, http.StatusNonAuthoritativeInfo, "", `{"token":{"project":`+test.project+`,"catalog":`+catalogue+`}}`)
			})
			test.options.Token = testToken
			test.options.AccessKey, test.options.UserName = "AK", "u" // a token comes before both
			c := cloud.credentials(t, test.options)
			session, err := c.Session(t.Context())
			if calls := cloud.seen(); len(calls) != test.calls {
				t.Errorf("%d calls, want %d", len(calls), test.calls)
			} else if test.calls > 0 && (calls[0].Header.Get("X-Auth-Token") != testToken || calls[0].Header.Get("X-Subject-Token") != testToken) {
				t.Errorf("the token is missing in %v", calls[0].Header)
			}
			if test.wantErr != "" {
				noSecrets(t, err)
				if !strings.Contains(err.Error(), test.wantErr) {
					t.Errorf("error is %q, want one with %q", err, test.wantErr)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if session.ProjectID != test.want || session.Token != testToken {
				t.Errorf("session is of project %q, want %q", session.ProjectID, test.want)
			}
		})
	}
}

func TestAccessKey(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*Options)
		lines  []string
	}{
		"project by name": {
			change: func(*Options) {},
			lines:  []string{"GET /v3/projects?name=eu-de_x", "GET /v3/auth/catalog"},
		},
		"project by id":  {change: func(o *Options) { o.ProjectID = "p1" }, lines: []string{"GET /v3/auth/catalog"}},
		"endpoint known": {change: func(o *Options) { o.SkipCatalogue = true }, lines: []string{"GET /v3/projects?name=eu-de_x"}},
		"nothing to ask": {change: func(o *Options) { o.ProjectID, o.SkipCatalogue = "p1", true }},
		"temporary key": {
			change: func(o *Options) { o.SecurityToken = testSecurity },
			lines:  []string{"GET /v3/projects?name=eu-de_x", "GET /v3/auth/catalog"},
		},
		"password set, too": {
			change: func(o *Options) { o.UserName, o.Password = "u", testPassword },
			lines:  []string{"GET /v3/projects?name=eu-de_x", "GET /v3/auth/catalog"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newFakeIAM(t)
			options := withAccessKey()
			test.change(&options)
			c := cloud.credentials(t, options)
			session, err := c.Session(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if session.ProjectID != "p1" || session.Token != "" {
				t.Errorf("session is of project %q", session.ProjectID)
			}
			if diff := cmp.Diff(test.lines, cloud.lines()); diff != "" {
				t.Error(diff)
			}
			for _, call := range cloud.seen() {
				verifySigned(t, cloud, call)
				wantProject := ""
				if strings.Contains(call.Line, "catalog") {
					wantProject = "p1"
				}
				if got := call.Header.Get("X-Project-Id"); got != wantProject {
					t.Errorf("%s carries X-Project-Id %q, want %q", call.Line, got, wantProject)
				}
				if got := call.Header.Get("X-Security-Token"); got != options.SecurityToken.Reveal() {
					t.Errorf("%s carries another security token", call.Line)
				}
			}

			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://vpcep.example.com/v1/p1/x", strings.NewReader("{}"))
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Authorize(req, session); err != nil {
				t.Fatal(err)
			}
			if req.Header.Get("X-Project-Id") != "p1" || req.Header.Get("Authorization") == "" || req.Header.Get("X-Domain-Id") != "" {
				t.Errorf("a service call carries %v", req.Header)
			}
		})
	}
}

func TestProjectMustMatchExactly(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ projects, want string }{
		"none":    {`[]`, `there is no project named "eu-de_x"`},
		"others":  {`[{"id":"a","name":"eu-de_x2"},{"id":"b","name":"EU-DE_X"}]`, `only "eu-de_x2", "EU-DE_X"`},
		"several": {`[{"id":"a","name":"eu-de_x"},{"id":"b","name":"eu-de_x"}]`, `with the ids a, b`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newFakeIAM(t)
			cloud.on("GET /v3/projects", func(w http.ResponseWriter, _ *http.Request) {
				respond(w, http.StatusOK, "", `{"projects":`+test.projects+`}`)
			})
			c := cloud.credentials(t, withAccessKey())
			_, err := c.Session(t.Context())
			noSecrets(t, err)
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %q, want one with %q", err, test.want)
			}
			if _, again := c.Session(t.Context()); !errors.Is(again, err) || len(cloud.seen()) != 1 {
				t.Errorf("asked again: %v", cloud.lines())
			}
		})
	}
}

func TestAgency(t *testing.T) {
	t.Parallel()
	const assume = `{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"A","xrole_name":"ag"}},
		"scope":{"project":{"name":"eu-de_theirs","domain":{"name":"A"}}}}}`
	delegated := &Agency{Name: "ag", DomainName: "A", DelegatedProject: "eu-de_theirs"}
	tests := map[string]struct {
		options Options
		lines   []string
		first   string // body of the login; "" for none
		header  http.Header
		project string
	}{
		"password": {
			options: Options{UserName: "u", Password: testPassword, DomainName: "D", Agency: delegated},
			lines:   []string{"POST /v3/auth/tokens", "POST /v3/auth/tokens"},
			first: `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"u","password":"p4ss-w0rd-value",
				"domain":{"name":"D"}}}},"scope":{"domain":{"name":"D"}}}}`,
			header:  http.Header{"X-Auth-Token": {"issued-token"}},
			project: "ap1",
		},
		"token": {
			options: Options{Token: testToken, Agency: delegated},
			lines:   []string{"POST /v3/auth/tokens"},
			header:  http.Header{"X-Auth-Token": {testToken}},
			project: "ap1",
		},
		"access key": {
			options: Options{AccessKey: "AK", SecretKey: testSecret, DomainName: "D", Agency: delegated},
			lines:   []string{"GET /v3/auth/domains?name=D", "POST /v3/auth/tokens"},
			header:  http.Header{"X-Domain-Id": {"d1"}},
			project: "ap1",
		},
		"access key, domain by id": {
			options: Options{AccessKey: "AK", SecretKey: testSecret, DomainID: "d7", Agency: delegated},
			lines:   []string{"POST /v3/auth/tokens"},
			header:  http.Header{"X-Domain-Id": {"d7"}},
			project: "ap1",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newFakeIAM(t)
			c := cloud.credentials(t, test.options)
			session, err := c.Session(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if session.Token != "agency-token" || session.ProjectID != test.project {
				t.Errorf("session is of project %q", session.ProjectID)
			}
			if diff := cmp.Diff(test.lines, cloud.lines()); diff != "" {
				t.Fatal(diff)
			}
			calls := cloud.seen()
			if test.first != "" {
				sameJSON(t, test.first, calls[0].Body)
			}
			last := calls[len(calls)-1]
			sameJSON(t, assume, last.Body)
			for name := range test.header {
				if got := last.Header.Get(name); got != test.header.Get(name) {
					t.Errorf("%s is %q, want %q", name, got, test.header.Get(name))
				}
			}
			if test.options.AccessKey != "" {
				for _, call := range calls {
					verifySigned(t, cloud, call)
				}
				if !strings.Contains(last.Header.Get("Authorization"), "x-domain-id") {
					t.Error("X-Domain-Id is not signed")
				}
			}
		})
	}
}

// Project services accept no token for a whole domain, so the token is always requested for a project.
func TestAgencyWithoutDelegatedProject(t *testing.T) {
	t.Parallel()
	agency := &Agency{Name: "ag", DomainName: "A"}
	methods := map[string]struct {
		options Options
		lines   []string
	}{
		"password": {
			options: Options{UserName: "u", Password: testPassword, DomainName: "D"},
			lines:   []string{"POST /v3/auth/tokens", "POST /v3/auth/tokens"},
		},
		"token": {options: Options{Token: testToken}, lines: []string{"POST /v3/auth/tokens"}},
		"access key": {
			options: Options{AccessKey: "AK", SecretKey: testSecret, DomainName: "D"},
			lines:   []string{"GET /v3/auth/domains?name=D", "POST /v3/auth/tokens"},
		},
	}
	projects := map[string]struct{ id, name, scope string }{
		"id":   {id: "ap1", scope: `{"project":{"id":"ap1"}}`},
		"name": {name: "eu-de_theirs", scope: `{"project":{"name":"eu-de_theirs","domain":{"name":"A"}}}`},
		"both": {id: "ap1", name: "other", scope: `{"project":{"id":"ap1"}}`},
	}
	for methodName, method := range methods {
		for projectName, project := range projects {
			t.Run(methodName+", project by "+projectName, func(t *testing.T) {
				t.Parallel()
				cloud := newFakeIAM(t)
				options := method.options
				options.ProjectID, options.ProjectName, options.Agency = project.id, project.name, agency
				session, err := cloud.credentials(t, options).Session(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if session.ProjectID != "ap1" || session.Token != "agency-token" {
					t.Errorf("session is of project %q", session.ProjectID)
				}
				if diff := cmp.Diff(method.lines, cloud.lines()); diff != "" {
					t.Fatal(diff)
				}
				calls := cloud.seen()
				sameJSON(t, `{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"A","xrole_name":"ag"}},
					"scope":`+project.scope+`}}`, calls[len(calls)-1].Body)
			})
		}
	}
}

func TestDelegatedProjectTakesPrecedence(t *testing.T) {
	t.Parallel()
	cloud := newFakeIAM(t)
	c := cloud.credentials(t, Options{
		Token: testToken, ProjectID: "p9", ProjectName: "eu-de_x",
		Agency: &Agency{Name: "ag", DomainName: "A", DelegatedProject: "eu-de_theirs"},
	})
	if _, err := c.Session(t.Context()); err != nil {
		t.Fatal(err)
	}
	sameJSON(t, `{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"A","xrole_name":"ag"}},
		"scope":{"project":{"name":"eu-de_theirs","domain":{"name":"A"}}}}}`, cloud.seen()[0].Body)
}

func TestAgencyTokenWithoutProject(t *testing.T) {
	t.Parallel()
	cloud := newFakeIAM(t)
	cloud.on("POST /v3/auth/tokens", func(w http.ResponseWriter, _ *http.Request) {
		respond(w, http.StatusCreated, "agency-token", `{"token":{"domain":{"id":"a1"},"catalog":[]}}`)
	})
	c := cloud.credentials(t, Options{Token: testToken, ProjectID: "p9", Agency: &Agency{Name: "ag", DomainName: "A"}})
	_, err := c.Session(t.Context())
	noSecrets(t, err)
	if want := "the response names no project"; !strings.Contains(err.Error(), want) {
		t.Errorf("error is %q, want one with %q", err, want)
	}
	if calls := cloud.lines(); len(calls) != 1 {
		t.Errorf("calls are %v", calls)
	}
}

func TestErrorsContainTheStepAndAdvice(t *testing.T) {
	t.Parallel()
	agency := &Agency{Name: "ag", DomainName: "A", DelegatedProject: "x"}
	tests := map[string]struct {
		options Options
		route   string
		status  int
		want    []string
	}{
		"password": {
			withPassword(),
			"POST /v3/auth/tokens",
			401,
			[]string{`signing in as user "u" of domain "D" at http://`, "check user_name", "refused on purpose"},
		},
		"token":      {Options{Token: testToken}, "GET /v3/auth/tokens", 404, []string{"signing in with a token", "get a new one"}},
		"access key": {withAccessKey(), "GET /v3/auth/catalog", 401, []string{"signing in with an access key", "catalogue", "check access_key"}},
		"agency": {
			Options{Token: testToken, Agency: agency}, "POST /v3/auth/tokens", 403,
			[]string{`agency "ag" of domain "A"`, "check agency_name, agency_domain_name and delegated_project,"},
		},
		"agency, project by id": {
			Options{Token: testToken, ProjectID: "p9", Agency: &Agency{Name: "ag", DomainName: "A"}}, "POST /v3/auth/tokens", 403,
			[]string{"check agency_name, agency_domain_name and tenant_id, which without delegated_project is a project of the agency's domain,"},
		},
		"agency, project by name": {
			Options{Token: testToken, ProjectName: "n", Agency: &Agency{Name: "ag", DomainName: "A"}}, "POST /v3/auth/tokens", 401,
			[]string{"check that the token", "tenant_name, which without delegated_project is a project of the agency's domain"},
		},
		"agency, 401": {
			Options{AccessKey: "AK", SecretKey: testSecret, SecurityToken: testSecurity, DomainID: "d", Agency: agency},
			"POST /v3/auth/tokens", 401, []string{`agency "ag"`, "temporary access key", "check access_key"},
		},
		"passcode": {
			Options{UserID: "u1", Password: testPassword, Passcode: testPasscode, DomainID: "d1", ProjectID: "p"},
			"POST /v3/auth/tokens", 401, []string{"user with id u1 of the domain with id d1", "new passcode"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newFakeIAM(t)
			cloud.on(test.route, refuse(test.status))
			c := cloud.credentials(t, test.options)
			_, err := c.Session(t.Context())
			noSecrets(t, err)
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error is %q, want one with %q", err, want)
				}
			}
			var response *otc.Error
			if !errors.As(err, &response) || response.StatusCode != test.status {
				t.Errorf("error %v wraps no response with status %d", err, test.status)
			}
		})
	}
}

func TestUnusableLoginResponses(t *testing.T) {
	t.Parallel()
	responses := map[string]http.HandlerFunc{
		"no token":   func(w http.ResponseWriter, _ *http.Request) { respond(w, 201, "", `{"token":{"project":{"id":"p"}}}`) },
		"no project": func(w http.ResponseWriter, _ *http.Request) { respond(w, 201, "issued-token", `{"token":{}}`) },
		"other type": func(w http.ResponseWriter, _ *http.Request) { respond(w, 201, "issued-token", `{"token":"x"}`) },
		"not JSON":   func(w http.ResponseWriter, _ *http.Request) { respond(w, 201, "issued-token", `<html>`) },
	}
	for name, response := range responses {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newFakeIAM(t)
			cloud.on("POST /v3/auth/tokens", response)
			session, err := cloud.credentials(t, withPassword()).Session(t.Context())
			noSecrets(t, err)
			if session != nil {
				t.Error("there is a session nevertheless")
			}
		})
	}
}
