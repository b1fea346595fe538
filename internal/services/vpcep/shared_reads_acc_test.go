package vpcep_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// several returns a configuration of several services with the given arguments.
func several(cloud *acctest.Cloud, count int, more ...string) string {
	return cloud.Provider() + fmt.Sprintf(`
resource "opentelekomcloud_vpcep_service" "test" {
  count       = %d
  port_id     = %q
  vpc_id      = %q
  server_type = "VM"
  ports       = [{ client_port = 1000 + count.index, server_port = 2000 + count.index }]
  %s
}
`, count, acctest.PortID, acctest.VPCID, strings.Join(more, "\n  "))
}

// What lists do not say is read in detail: lists lag behind, omit fields, fail or are forbidden. Nothing is planned, and every
// change from outside is noticed.
func TestAccSharedReads(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]emulator.Options{
		"lists lag":              {Lag: emulator.Lag{Lists: 5 * time.Second}},
		"details lag":            {Lag: emulator.Lag{Details: 2 * time.Second}},
		"both lag":               {Lag: emulator.Lag{Lists: 5 * time.Second, Details: 2 * time.Second}},
		"lists omit tags":        {OmitInLists: []string{"tags"}},
		"lists omit description": {OmitInLists: []string{"description"}},
		"lists omit an optional field that has no value": {OmitInLists: []string{"vip_port_id", "tcp_proxy"}},
		"lists are forbidden":                            {},
		"lists fail":                                     {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const many = 6
			options.Delays = emulator.Delays{Create: time.Second, Update: time.Second, Delete: time.Second}
			cloud := acctest.New(t, options)
			switch name {
			case "lists are forbidden":
				cloud.AddFaults(t, "list-services 403")
			case "lists fail":
				cloud.AddFaults(t, "list-services 502")
			}
			w := acctest.NewWorkspace(t, several(cloud, many, `tags = { a = count.index }`, `description = "x"`))
			w.Must(t, "apply", "-auto-approve")
			w.Must(t, "plan", "-detailed-exitcode")
			w.Configure(t, several(cloud, many, `tags = { b = count.index }`, `description = "y"`))
			w.Must(t, "apply", "-auto-approve")
			w.Must(t, "plan", "-detailed-exitcode")

			var ids []string
			for _, s := range cloud.Services() {
				ids = append(ids, s.ID)
			}
			for id, edit := range map[string]func(*emulator.Service){
				ids[1]: func(s *emulator.Service) { s.Tags = nil },
				ids[2]: func(s *emulator.Service) { s.Description = "z" },
				ids[3]: func(s *emulator.Service) { s.TCPProxy = "toa_open" },
			} {
				if err := cloud.EditService(id, edit); err != nil {
					t.Fatal(err)
				}
			}
			cloud.RemoveService(ids[4])
			applyUntil(t, w, func() bool {
				restored := 0
				for _, s := range cloud.Services() {
					if len(s.Tags) == 1 && s.Description == "y" && s.TCPProxy == "close" && s.Status == emulator.StatusAvailable {
						restored++
					}
				}
				return restored == many
			})
			w.Must(t, "plan", "-detailed-exitcode")
			w.Must(t, "destroy", "-auto-approve")
			if left := cloud.Services(); len(left) != 0 {
				t.Errorf("%d services are left over", len(left))
			}
		})
	}
}

// applyUntil applies until the cloud is as configured: what others change is noticed when the cloud shows it.
func applyUntil(t *testing.T, w *acctest.Workspace, configured func() bool) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !configured(); {
		if time.Now().After(deadline) {
			t.Fatalf("the changes were not undone; the plan is\n%s", w.Must(t, "plan"))
		}
		w.Must(t, "apply", "-auto-approve")
	}
}
