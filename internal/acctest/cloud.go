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

// IDs for test configurations. The emulator accepts any ID here.
const (
	VPCID     = "4189d3c2-8882-4871-a3c2-d380272eed80"
	PortID    = "4189d3c2-8882-4871-a3c2-d380272eed88"
	OtherPort = "5189d3c2-8882-4871-a3c2-d380272eed89"
	SubnetID  = "61881173-3899-4981-a700-170253d469b6"
)

// Cloud is the cloud that a test runs against.
type Cloud struct {
	*emulator.Emulator        // nil for the real cloud
	URL                string // of the emulator
}

// New starts an emulator for a test. It skips the test if there is no CLI, or with OTC_ACC=1.
func New(t *testing.T, options emulator.Options) *Cloud {
	t.Helper()
	// Tests search texts for secrets. The digits of a random passcode are in other numbers by chance.
	return restore(t, options, emulator.State{Accounts: []emulator.Account{
		{Name: "owner", Passcode: "passcode-of-the-owner"}, {Name: "consumer", Passcode: "passcode-of-the-consumer"},
	}})
}

// NewFromFile is New for an emulator that starts with the state in a file.
func NewFromFile(t *testing.T, options emulator.Options, file string) *Cloud {
	t.Helper()
	text, err := os.ReadFile(file) //nolint:gosec // a file of the repository
	if err != nil {
		t.Fatal(err)
	}
	state, err := emulator.ParseState(text)
	if err != nil {
		t.Fatal(err)
	}
	return restore(t, options, state)
}

func restore(t *testing.T, options emulator.Options, state emulator.State) *Cloud {
	t.Helper()
	CLI(t)
	if realCloud() {
		t.Skip("requires the emulator")
	}
	cloud, err := emulator.Restore(options, state)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(cloud)
	t.Cleanup(server.Close)
	return &Cloud{Emulator: cloud, URL: server.URL}
}

// Any returns the real cloud with OTC_ACC=1, or else starts an emulator.
func Any(t *testing.T, options emulator.Options) *Cloud {
	t.Helper()
	if !realCloud() {
		return New(t, options)
	}
	CLI(t)
	return &Cloud{}
}

func realCloud() bool { return os.Getenv("OTC_ACC") == "1" }

// AddFaults adds fault rules to the emulator, one per line. The syntax is that of emulator.ParseFault.
func (c *Cloud) AddFaults(t *testing.T, rules string) {
	t.Helper()
	for line := range strings.Lines(rules) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		fault, err := emulator.ParseFault(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		c.AddFault(fault)
	}
}

// Test runs a test case with the provider in this process. Test cases can run in parallel.
func (c *Cloud) Test(t *testing.T, test resource.TestCase) {
	t.Helper()
	CLI(t)
	test.IsUnitTest = true
	if test.ProtoV6ProviderFactories == nil {
		test.ProtoV6ProviderFactories = Factories()
	}
	resource.Test(t, test)
}

// Factories returns provider factories for terraform-plugin-testing. Like a run of the CLI, each call gets a new provider.
func Factories() map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"opentelekomcloud": func() (tfprotov6.ProviderServer, error) { return provider.NewServer("test"), nil },
	}
}

// Provider returns a provider block for the owner's account, with optional further arguments.
func (c *Cloud) Provider(more ...string) string {
	if c.Emulator == nil {
		return "provider \"opentelekomcloud\" {\n" + strings.Join(more, "\n") + "\n}\n"
	}
	return c.block("", c.Owner(), more)
}

// ConsumerProvider returns a provider block for the consumer's account, with the alias "consumer".
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

// FromEnv returns an environment variable if tests run in the real cloud, and the emulated value otherwise. It skips the
// test if the variable is not set.
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
