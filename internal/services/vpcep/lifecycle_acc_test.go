package vpcep_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// kind is what tests of the life cycle need to know about services and about endpoints.
type kind struct {
	address            string // of the resource in the configuration
	create, show, list string // operations
	delete             string
	cloud              func(t *testing.T, options emulator.Options) *acctest.Cloud
	// provider is the provider block with more arguments, and resource the resource with more arguments.
	provider func(cloud *acctest.Cloud, more ...string) string
	resource func(more ...string) string
	ids      func(cloud *acctest.Cloud) []string
}

// config returns the provider and the resource with the required and the given arguments.
func (k kind) config(cloud *acctest.Cloud, more ...string) string {
	return k.provider(cloud) + k.resource(more...)
}

// kinds are the resources that share the life cycle.
func kinds() map[string]kind {
	return map[string]kind{
		"service": {
			address:  service,
			create:   emulator.OpCreateService,
			show:     emulator.OpShowService,
			list:     emulator.OpListServices,
			delete:   emulator.OpDeleteService,
			cloud:    acctest.New,
			provider: func(cloud *acctest.Cloud, more ...string) string { return cloud.Provider(more...) },
			resource: serviceConfig,
			ids: func(cloud *acctest.Cloud) []string {
				ids := []string{}
				for _, s := range cloud.Services() {
					ids = append(ids, s.ID)
				}
				return ids
			},
		},
		"endpoint": {
			address:  endpoint,
			create:   emulator.OpCreateEndpoint,
			show:     emulator.OpShowEndpoint,
			list:     emulator.OpListEndpoints,
			delete:   emulator.OpDeleteEndpoint,
			cloud:    consumed,
			provider: func(cloud *acctest.Cloud, more ...string) string { return cloud.ConsumerProvider(more...) },
			resource: func(more ...string) string { return endpointConfig(openServiceID, inSubnet(more...)) },
			ids: func(cloud *acctest.Cloud) []string {
				ids := []string{}
				for _, e := range cloud.Endpoints() {
					ids = append(ids, e.ID)
				}
				return ids
			},
		},
	}
}

// eachKind runs a test for services and for endpoints.
func eachKind(t *testing.T, test func(t *testing.T, k kind)) {
	t.Helper()
	for name, k := range kinds() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, k)
		})
	}
}

// mustSay fails unless the output contains every text.
func mustSay(t *testing.T, output string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(acctest.Unwrap(output), text) {
			t.Errorf("%q is not said in:\n%s", text, output)
		}
	}
}

// mustNotSay fails if the output contains one of the texts.
func mustNotSay(t *testing.T, output string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(acctest.Unwrap(output), text) {
			t.Errorf("%q is said in:\n%s", text, output)
		}
	}
}

// mustFail runs the CLI, which must fail, and returns its output.
func mustFail(t *testing.T, w *acctest.Workspace, args ...string) string {
	t.Helper()
	output, code := w.CLI(t, args...)
	if code == 0 {
		t.Fatalf("%s succeeded:\n%s", strings.Join(args, " "), output)
	}
	return output
}

// stateID returns the id of the one resource in the state, and whether it is tainted. The id is "" if it is null, and
// "none" if the state is empty.
func stateID(t *testing.T, w *acctest.Workspace) (id string, tainted bool) {
	t.Helper()
	state := w.State(t)
	if len(state) == 0 {
		return "none", false
	}
	if len(state) > 1 {
		t.Fatalf("the state has %d resources, want one: %+v", len(state), state)
	}
	id, _ = state[0].Values["id"].(string)
	return id, state[0].Status == "tainted"
}

// mustManage checks that the cloud has one object, that the state has its id and is not tainted, and that a plan is empty.
func mustManage(t *testing.T, k kind, cloud *acctest.Cloud, w *acctest.Workspace) {
	t.Helper()
	id, tainted := stateID(t, w)
	if ids := k.ids(cloud); !slices.Equal(ids, []string{id}) || tainted {
		t.Fatalf("the cloud has %v, the state %q, tainted %t", ids, id, tainted)
	}
	w.Must(t, "plan", "-detailed-exitcode")
}

// unknownAfterApply returns the attributes that are "known after apply" in a plan.
func unknownAfterApply(t *testing.T, w *acctest.Workspace) []string {
	t.Helper()
	w.Must(t, "plan", "-out=plan")
	var plan struct {
		ResourceChanges []struct {
			Change struct {
				AfterUnknown map[string]any `json:"after_unknown"`
			}
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal([]byte(w.Must(t, "show", "-json", "plan")), &plan); err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, r := range plan.ResourceChanges {
		for name, unknown := range r.Change.AfterUnknown {
			if unknown == true {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}
