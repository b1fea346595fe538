package vpcep_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// identified is a resource whose arguments contain ids.
type identified struct {
	address  string
	provider string
	// fixed are the arguments that are not ids; ids are given as HCL expressions.
	fixed string
	ids   map[string]string
	// inPlace are the ids whose change does not replace the resource.
	inPlace []string
	imports func(*testing.T, *acctest.Cloud) string // the import id
}

func (i identified) config(change map[string]string) string {
	kind, name, _ := strings.Cut(i.address, ".")
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nresource %q %q {\n%s\n", i.provider, kind, name, i.fixed)
	for argument, value := range i.ids {
		if changed, ok := change[argument]; ok {
			value = changed
		}
		fmt.Fprintf(&b, "  %s = %s\n", argument, value)
	}
	return b.String() + "}\n"
}

func identifiedResources(cloud *acctest.Cloud) map[string]identified {
	consumer := cloud.ConsumerProvider()
	endpointID := func(t *testing.T, cloud *acctest.Cloud) string {
		t.Helper()
		return onlyEndpoint(t, cloud).ID
	}
	return map[string]identified{
		"service": {
			address: service, provider: cloud.Provider(),
			fixed: "server_type = \"VIP\"\nports = [{ client_port = 8080, server_port = 80 }]",
			ids: map[string]string{
				"port_id": quoted(acctest.PortID), "vpc_id": quoted(acctest.VPCID), "vip_port_id": quoted(acctest.OtherPort),
				"pool_id": quoted("5289d3c2-8882-4871-a3c2-d380272eed80"),
			},
			inPlace: []string{"port_id", "vip_port_id"},
			imports: func(t *testing.T, cloud *acctest.Cloud) string {
				t.Helper()
				for _, s := range cloud.Services() {
					if s.PortID == acctest.PortID {
						return s.ID
					}
				}
				t.Fatal("the service is missing")
				return ""
			},
		},
		"endpoint": {
			address: endpoint, provider: consumer, fixed: "provider = opentelekomcloud.consumer",
			ids: map[string]string{
				"endpoint_service_id": quoted(openServiceID), "vpc_id": quoted(acctest.VPCID), "subnet_id": quoted(acctest.SubnetID),
			},
			imports: endpointID,
		},
		"gateway endpoint": {
			address: endpoint, provider: consumer, fixed: "provider = opentelekomcloud.consumer",
			ids: map[string]string{
				"endpoint_service_id": quoted(gatewayServiceID), "vpc_id": quoted(acctest.VPCID),
				"routetables": "[" + quoted("6416b1df-bbe8-4e51-8fa3-4d169b8cc3aa") + ", " + quoted("7416b1df-bbe8-4e51-8fa3-4d169b8cc3aa") + "]",
			},
			imports: endpointID,
		},
		"connection": {
			address: connection, provider: cloud.Provider(), fixed: `status = "accepted"`,
			ids: map[string]string{"service_id": quoted(askingServiceID), "endpoint_id": quoted(waitingEndpointID)},
			imports: func(*testing.T, *acctest.Cloud) string {
				return askingServiceID + "/" + waitingEndpointID
			},
		},
		"permission": {
			address: permission, provider: cloud.Provider(), fixed: "permission = " + quoted(accountA),
			ids: map[string]string{"service_id": quoted(askingServiceID)},
			imports: func(*testing.T, *acctest.Cloud) string {
				return askingServiceID + "/" + domain + accountA
			},
		},
	}
}

// identifiedCloud returns a cloud with the objects that identifiedResources refer to.
func identifiedCloud(t *testing.T, resource string) *acctest.Cloud {
	t.Helper()
	if resource == "connection" {
		return asked(t, emulator.Options{})
	}
	return consumed(t, emulator.Options{})
}

// Ids are case-insensitive in the cloud, so another case changes nothing, neither in the plan nor in the cloud,
// whether the resource was created or imported.
func TestAccIDsInAnotherCase(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"service", "endpoint", "gateway endpoint", "connection", "permission"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := identifiedCloud(t, name)
			r := identifiedResources(cloud)[name]
			w := acctest.NewWorkspace(t, r.config(nil))
			w.Must(t, "apply", "-auto-approve")
			all := map[string]string{}
			for argument, id := range r.ids {
				upper := strings.ToUpper(id)
				all[argument] = upper
				w.Configure(t, r.config(map[string]string{argument: upper}))
				if output, code := w.CLI(t, "plan", "-detailed-exitcode"); code != 0 {
					t.Errorf("%s in capitals: the plan ended with %d:\n%s", argument, code, output)
				}
			}
			before := w.State(t)
			cloud.ResetRequests()
			w.Configure(t, r.config(all))
			w.Must(t, "apply", "-auto-approve", "-refresh=false")
			if diff := cmp.Diff([]string(nil), ops(cloud)); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
			w.Must(t, "apply", "-auto-approve", "-refresh-only")
			w.Must(t, "plan", "-detailed-exitcode")
			if diff := cmp.Diff(before, w.State(t)); diff != "" {
				t.Errorf("state (-want +got):\n%s", diff)
			}

			w.Must(t, "state", "rm", r.address)
			w.Must(t, "import", r.address, r.imports(t, cloud))
			w.Must(t, "plan", "-detailed-exitcode")
		})
	}
}

// What is unknown at plan and turns out to be the same id changes nothing where the id can change in place, and replaces
// the resource otherwise. Neither may fail.
func TestAccUnknownIDsInAnotherCase(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"service", "endpoint", "gateway endpoint", "connection", "permission"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := identifiedCloud(t, name)
			r := identifiedResources(cloud)[name]
			// The emulator does not normalize ids in paths.
			skip := map[string]bool{"service_id": true, "endpoint_id": true, "endpoint_service_id": true}
			config := func(argument, later string, more string) string {
				r := r
				r.fixed += "\n" + more
				return laterConfig(later) + r.config(map[string]string{argument: "terraform_data.later.output"})
			}
			for argument, id := range r.ids {
				if skip[argument] {
					continue
				}
				w := acctest.NewWorkspace(t, config(argument, id, ""))
				w.Must(t, "apply", "-auto-approve")
				w.Configure(t, config(argument, strings.ToUpper(id), `tags = { other = "change" }`))
				cloud.ResetRequests()
				w.Must(t, "apply", "-auto-approve")
				if n := cloud.Count("update-service"); n > 0 {
					t.Errorf("%s: %d updates of the service", argument, n)
				}
				w.Configure(t, config(argument, id, `tags = { other = "change" }`))
				w.Must(t, "apply", "-auto-approve")
				w.Must(t, "plan", "-detailed-exitcode")
				w.Must(t, "destroy", "-auto-approve")
			}
		})
	}
}
