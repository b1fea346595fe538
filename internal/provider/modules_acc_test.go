package provider_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

const examples = "../../examples"

// asynchronous is a cloud in which things take the time that has to be waited for.
var asynchronous = emulator.Options{Delays: emulator.Delays{
	Create: time.Second, Update: time.Second, Delete: time.Second,
	EndpointCreate: time.Second, EndpointDelete: time.Second, Accept: time.Second,
}}

// published is a workspace with the example for authors of modules, in which the CLI installs the provider as it does
// from a registry.
func published(t *testing.T, env ...string) *acctest.Workspace {
	t.Helper()
	return privateService(t, append(env, acctest.Mirror(t))...)
}

// privateService is a workspace with the example for authors of modules.
func privateService(t *testing.T, env ...string) *acctest.Workspace {
	t.Helper()
	return example(t, "private-service", env...)
}

// example is a workspace with a folder of examples/.
func example(t *testing.T, folder string, env ...string) *acctest.Workspace {
	t.Helper()
	w := acctest.NewProcessWorkspace(t, "", env...)
	if err := os.Remove(filepath.Join(w.Dir, "main.tf")); err != nil {
		t.Fatal(err)
	}
	copied := 0
	source := filepath.Join(examples, folder)
	err := filepath.WalkDir(source, func(path string, entry os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == ".terraform": // somebody tried it out there
			return filepath.SkipDir
		case entry.IsDir(), !slices.Contains([]string{".tf", ".hcl", ".tfvars", ".sh"}, filepath.Ext(path)), strings.HasPrefix(entry.Name(), "."):
			return nil
		}
		content, err := os.ReadFile(path) //nolint:gosec // one of the repository
		if err != nil {
			return err
		}
		copied++
		put(t, filepath.Join(w.Dir, strings.TrimPrefix(path, source)), string(content))
		return nil
	})
	if err != nil || copied == 0 {
		t.Fatalf("copy the example: %v", err)
	}
	return w
}

func nothingLeft(t *testing.T, cloud *acctest.Cloud) {
	t.Helper()
	if services, endpoints := cloud.Services(), cloud.Endpoints(); len(services)+len(endpoints) > 0 {
		t.Errorf("left in the cloud: services %+v, endpoints %+v", services, endpoints)
	}
}

// The modules pass their own tests, against a cloud that the environment signs in to.
func TestAccModulesTest(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.6", "1.6")
	for name, want := range map[string]struct {
		runs                int
		services, endpoints int // that the test creates
	}{
		"provider": {runs: 11, services: 1},
		"consumer": {runs: 6, services: 1, endpoints: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, asynchronous)
			w := published(t, cloud.Environ(cloud.URL, cloud.Owner())...)
			in := "-chdir=" + filepath.Join("modules", name)
			w.Must(t, in, "init")
			output := w.Must(t, in, "test")
			if said := fmt.Sprintf("%d passed, 0 failed", want.runs); !strings.Contains(output, said) {
				t.Errorf("%q is not said in:\n%s", said, output)
			}
			if s, e := cloud.Count("create-service"), cloud.Count("create-endpoint"); s != want.services || e != want.endpoints {
				t.Errorf("%d services and %d endpoints were created, want %d and %d", s, e, want.services, want.endpoints)
			}
			nothingLeft(t, cloud)
		})
	}
}

// With dev_overrides, modules are installed without init, which would look for the provider in the registry.
func TestAccModulesWithDevOverrides(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.6", "1.6")
	cloud := acctest.New(t, emulator.Options{})
	w := privateService(t, cloud.Environ(cloud.URL, cloud.Owner())...)
	w.Must(t, "-chdir=modules/consumer", "get")
	w.Must(t, "-chdir=modules/consumer", "test")
	nothingLeft(t, cloud)
}

// A module's test that fails is seen to fail, and leaves nothing behind either.
func TestAccModulesTestFails(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.6", "1.6")
	cloud := acctest.New(t, asynchronous)
	w := published(t, cloud.Environ(cloud.URL, cloud.Owner())...)
	cloud.AddFaults(t, "create-endpoint create-fails code=EndPoint.2041 message=\"no address is free\"")
	w.Must(t, "-chdir=modules/consumer", "init")
	if output, code := w.CLI(t, "-chdir=modules/consumer", "test"); code == 0 || !strings.Contains(output, "no address is free") {
		t.Errorf("exit code %d, and the reason is not said in:\n%s", code, output)
	}
	nothingLeft(t, cloud)
}

// Both modules together connect two accounts, and are taken down again.
func TestAccModulesTogether(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.6", "1.6")
	cloud := acctest.New(t, asynchronous)
	w := published(t, "OS_CLIENT_CONFIG_FILE=clouds.yaml")
	w.Must(t, "fmt", "-check", "-recursive", "-diff")
	owner, consumer := cloud.Owner(), cloud.Consumer()
	clouds := "clouds:\n"
	for name, account := range map[string]emulator.Account{"owner": owner, "consumer": consumer} {
		clouds += fmt.Sprintf(
			"  %s:\n    region_name: eu-de\n    auth:\n      auth_url: %s/v3\n      username: %s\n      password: %q\n      user_domain_name: %s\n      project_name: %s\n",
			name,
			cloud.URL,
			account.UserName,
			account.Password,
			account.DomainName,
			account.ProjectName,
		)
	}
	put(t, filepath.Join(w.Dir, "clouds.yaml"), clouds)
	with := []string{"-var-file=emulator.tfvars", "-var=consumer_domain_id=" + consumer.DomainID}

	w.Must(t, "init")
	w.Must(t, append([]string{"apply", "-auto-approve"}, with...)...)
	services, endpoints := cloud.Services(), cloud.Endpoints()
	if len(services) != 1 || services[0].ProjectID != owner.ProjectID {
		t.Fatalf("services: %+v", services)
	}
	if len(endpoints) != 1 || endpoints[0].ProjectID != consumer.ProjectID || endpoints[0].Status != emulator.StatusAccepted {
		t.Fatalf("endpoints: %+v", endpoints)
	}
	outputs := map[string]struct{ Value any }{}
	if err := json.Unmarshal([]byte(w.Must(t, "output", "-json")), &outputs); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{"service_name": "eu-de.shop." + services[0].ID, "status": "accepted", "ip": endpoints[0].IP} {
		if got := outputs[name].Value; got != want {
			t.Errorf("output %s is %v, want %v", name, got, want)
		}
	}
	if name, _ := outputs["dns_name"].Value.(string); !strings.Contains(name, endpoints[0].ID) {
		t.Errorf("output dns_name is %v", outputs["dns_name"].Value)
	}
	if output, code := w.CLI(t, append([]string{"plan", "-detailed-exitcode"}, with...)...); code != 0 {
		t.Errorf("the second plan ends with %d:\n%s", code, output)
	}
	w.Must(t, append([]string{"destroy", "-auto-approve"}, with...)...)
	nothingLeft(t, cloud)
}

var imported = regexp.MustCompile(`(?m)^(\s*to\s*=\s*)`)

// Every example of a resource or a data source is valid when it is pasted. Each is a module of its own here, so that one
// run of the CLI sees all of them; the imports, which only the root may have, lead into these.
func TestAccExamplesAreValid(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.5", "1.5") // import blocks
	settings, err := os.ReadFile(filepath.Join(examples, "provider", "provider.tf"))
	if err != nil {
		t.Fatal(err)
	}
	identities, err := acctest.CLIVersion(t).Supports("1.12", "1.12")
	if err != nil {
		t.Fatal(err)
	}
	w := acctest.NewProcessWorkspace(t, string(settings), acctest.Mirror(t))
	for _, kind := range []string{"resources", "data-sources"} {
		files, err := filepath.Glob(filepath.Join(examples, kind, "*", "*.tf"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file) //nolint:gosec // one of the repository
			if err != nil {
				t.Fatal(err)
			}
			of, example := filepath.Base(filepath.Dir(file)), strings.TrimSuffix(filepath.Base(file), ".tf")
			if example == "import-by-identity" && !identities {
				continue
			}
			module := kind + "-" + of + "-"
			if strings.HasPrefix(example, "import") { // of an instance of its own: an object has only one import block
				put(t, filepath.Join(w.Dir, module+example+".tf"), fmt.Sprintf("module %q {\n  source = \"./%sresource\"\n}\n", module+example, module)+
					imported.ReplaceAllString(string(content), "${1}module."+module+example+"."))
				continue
			}
			put(t, filepath.Join(w.Dir, module+example+".tf"), fmt.Sprintf("module %q {\n  source = \"./%[1]s\"\n}\n", module+example))
			put(t, filepath.Join(w.Dir, module+example, "main.tf"), string(content))
			if !strings.Contains(string(content), "required_providers") {
				put(t, filepath.Join(w.Dir, module+example, "versions.tf"),
					"terraform {\n  required_providers {\n    opentelekomcloud = {\n      source = \"otc-vpcep/opentelekomcloud\"\n    }\n  }\n}\n")
			}
		}
	}
	w.Must(t, "init")
	w.Must(t, "validate")
}

// All that the provider has is shown in an example.
func TestEveryExample(t *testing.T) {
	t.Parallel()
	has, err := provider.NewServer("test").GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for kind, names := range map[string][]string{
		"resources":    slices.Collect(maps.Keys(has.ResourceSchemas)),
		"data-sources": slices.Collect(maps.Keys(has.DataSourceSchemas)),
		"functions":    slices.Collect(maps.Keys(has.Functions)),
		"actions":      slices.Collect(maps.Keys(has.ActionSchemas)),

		"list-resources": slices.Collect(maps.Keys(has.ListResourceSchemas)),
	} {
		for _, name := range names {
			if files, err := filepath.Glob(filepath.Join(examples, kind, name, "*.tf*")); err != nil || len(files) == 0 {
				t.Errorf("there is no example in %s/%s: %v", kind, name, err)
			}
		}
	}
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil { //nolint:gosec // in the test's own folder
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil { //nolint:gosec // in the test's own folder
		t.Fatal(err)
	}
}
