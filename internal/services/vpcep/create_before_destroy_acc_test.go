package vpcep_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const createFirst = "lifecycle {\n    create_before_destroy = true\n  }"

// settled is a resource that stands for a fact about a service: that an account is permitted, or that an endpoint is
// accepted. Its destruction ends what the fact says, also if another resource stands for the same.
type settled struct {
	address string
	cloud   func(*testing.T) *acctest.Cloud
	config  func(name string, more ...string) string
	// inForce fails the test unless the fact is true in the cloud.
	inForce func(*testing.T, *acctest.Cloud)
}

var settledResources = map[string]settled{
	"permission": {
		address: "opentelekomcloud_vpcep_service_permission",
		cloud: func(t *testing.T) *acctest.Cloud {
			t.Helper()
			cloud := acctest.New(t, emulator.Options{})
			cloud.AddService(emulator.Service{ID: askingServiceID})
			return cloud
		},
		config: func(name string, more ...string) string {
			return fmt.Sprintf("resource \"opentelekomcloud_vpcep_service_permission\" %q {\n  service_id = %q\n  permission = %q\n  %s\n}\n",
				name, askingServiceID, accountA, strings.Join(more, "\n  "))
		},
		inForce: func(t *testing.T, cloud *acctest.Cloud) {
			t.Helper()
			checkPermissions(t, cloud, askingServiceID, domain+accountA)
		},
	},
	"connection": {
		address: "opentelekomcloud_vpcep_connection",
		cloud: func(t *testing.T) *acctest.Cloud {
			t.Helper()
			return asked(t, emulator.Options{})
		},
		config: func(name string, more ...string) string {
			return fmt.Sprintf("resource \"opentelekomcloud_vpcep_connection\" %q {\n  service_id = %q\n  endpoint_id = %q\n"+
				"  status = \"accepted\"\n  reject_on_delete = true\n  %s\n}\n",
				name, askingServiceID, waitingEndpointID, strings.Join(more, "\n  "))
		},
		inForce: func(t *testing.T, cloud *acctest.Cloud) {
			t.Helper()
			if err := endpointIs(t, cloud, emulator.StatusAccepted)(nil); err != nil {
				t.Error(err)
			}
		},
	},
}

// A resource that is replaced by an equal one does not undo the new one, in either order.
func TestAccReplacedByTheSame(t *testing.T) {
	t.Parallel()
	for name, r := range settledResources {
		for order, more := range map[string]string{"create first": createFirst, "destroy first": ""} {
			t.Run(name+", "+order, func(t *testing.T) {
				t.Parallel()
				cloud := r.cloud(t)
				w := acctest.NewWorkspace(t, cloud.Provider()+r.config("test", more))
				w.Must(t, "apply", "-auto-approve")
				w.Must(t, "apply", "-auto-approve", "-replace="+r.address+".test")
				r.inForce(t, cloud)
				w.Must(t, "plan", "-detailed-exitcode")
				w.Must(t, "destroy", "-auto-approve")
				if t.Failed() {
					return
				}
				switch name {
				case "permission":
					checkPermissions(t, cloud, askingServiceID)
				case "connection":
					if err := endpointIs(t, cloud, emulator.StatusRejected)(nil); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
}

// One resource replaces another one of the same permission or connection, in either order.
func TestAccMovedWithoutMovedBlock(t *testing.T) {
	t.Parallel()
	const (
		waits = "resource \"terraform_data\" \"first\" {\n  provisioner \"local-exec\" {\n    command = \"sleep 1\"\n  }\n}\n"
		after = "depends_on = [terraform_data.first]"
	)
	for name, r := range settledResources {
		for order, test := range map[string]struct{ first, more, faults string }{
			"at once":       {},
			"destroy first": {first: waits, more: after},
			"either late":   {faults: "change-permissions EndPoint.3045 times=1\nchange-connection 503 times=1"},
		} {
			t.Run(name+", "+order, func(t *testing.T) {
				t.Parallel()
				cloud := r.cloud(t)
				w := acctest.NewWorkspace(t, cloud.Provider()+r.config("old"))
				w.Must(t, "apply", "-auto-approve")
				cloud.AddFaults(t, test.faults)
				w.Configure(t, cloud.Provider()+test.first+r.config("new", test.more))
				w.Must(t, "apply", "-auto-approve")
				r.inForce(t, cloud)
				w.Must(t, "plan", "-detailed-exitcode")
			})
		}
	}
}

// A permission that is unknown at plan is replaced, and may turn out to be the same.
func TestAccServicePermissionUnknownAtPlan(t *testing.T) {
	t.Parallel()
	for order, arguments := range map[string]string{"destroy first": "", "create first": createFirst} {
		for _, test := range []struct{ was, is, permitted string }{
			{accountA, domain + accountA, accountA},
			{domain + accountA, accountA, accountA},
			{accountA, domain + accountB, accountB},
		} {
			for _, otherService := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s to %s, other service %t, %s", test.was, test.is, otherService, order), func(t *testing.T) {
					t.Parallel()
					cloud := acctest.New(t, emulator.Options{})
					id, other := cloud.AddService(emulator.Service{}), cloud.AddService(emulator.Service{})
					config := func(value, serviceID string) string {
						return cloud.Provider() + laterConfig(quoted(value)) + permissionBlock("test", serviceID, later, arguments)
					}
					w := acctest.NewWorkspace(t, config(test.was, id))
					w.Must(t, "apply", "-auto-approve")
					if otherService {
						id = other
					}
					w.Configure(t, config(test.is, id))
					w.Must(t, "apply", "-auto-approve")
					w.Must(t, "plan", "-detailed-exitcode")
					checkPermissions(t, cloud, id, domain+test.permitted)
				})
			}
		}
	}
}
