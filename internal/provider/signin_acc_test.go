package provider_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const serviceConfig = `
resource "opentelekomcloud_vpcep_service" "test" {
  service_name = "web"
  port_id      = "4189d3c2-8882-4871-a3c2-d380272eed88"
  vpc_id       = "4189d3c2-8882-4871-a3c2-d380272eed80"
  server_type  = "VM"
  ports        = [{ client_port = 8080, server_port = 80 }]
}
`

// serviceCount is the configuration of a number of services.
func serviceCount(n int) string {
	return strings.NewReplacer(
		"service_name", fmt.Sprintf("count = %d\n  service_name", n), "8080", "8080 + count.index", "= 80 ", "= 80 + count.index ",
	).Replace(serviceConfig)
}

// signInMethod is a provider configuration for a sign-in method.
type signInMethod struct {
	arguments string
	env       []string
	files     map[string]string // in the folder of the configuration
	iam       []string          // operations of IAM that a sign-in calls
	once      bool              // whether only apply signs in, not the plan before it
	project   string            // of the service that is created
}

func block(lines ...string) string { return strings.Join(lines, "\n  ") }

func arg(name, value string) string { return fmt.Sprintf("%s = %q", name, value) }

func token(t *testing.T, cloud *acctest.Cloud, a emulator.Account) string {
	t.Helper()
	value, err := cloud.IssueToken(a)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func signInMethods(t *testing.T, cloud *acctest.Cloud) map[string]signInMethod {
	t.Helper()
	own, other := cloud.Owner(), cloud.Consumer()
	where := []string{arg("auth_url", cloud.URL+"/v3"), arg("region", "eu-de")}
	with := func(lines ...string) string { return block(append(where, lines...)...) }
	password := []string{arg("user_name", own.UserName), arg("password", own.Password), arg("domain_name", own.DomainName)}
	key := []string{arg("access_key", own.AccessKey), arg("secret_key", own.SecretKey)}
	agency := []string{
		arg("agency_name", other.AgencyName),
		arg("agency_domain_name", other.DomainName),
		arg("delegated_project", other.ProjectName),
	}
	clouds := fmt.Sprintf(
		"clouds:\n  prod:\n    region_name: eu-de\n    auth:\n      auth_url: %s/v3\n      username: %s\n      user_domain_name: %s\n      project_name: %s\n",
		cloud.URL,
		own.UserName,
		own.DomainName,
		own.ProjectName,
	)
	secure := fmt.Sprintf("clouds:\n  prod:\n    auth:\n      password: %q\n", own.Password)
	return map[string]signInMethod{
		"password": {
			arguments: with(append(password, arg("tenant_name", own.ProjectName))...),
			iam:       []string{"create-token"},
			project:   own.ProjectID,
		},
		"password, by ids": {
			arguments: with(arg("user_id", own.UserID), arg("password", own.Password), arg("tenant_id", own.ProjectID)),
			iam:       []string{"create-token"},
			project:   own.ProjectID,
		},
		"passcode": {
			arguments: with(
				arg("user_id", own.UserID),
				arg("password", own.Password),
				arg("passcode", own.Passcode),
				arg("tenant_id", own.ProjectID),
			),
			iam:     []string{"create-token"},
			once:    true,
			project: own.ProjectID,
		},
		"token": {
			arguments: with(arg("token", token(t, cloud, own))),
			iam:       []string{"show-token"},
			project:   own.ProjectID,
		},
		"access key": {
			arguments: with(append(key, arg("tenant_name", own.ProjectName))...),
			iam:       []string{"list-projects", "show-catalog"},
			project:   own.ProjectID,
		},
		"access key, project by id": {
			arguments: with(append(key, arg("tenant_id", own.ProjectID))...),
			iam:       []string{"show-catalog"},
			project:   own.ProjectID,
		},
		"access key, endpoint given": {
			arguments: with(append(key, arg("tenant_id", own.ProjectID), fmt.Sprintf("endpoints = { vpcep = %q }", cloud.URL+"/vpcep"))...),
			project:   own.ProjectID,
		},
		"temporary access key": {
			arguments: with(
				arg("access_key", own.TemporaryAccessKey),
				arg("secret_key", own.TemporarySecretKey),
				arg("security_token", own.SecurityToken),
				arg("tenant_id", own.ProjectID),
			),
			iam:     []string{"show-catalog"},
			project: own.ProjectID,
		},
		"agency on top of a password": {
			arguments: with(append(password, agency...)...),
			iam:       []string{"create-token", "create-token"},
			project:   other.ProjectID,
		},
		"agency, project by tenant_name": {
			arguments: with(
				append(
					password,
					arg("agency_name", other.AgencyName),
					arg("agency_domain_name", other.DomainName),
					arg("tenant_name", other.ProjectName),
				)...),
			iam:     []string{"create-token", "create-token"},
			project: other.ProjectID,
		},
		"agency, project by tenant_id": {
			arguments: with(
				append(
					key,
					arg("domain_name", own.DomainName),
					arg("agency_name", other.AgencyName),
					arg("agency_domain_name", other.DomainName),
					arg("tenant_id", other.ProjectID),
				)...),
			iam:     []string{"list-domains", "create-token"},
			project: other.ProjectID,
		},
		"agency on top of a token": {
			arguments: with(append(agency, arg("token", token(t, cloud, own)))...),
			iam:       []string{"create-token"},
			project:   other.ProjectID,
		},
		"agency on top of an access key": {
			arguments: with(append(append(key, arg("domain_name", own.DomainName)), agency...)...),
			iam:       []string{"list-domains", "create-token"},
			project:   other.ProjectID,
		},
		"environment": {env: cloud.Environ(cloud.URL, own), iam: []string{"create-token"}, project: own.ProjectID},
		"clouds.yaml with secure.yaml": {
			arguments: arg(
				"cloud",
				"prod",
			),
			files:   map[string]string{"clouds.yaml": clouds, "secure.yaml": secure},
			iam:     []string{"create-token"},
			project: own.ProjectID,
		},
	}
}

func iamCalls(cloud *acctest.Cloud) []string {
	var calls []string
	for _, r := range cloud.Requests() {
		if strings.HasPrefix(r.Path, "/v3/") {
			calls = append(calls, r.Op)
		}
	}
	return calls
}

// secretsOf are the values that must not appear anywhere.
func secretsOf(accounts ...emulator.Account) []string {
	var secrets []string
	for _, a := range accounts {
		secrets = append(secrets, a.Password, a.Passcode, a.SecretKey, a.TemporarySecretKey, a.SecurityToken)
	}
	return secrets
}

// searchSecrets searches the output and every file of a workspace for secrets.
func searchSecrets(t *testing.T, w *acctest.Workspace, printed string, secrets []string, except ...string) {
	t.Helper()
	seen := map[string]string{"what was printed": printed}
	err := filepath.WalkDir(w.Dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		for _, name := range except {
			if entry.Name() == name {
				return nil
			}
		}
		content, err := os.ReadFile(path) //nolint:gosec // a file of the test
		seen[entry.Name()] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for place, content := range seen {
		for _, secret := range secrets {
			if strings.Contains(content, secret) {
				t.Errorf("a secret is in %s: …%s…", place, secret[:4])
			}
		}
	}
	if len(seen["trace.log"]) == 0 {
		t.Error("there is no log to search")
	}
}

// Each sign-in method creates and destroys a service with as few IAM requests as possible. No secret appears in log,
// plan, state or errors, even if requests fail.
func TestAccSignIn(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	names := signInMethods(t, acctest.New(t, emulator.Options{}))
	for name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{ReusablePasscode: true})
			method := signInMethods(t, cloud)[name]
			w := acctest.NewProcessWorkspace(t, "provider \"opentelekomcloud\" {\n  "+method.arguments+"\n}\n"+serviceConfig,
				append(method.env, "TF_LOG=TRACE", "TF_LOG_PATH=trace.log", "OS_CLIENT_CONFIG_FILE=clouds.yaml")...)
			for file, content := range method.files {
				if err := os.WriteFile(filepath.Join(w.Dir, file), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			cloud.ResetRequests()
			printed := w.Must(t, "apply", "-auto-approve")
			want := method.iam
			if !method.once {
				want = append(slices.Clone(want), want...) // the plan is made and applied by two processes of the provider
			}
			if got := iamCalls(cloud); !slices.Equal(got, want) {
				t.Errorf("calls of IAM: %q, want %q", got, want)
			}
			services := cloud.Services()
			if len(services) != 1 || services[0].ProjectID != method.project {
				t.Errorf("the service is not in the project %s: %+v", method.project, services)
			}
			printed += w.Must(t, "plan", "-out=saved.plan")

			// The same with things going wrong on the method.
			for _, text := range []string{"vpcep 502 times=1", "vpcep 429 times=1 retry-after=0", "iam 503 times=1", "update-service EndPoint.0004", "delete-service 401 times=1"} {
				cloud.AddFaults(t, text)
			}
			output, _ := w.CLI(t, "apply", "-auto-approve", "-replace=opentelekomcloud_vpcep_service.test")
			printed += output
			cloud.ClearFaults()
			output, _ = w.CLI(t, "destroy", "-auto-approve")
			printed += output

			secrets := append(secretsOf(cloud.Owner(), cloud.Consumer()), cloud.Tokens()...)
			searchSecrets(t, w, printed, secrets, "main.tf", "clouds.yaml", "secure.yaml", "saved.plan")
		})
	}
}

// Wrong credentials are found by a plan. They are sent once, reported once in full, and not shown.
func TestAccSignInRefused(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		arguments func(cloud *acctest.Cloud, own emulator.Account) string
		says      string
	}{
		"password": {func(_ *acctest.Cloud, own emulator.Account) string {
			return block(
				arg("user_name", own.UserName), arg("password", "Secret-of-mine-1"),
				arg("domain_name", own.DomainName), arg("tenant_name", own.ProjectName),
			)
		}, "Signing in as user"},
		"token": {func(*acctest.Cloud, emulator.Account) string { return arg("token", "Secret-of-mine-2") }, "Signing in with a token"},
		"access key": {func(_ *acctest.Cloud, own emulator.Account) string {
			return block(arg("access_key", own.AccessKey), arg("secret_key", "Secret-of-mine-3"), arg("tenant_id", own.ProjectID))
		}, "Signing in with an access key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			arguments := []string{arg("auth_url", cloud.URL+"/v3"), arg("region", "eu-de"), row.arguments(cloud, cloud.Owner())}
			w := acctest.NewProcessWorkspace(t, providerBlock(arguments...)+serviceCount(10), "TF_LOG=TRACE", "TF_LOG_PATH=trace.log")
			cloud.ResetRequests()
			planned, code := w.CLI(t, "plan")
			if code != 1 {
				t.Errorf("the exit code of the plan is %d:\n%s", code, planned)
			}
			const also = "Signing in failed, as described in another error."
			checkRefused := func(output string, others int) {
				t.Helper()
				output = acctest.Unwrap(output)
				for text, want := range map[string]int{"Error: ": others + 1, row.says: 1, also: others} {
					if n := strings.Count(output, text); n != want {
						t.Errorf("%q is said %d times, want %d, in:\n%s", text, n, want, output)
					}
				}
				if n := len(cloud.Requests()); n != 1 {
					t.Errorf("%d requests with credentials that were refused, want one", n)
				}
			}
			checkRefused(planned, 0)

			w.Configure(t, providerBlock(append(arguments, "plan_checks = false")...)+serviceCount(10))
			cloud.ResetRequests()
			w.Must(t, "plan", "-out=saved.plan")
			if n := len(cloud.Requests()); n != 0 {
				t.Errorf("%d requests of a plan without checks, want none", n)
			}
			applied, _ := w.CLI(t, "apply", "saved.plan")
			checkRefused(applied, 9)
			searchSecrets(t, w, planned+applied, []string{"Secret-of-mine"}, "main.tf", "saved.plan")
		})
	}
}

func providerBlock(arguments ...string) string {
	return "provider \"opentelekomcloud\" {\n  " + block(arguments...) + "\n}\n"
}

// A plan needs no connection to the cloud and no credentials that are known only during apply.
func TestAccPlanWithoutSession(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	cloud := acctest.New(t, emulator.Options{})
	own := cloud.Owner()
	closed := httptest.NewServer(nil)
	closed.Close()
	var requests atomic.Int64
	down := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	t.Cleanup(down.Close)
	with := func(url, password string) string {
		return providerBlock(arg("auth_url", url+"/v3"), arg("region", "eu-de"), arg("user_name", own.UserName),
			"password = "+password, arg("domain_name", own.DomainName), arg("tenant_name", own.ProjectName), "max_retries = 0")
	}
	known := strconv.Quote(own.Password)
	const warning = "Warning: The credentials are not checked"
	for name, test := range map[string]struct {
		config   string
		warnings int
	}{
		"not reachable": {with(closed.URL, known) + serviceCount(10), 1},
		"outage":        {with(down.URL, known) + serviceCount(10), 1},
		"unknown password": {
			with(closed.URL, "terraform_data.password.output") + "resource \"terraform_data\" \"password\" {\n  input = " + known + "\n}\n" +
				serviceCount(10), 0,
		},
		"nothing to create": {with(closed.URL, known) + serviceCount(0), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := acctest.NewWorkspace(t, test.config)
			output := w.Must(t, "plan")
			if n := strings.Count(output, warning); n != test.warnings {
				t.Errorf("%q is said %d times, want %d, in:\n%s", warning, n, test.warnings, output)
			}
			if n := requests.Load(); name == "outage" && n != 1 {
				t.Errorf("%d requests while IAM is down, want 1", n)
			}
		})
	}
}

// The entry of clouds.yaml that the argument cloud selects is not mixed with the account of the environment.
func TestAccTwoAccounts(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	for name, test := range map[string]struct {
		wrongPassword bool
	}{
		"right password": {false},
		"wrong password": {true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			consumer := cloud.Consumer()
			if test.wrongPassword {
				consumer.Password = "not-the-password"
			}
			w := acctest.NewProcessWorkspace(t, providerBlock(arg("cloud", "consumer"))+serviceConfig,
				append(cloud.Environ(cloud.URL, cloud.Owner()), "OS_CLIENT_CONFIG_FILE=clouds.yaml")...)
			entry := fmt.Sprintf("clouds:\n  consumer:\n    region_name: eu-de\n    auth: {auth_url: %s/v3, username: %s, "+
				"password: %q, user_domain_name: %s, project_name: %s}\n",
				cloud.URL, consumer.UserName, consumer.Password, consumer.DomainName, consumer.ProjectName)
			if err := os.WriteFile(filepath.Join(w.Dir, "clouds.yaml"), []byte(entry), 0o600); err != nil {
				t.Fatal(err)
			}
			output, code := w.CLI(t, "apply", "-auto-approve")
			output = acctest.Unwrap(output)
			services := cloud.Services()
			if test.wrongPassword {
				if code == 0 || len(services) != 0 || !strings.Contains(output, `as user "`+consumer.UserName+`"`) {
					t.Errorf("exit code %d, services %+v, and:\n%s", code, services, output)
				}
				return
			}
			if code != 0 || len(services) != 1 || services[0].ProjectID != consumer.ProjectID {
				t.Errorf("exit code %d, services %+v, and:\n%s", code, services, output)
			}
			for _, text := range []string{"Warning: Environment variables are not used", "OS_USERNAME", "OS_PASSWORD", `"consumer"`} {
				if !strings.Contains(output, text) {
					t.Errorf("%q is not said in:\n%s", text, output)
				}
			}
		})
	}
}
