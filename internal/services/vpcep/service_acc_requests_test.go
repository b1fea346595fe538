package vpcep_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func noServices(cloud *acctest.Cloud) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if left := cloud.Services(); len(left) > 0 {
			return fmt.Errorf("%d services are left behind", len(left))
		}
		return nil
	}
}

// ops lists the operations that were requested, with consecutive reads as one.
func ops(cloud *acctest.Cloud) []string {
	var list []string
	for _, r := range cloud.Requests() {
		if n := len(list); n > 0 && list[n-1] == r.Op && r.Op == "show-service" {
			continue
		}
		list = append(list, r.Op)
	}
	return list
}

// Each command sends only the requests that it needs.
func TestAccServiceRequests(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Create: time.Second, Delete: time.Second}})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`tags = { a = "1" }`))
	steps := []struct {
		name   string
		config string
		args   []string
		want   []string
	}{
		{"validate", "", []string{"validate"}, nil},
		{"plan of a create", "", []string{"plan"}, []string{"create-token", "list-services", "list-quotas"}},
		{
			"create", "", []string{"apply", "-auto-approve"},
			[]string{
				"create-token", "list-services", "list-quotas", "create-token", "list-services", "list-quotas", "create-service", "show-service",
			},
		},
		{"refresh", "", []string{"plan", "-detailed-exitcode"}, []string{"create-token", "show-service"}},
		{
			"change", serviceConfig(`tags = { a = "1" }`, `service_name = "web"`), []string{"apply", "-auto-approve", "-refresh=false"},
			[]string{"create-token", "update-service"},
		},
		{
			"change of tags", serviceConfig(`tags = { b = "2" }`, `service_name = "web"`), []string{"apply", "-auto-approve", "-refresh=false"},
			[]string{"create-token", "change-tags", "change-tags", "show-service"},
		},
		{"destroy", "", []string{"destroy", "-auto-approve", "-refresh=false"}, []string{"create-token", "delete-service", "show-service"}},
	}
	for _, step := range steps {
		if step.config != "" {
			w.Configure(t, cloud.Provider()+step.config)
		}
		cloud.ResetRequests()
		w.Must(t, step.args...)
		if diff := cmp.Diff(step.want, ops(cloud)); diff != "" {
			t.Errorf("%s: requests (-want +got):\n%s", step.name, diff)
		}
		if n := cloud.Connections(); n > max(1, cloud.Count("create-token")) {
			t.Errorf("%s: %d connections, want one for each process of the provider", step.name, n)
		}
	}
}
