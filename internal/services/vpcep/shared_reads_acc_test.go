// How many reads share a list depends on how fast the provider is. These tests run it as a process of its own, without the race
// detector.

package vpcep_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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

// counts returns the number of requests for each operation.
func counts(cloud *acctest.Cloud) map[string]int {
	n := map[string]int{}
	for _, r := range cloud.Requests() {
		n[r.Op]++
	}
	return n
}

// sharedCounts is counts, without the repetitions of a list that is too old to answer another read: if the machine is busy, a refresh
// takes longer than a list may be used.
func sharedCounts(cloud *acctest.Cloud) map[string]int {
	const usable = 900 * time.Millisecond // a second after it was sent, which is before it arrives
	n, latest := map[string]int{}, map[string]time.Time{}
	for _, r := range cloud.Requests() {
		what := r.Method + r.Path + r.Query
		if before, again := latest[what]; !again || r.Time.Sub(before) < usable {
			n[r.Op]++
		}
		latest[what] = r.Time
	}
	return n
}

// Fifty services share lists while they are created, refreshed and deleted.
func TestAccFiftyServicesRequests(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{
		ServiceQuota: 50, Delays: emulator.Delays{Create: 2500 * time.Millisecond, Delete: time.Second},
	})
	w := acctest.NewProcessWorkspace(t, several(cloud, 50))
	for _, step := range []struct {
		name string
		args []string
		most int
	}{
		{"apply", []string{"apply", "-auto-approve"}, 170},
		{"refresh", []string{"plan", "-detailed-exitcode"}, 8},
		{"destroy", []string{"destroy", "-auto-approve"}, 170},
	} {
		cloud.ResetRequests()
		w.Must(t, step.args...)
		if n := len(cloud.Requests()); n > step.most {
			t.Errorf("%s: %d requests, want at most %d: %v", step.name, n, step.most, counts(cloud))
		}
	}
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
			w := acctest.NewProcessWorkspace(t, several(cloud, many, `tags = { a = count.index }`, `description = "x"`))
			w.Must(t, "apply", "-auto-approve")
			w.Must(t, "plan", "-detailed-exitcode")
			if name == "lists are forbidden" {
				// One for each process, and those that are sent before the first one is answered.
				if n := cloud.Count(emulator.OpListServices); n > 5 {
					t.Errorf("%d lists were tried", n)
				}
			}
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

// Lists leave ignored tags out like details do.
func TestAccSharedReadsIgnoreTags(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	config := strings.Replace(several(cloud, 4, `tags = { a = "1" }`), cloud.Provider(), cloud.Provider(`ignore_tags = { keys = ["system"] }`), 1)
	w := acctest.NewProcessWorkspace(t, config)
	w.Must(t, "apply", "-auto-approve")
	for _, s := range cloud.Services() {
		err := cloud.EditService(s.ID, func(s *emulator.Service) { s.Tags = append(s.Tags, emulator.Tag{Key: "system", Value: "x"}) })
		if err != nil {
			t.Fatal(err)
		}
	}
	w.Must(t, "apply", "-auto-approve") // records updated_at
	cloud.ResetRequests()
	w.Must(t, "plan", "-detailed-exitcode")
	if n := counts(cloud); n[emulator.OpListServices] != 1 || n[emulator.OpShowService] > 2 {
		t.Errorf("requests: %v", n)
	}
}

// The connections of a service are listed once for all that are read, and so are its permissions.
func TestAccSharedReadsOfAService(t *testing.T) {
	t.Parallel()
	cloud := consumed(t, emulator.Options{})
	var config strings.Builder
	config.WriteString(cloud.Provider())
	for i := range 6 {
		id := fmt.Sprintf("705290f3-0d00-41f2-aedc-71f09844e87%d", i)
		cloud.AddEndpoint(emulator.Endpoint{ID: id, ServiceID: askingServiceID, Status: emulator.StatusPendingAcceptance})
		fmt.Fprintf(&config, `
resource "opentelekomcloud_vpcep_connection" "test%d" {
  service_id  = %q
  endpoint_id = %q
  status      = "accepted"
}
`, i, askingServiceID, id)
		config.WriteString(permissionBlock(fmt.Sprint("test", i), openServiceID, fmt.Sprintf(`"iam:domain::%032d"`, i)))
	}
	w := acctest.NewProcessWorkspace(t, config.String())
	w.Must(t, "apply", "-auto-approve")
	cloud.ResetRequests()
	w.Must(t, "plan", "-detailed-exitcode")
	want := map[string]int{emulator.OpCreateToken: 1, emulator.OpListConnections: 1, emulator.OpListPermissions: 1}
	if diff := cmp.Diff(want, sharedCounts(cloud)); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	// One that is gone is looked for alone.
	cloud.RemoveEndpoint("705290f3-0d00-41f2-aedc-71f09844e873")
	left := slices.DeleteFunc(cloud.Permissions(openServiceID), func(entry string) bool { return strings.HasSuffix(entry, "2") })
	if err := cloud.SetPermissions(openServiceID, left...); err != nil {
		t.Fatal(err)
	}
	cloud.ResetRequests()
	mustSay(t, w.Must(t, "plan"), "Plan: 2 to add, 0 to change, 0 to destroy")
	want[emulator.OpListConnections], want[emulator.OpListPermissions] = 2, 2
	if diff := cmp.Diff(want, sharedCounts(cloud)); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}
