package vpcep_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// setsConfig is a service whose ports and permissions are written in some order.
func setsConfig(ports, permissions []string) string {
	return fmt.Sprintf(`
resource "opentelekomcloud_vpcep_service" "test" {
  port_id     = %q
  vpc_id      = %q
  server_type = "VM"
  ports       = [%s]
  permissions = [%s]
}
`, acctest.PortID, acctest.VPCID, strings.Join(ports, ",\n"), strings.Join(permissions, ",\n"))
}

// unchanged checks that a plan changes nothing.
func unchanged(t *testing.T, w *acctest.Workspace, what string) {
	t.Helper()
	if output, code := w.CLI(t, "plan", "-detailed-exitcode"); code != 0 {
		t.Errorf("%s is a change:\n%s", what, output)
	}
}

// Neither the order of ports and permissions is a change, nor whether a protocol is written out or given twice, nor an import.
func TestAccServiceSetsHaveNoOrder(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	permissions := []string{`"iam:domain::b"`, `"iam:domain::a"`, `"*"`}
	w := acctest.NewWorkspace(t, cloud.Provider()+setsConfig([]string{
		`{ client_port = 443, server_port = 1 }`, `{ client_port = 53, server_port = 53, protocol = "UDP" }`,
		`{ client_port = 53, server_port = 54 }`, `{ client_port = 8080, server_port = 80 }`,
	}, permissions))
	w.Must(t, "apply", "-auto-approve")
	unchanged(t, w, "what was applied")

	written := []string{
		`{ client_port = 8080, server_port = 80, protocol = "TCP" }`, `{ client_port = 53, server_port = 54, protocol = "TCP" }`,
		`{ client_port = 443, server_port = 1, protocol = "TCP" }`, `{ client_port = 53, server_port = 53, protocol = "UDP" }`,
	}
	slices.Reverse(permissions)
	w.Configure(t, cloud.Provider()+setsConfig(written, append(permissions, permissions...)))
	unchanged(t, w, "another order")
	w.Configure(t, cloud.Provider()+setsConfig(append(written, written[1]), permissions))
	unchanged(t, w, "a mapping that is given twice")
	reorderState(t, w)
	unchanged(t, w, "a state in another order")

	id := onlyService(t, cloud).ID
	w.Must(t, "state", "rm", service)
	w.Must(t, "import", service, id)
	unchanged(t, w, "an import")

	// Mappings change their protocol; which of them is written out tells nothing.
	w.Configure(t, cloud.Provider()+setsConfig([]string{
		`{ client_port = 53, server_port = 54, protocol = "UDP" }`, `{ client_port = 53, server_port = 53 }`,
		`{ client_port = 443, server_port = 1 }`, `{ client_port = 443, server_port = 2, protocol = "UDP" }`,
	}, permissions))
	w.Must(t, "apply", "-auto-approve")
	unchanged(t, w, "what was applied again")
	got := []string{}
	for _, p := range onlyService(t, cloud).Ports {
		got = append(got, fmt.Sprintf("%s %d %d", p.Protocol, p.ClientPort, p.ServerPort))
	}
	slices.Sort(got)
	if want := []string{"TCP 443 1", "TCP 53 53", "UDP 443 2", "UDP 53 54"}; !slices.Equal(got, want) {
		t.Errorf("the cloud has %v, want %v", got, want)
	}
}

// reorderState reverses the lists in the state, as an earlier version of the provider, or another of Terraform, may have
// written them.
func reorderState(t *testing.T, w *acctest.Workspace) {
	t.Helper()
	path := filepath.Join(w.Dir, "terraform.tfstate")
	raw, err := os.ReadFile(path) //nolint:gosec // of this test
	if err != nil {
		t.Fatal(err)
	}
	var state map[string]any
	if err := json.Unmarshal(raw, &state); err != nil {
		t.Fatal(err)
	}
	reversed := 0
	var visit func(v any)
	visit = func(v any) {
		object, _ := v.(map[string]any)
		for name, value := range object {
			if list, ok := value.([]any); ok {
				for _, element := range list {
					visit(element)
				}
				if name == "ports" || name == "permissions" {
					slices.Reverse(list)
					reversed++
				}
			}
			visit(value)
		}
	}
	visit(state)
	if raw, err = json.Marshal(state); err != nil || reversed != 2 {
		t.Fatalf("%d lists, %v", reversed, err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// As many mappings as a service can have, and many permissions.
func TestAccServiceLargeSets(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	var ports, permissions []string
	for i := range 200 {
		ports = append(ports, fmt.Sprintf("{ client_port = %d, server_port = %d }", 1+(i*7919)%65535, i+1))
	}
	for i := range 300 {
		permissions = append(permissions, fmt.Sprintf(`"iam:domain::%032x"`, i*7919))
	}
	w := acctest.NewWorkspace(t, cloud.Provider()+setsConfig(ports, permissions))
	w.Must(t, "apply", "-auto-approve")
	slices.Reverse(ports)
	slices.Reverse(permissions)
	w.Configure(t, cloud.Provider()+setsConfig(ports, permissions))
	unchanged(t, w, "another order")
	w.Configure(t, cloud.Provider()+setsConfig(ports[1:], permissions[1:]))
	w.Must(t, "apply", "-auto-approve")
	if n := len(onlyService(t, cloud).Ports); n != 199 {
		t.Errorf("the cloud has %d mappings, want 199", n)
	}
}
