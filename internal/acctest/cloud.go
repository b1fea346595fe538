package acctest

import (
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// Ids that configurations use where the emulator does not care what they name.
const (
	VPCID     = "4189d3c2-8882-4871-a3c2-d380272eed80"
	PortID    = "4189d3c2-8882-4871-a3c2-d380272eed88"
	OtherPort = "5189d3c2-8882-4871-a3c2-d380272eed89"
	SubnetID  = "61881173-3899-4981-a700-170253d469b6"
)

// Cloud is what one test runs against.
type Cloud struct {
	*emulator.Emulator        // nil where the cloud is the real one
	URL                string // of the emulator
}

// New starts an emulator for one test. It skips the test where there is no CLI, or where tests are to run
// against the real cloud.
func New(t *testing.T, options emulator.Options) *Cloud {
	t.Helper()
	CLI(t)
	if realCloud() {
		t.Skip("needs the emulator")
	}
	cloud := emulator.New(options)
	server := httptest.NewServer(cloud)
	t.Cleanup(server.Close)
	return &Cloud{Emulator: cloud, URL: server.URL}
}

// Any is the real cloud where tests are to run against it, and otherwise an emulator.
func Any(t *testing.T, options emulator.Options) *Cloud {
	t.Helper()
	if !realCloud() {
		return New(t, options)
	}
	CLI(t)
	return &Cloud{}
}

func realCloud() bool { return os.Getenv("OTC_ACC") == "1" }

// Test runs the steps with the provider in this process, beside other tests.
func (c *Cloud) Test(t *testing.T, test resource.TestCase) {
	t.Helper()
	CLI(t)
	test.IsUnitTest = true
	if test.ProtoV6ProviderFactories == nil {
		test.ProtoV6ProviderFactories = Factories()
	}
	resource.Test(t, test)
}

// Factories makes the provider. Each call gives a server of its own, as each run of the CLI does.
func Factories() map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"opentelekomcloud": func() (tfprotov6.ProviderServer, error) { return provider.NewServer("test"), nil },
	}
}

// Provider is the provider's block for the owner's account, with more arguments if given.
func (c *Cloud) Provider(more ...string) string {
	if c.Emulator == nil {
		return "provider \"opentelekomcloud\" {\n" + strings.Join(more, "\n") + "\n}\n"
	}
	return c.block("", c.Owner(), more)
}

// ConsumerProvider is the provider's block for the consumer's account, under the alias "consumer".
func (c *Cloud) ConsumerProvider(more ...string) string {
	return c.block("  alias = \"consumer\"\n", c.Consumer(), more)
}

func (c *Cloud) block(alias string, a emulator.Account, more []string) string {
	return fmt.Sprintf(`
provider "opentelekomcloud" {
%s  auth_url    = "%s/v3"
  region      = "eu-de"
  user_name   = %q
  password    = %q
  domain_name = %q
  tenant_name = %q
  %s
}
`, alias, c.URL, a.UserName, a.Password, a.DomainName, a.ProjectName, strings.Join(more, "\n  "))
}

// FromEnv is a variable of the environment when tests run against the real cloud, and otherwise emulated.
func FromEnv(t *testing.T, name, emulated string) string {
	t.Helper()
	if !realCloud() {
		return emulated
	}
	value := os.Getenv(name)
	if value == "" {
		t.Skipf("%s is not set", name)
	}
	return value
}
