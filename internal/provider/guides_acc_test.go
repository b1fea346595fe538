package provider_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// applied applies a workspace, whose next plan must then be empty.
func applied(t *testing.T, w *acctest.Workspace, args ...string) {
	t.Helper()
	w.Must(t, append([]string{"apply", "-auto-approve"}, args...)...)
	w.Must(t, append([]string{"plan", "-detailed-exitcode"}, args...)...)
}

func outputsOf(t *testing.T, w *acctest.Workspace) map[string]any {
	t.Helper()
	encoded := map[string]struct{ Value any }{}
	if err := json.Unmarshal([]byte(w.Must(t, "output", "-json")), &encoded); err != nil {
		t.Fatal(err)
	}
	outputs := map[string]any{}
	for name, output := range encoded {
		outputs[name] = output.Value
	}
	return outputs
}

// "Getting started" connects a service and an endpoint of one account.
func TestAccGuideGettingStarted(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	for folder, official := range map[string]bool{"getting-started": false, "getting-started-official": true} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			env := cloud.Environ(cloud.URL, cloud.Owner())
			if official {
				env = append(env, acctest.OfficialProvider(t))
			}
			w := example(t, filepath.Join("guides", folder), env...)
			applied(t, w)
			endpoints := cloud.Endpoints()
			if len(endpoints) != 1 || endpoints[0].Status != emulator.StatusAccepted {
				t.Errorf("endpoints: %+v", endpoints)
			}
			want := map[bool]string{false: endpoints[0].IP + ":443", true: "6e9dfd51d1124e8d8498dce894923a0d"}[official]
			for name, value := range outputsOf(t, w) {
				if value != want {
					t.Errorf("the output %s is %v, want %s", name, value, want)
				}
			}
			w.Must(t, "destroy", "-auto-approve")
			nothingLeft(t, cloud)
		})
	}
}

// "Offering a service to another account": the steps of both accounts, in their order.
func TestAccGuideOfferingAService(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	cloud := acctest.New(t, emulator.Options{})
	owner := example(t, "guides/offering-a-service/owner", cloud.Environ(cloud.URL, cloud.Owner())...)
	decisions := example(t, "guides/offering-a-service/decisions", cloud.Environ(cloud.URL, cloud.Owner())...)
	consumer := example(t, "guides/offering-a-service/consumer", cloud.Environ(cloud.URL, cloud.Consumer())...)
	partners := `-var=partners={ acme = "` + cloud.Consumer().DomainID + `" }`

	status := func(want string) {
		t.Helper()
		endpoints := cloud.Endpoints()
		if len(endpoints) != 1 || endpoints[0].Status != want {
			t.Fatalf("endpoints: %+v, want one that is %s", endpoints, want)
		}
	}
	applied(t, owner, partners)
	name, _ := outputsOf(t, owner)["service_name"].(string)
	applied(t, consumer, "-var=service_name="+name)
	status(emulator.StatusPendingAcceptance)

	applied(t, decisions, partners)
	status(emulator.StatusAccepted)
	consumer.Must(t, "apply", "-auto-approve", "-refresh-only", "-var=service_name="+name)
	outputs := outputsOf(t, consumer)
	if names, _ := outputs["domain_names"].([]any); outputs["status"] != "accepted" || outputs["address"] == "" || len(names) == 0 {
		t.Errorf("outputs of the consumer: %v", outputs)
	}

	plan := owner.Must(t, "plan", "-var=partners={}")
	if !strings.Contains(plan, "Warning: ") || !strings.Contains(plan, cloud.Endpoints()[0].ID) {
		t.Errorf("the plan does not warn that it disconnects the endpoint:\n%s", plan)
	}
	applied(t, owner, "-var=partners={}")
	status(emulator.StatusRejected)
	applied(t, decisions, "-var=partners={}")
	status(emulator.StatusRejected)

	consumer.Must(t, "destroy", "-auto-approve", "-var=service_name="+name)
	owner.Must(t, "destroy", "-auto-approve", "-var=partners={}")
	nothingLeft(t, cloud)
}

// "Public services and DNS".
func TestAccGuidePublicServices(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	cloud := acctest.New(t, emulator.Options{})
	cloud.AddService(emulator.Service{ID: "4189d3c2-8882-4871-a3c2-d380272eed81", Name: "shop"})
	for folder, endpoints := range map[string]int{"public-services": 2, "public-services-dns": 1} {
		env := append(cloud.Environ(cloud.URL, cloud.Owner()), acctest.OfficialProvider(t))
		w := example(t, filepath.Join("guides", folder), env...)
		applied(t, w)
		if got := cloud.Endpoints(); len(got) != endpoints {
			t.Errorf("%s: endpoints %+v", folder, got)
		}
		for _, instance := range w.State(t) {
			if records, ok := instance.Values["records"].([]any); ok && records[0] != cloud.Endpoints()[0].IP {
				t.Errorf("the records are %v", records)
			}
		}
		w.Must(t, "destroy", "-auto-approve")
	}
}

// "CI and GitOps": the exit codes of the scripts tell a pipeline what to do.
func TestAccGuidePipelines(t *testing.T) {
	t.Parallel()
	acctest.CLI(t)
	if _, err := exec.LookPath("jq"); err != nil {
		t.Skip("jq is not on the PATH")
	}
	cloud := acctest.New(t, emulator.Options{})
	w := example(t, "guides/pipelines", cloud.Environ(cloud.URL, cloud.Owner())...)
	exits := func(name string, want int, says ...string) {
		t.Helper()
		output, code := w.Script(t, name)
		if code != want {
			t.Errorf("%s: exit code %d, want %d", name, code, want)
		}
		for _, text := range says {
			if !strings.Contains(output, text) {
				t.Errorf("%s does not print %q:\n%s", name, text, output)
			}
		}
	}
	exits("plan.sh", 2)
	w.Must(t, "apply", "-input=false", "saved.plan")
	exits("plan.sh", 0)
	exits("drift.sh", 0)

	if err := cloud.EditService(cloud.Services()[0].ID, func(s *emulator.Service) { s.Description = "changed by hand" }); err != nil {
		t.Fatal(err)
	}
	exits("drift.sh", 2, "opentelekomcloud_vpcep_service.shop\n")
	exits("plan.sh", 2)

	cloud.AddFaults(t, "create-token 401")
	exits("drift.sh", 1)
	exits("plan.sh", 1)
	cloud.ClearFaults()
	w.Must(t, "destroy", "-auto-approve")
}

// "Testing modules": the script runs the tests of the module on an emulated cloud of its own.
func TestAccGuideTestingModules(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.7", "1.8")
	programs := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "build", "-o", programs, "./internal/emulator/cmd/otc-emulator") //nolint:gosec // constant arguments
	build.Dir, build.Stderr = "../..", t.Output()
	if err := build.Run(); err != nil {
		t.Fatal(err)
	}
	w := example(t, "guides/testing-modules", acctest.Mirror(t))
	output, code := w.Script(t, "test.sh", "PATH="+programs+string(os.PathListSeparator)+os.Getenv("PATH"))
	if want := "4 passed, 0 failed"; code != 0 || !strings.Contains(output, want) {
		t.Errorf("exit code %d, and %q is not said in:\n%s", code, want, output)
	}
}
