package vpcep_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// Each command sends only the requests that it needs.
func TestAccEndpointRequests(t *testing.T) {
	t.Parallel()
	cloud := consumed(t, emulator.Options{})
	config := func(more ...string) string {
		return asConsumer(cloud, endpointConfig(openServiceID, inSubnet(more...)))
	}
	apply := []string{"apply", "-auto-approve", "-refresh=false"}
	w := acctest.NewWorkspace(t, config(`tags = { a = "1" }`))
	for _, step := range []struct {
		name   string
		config string
		args   []string
		want   []string
	}{
		{"plan of a create", "", []string{"plan"}, []string{"create-token", "list-quotas"}},
		{"create", "", apply, []string{"create-token", "list-quotas", "create-token", "list-quotas", "create-endpoint", "show-endpoint"}},
		{"refresh", "", []string{"plan", "-detailed-exitcode"}, []string{"create-token", "show-endpoint"}},
		{"change of tags", config(`tags = { b = "2" }`), apply, []string{"create-token", "change-tags", "change-tags", "show-endpoint"}},
		{"own change", config(`tags = { b = "2" }`, `timeouts = { delete = "5m" }`), apply, nil},
		{"destroy", "", []string{"destroy", "-auto-approve", "-refresh=false"}, []string{"create-token", "delete-endpoint", "show-endpoint"}},
	} {
		if step.config != "" {
			w.Configure(t, step.config)
		}
		cloud.ResetRequests()
		w.Must(t, step.args...)
		if diff := cmp.Diff(step.want, ops(cloud)); diff != "" {
			t.Errorf("%s: requests (-want +got):\n%s", step.name, diff)
		}
	}
}

// Many equal endpoints, under faults: each resource has its own.
func TestAccEndpointsAlike(t *testing.T) {
	t.Parallel()
	cloud := consumed(t, emulator.Options{Seed: 7})
	cloud.AddFaults(t,
		"create-endpoint reset-after probability=0.2\nshow-endpoint 502 probability=0.05\ndelete-endpoint reset-after probability=0.1",
	)
	const many = 20
	w := acctest.NewWorkspace(t, asConsumer(cloud, endpointConfig(openServiceID, inSubnet("count = 20"))))
	w.Must(t, "apply", "-auto-approve", "-parallelism=20")
	ids := map[any]bool{}
	for _, instance := range w.State(t) {
		ids[instance.Values["id"]] = true
	}
	if n := len(cloud.Endpoints()); n != many || len(ids) != many {
		t.Errorf("%d endpoints in the cloud, %d in the state, want %d", n, len(ids), many)
	}
	w.Must(t, "destroy", "-auto-approve", "-parallelism=20")
	if n := len(cloud.Endpoints()); n != 0 {
		t.Errorf("%d endpoints are left over", n)
	}
}
