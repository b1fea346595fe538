package vpcep_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// soaking is the number of rounds of the load tests: OTC_SOAK, or one.
func soaking(t *testing.T, usual int) int {
	t.Helper()
	text := os.Getenv("OTC_SOAK")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("OTC_SOAK is %q, want a number", text)
	}
	return n
}

// figures prints the statistics of a run, for make soak.
func figures(t *testing.T, cloud *acctest.Cloud, what string) {
	t.Helper()
	requests, ops := cloud.Requests(), counts(cloud)
	faults := 0
	for _, r := range requests {
		if r.Fault != "" {
			faults++
		}
	}
	t.Logf("%s: %d requests (%d to create, %d looks, %d lists, %d logins), %d of them under faults, %d services left over",
		what, len(requests), ops["create-service"], ops["show-service"], ops["list-services"], ops["create-token"], faults, len(cloud.Services()))
}

const loadFaults = `
* 502 probability=0.01
* 502-after probability=0.01
* 429 probability=0.01 retry-after=0
* reset-before probability=0.005
* reset-after probability=0.01
* slow delay=200ms probability=0.01
`

// 200 services at parallelism 50 under 5 % faults: all there, none twice, and none left over.
func TestAccServiceLoad(t *testing.T) {
	t.Parallel()
	const services = 200
	for round := range max(1, soaking(t, 1)/10) {
		cloud := acctest.New(t, emulator.Options{
			Seed: uint64(round + 1), ServiceQuota: 2 * services, Delays: emulator.Delays{Create: time.Second, Delete: time.Second},
		})
		cloud.AddFaults(t, loadFaults)
		w := acctest.NewWorkspace(t, several(cloud, services, "tags = { index = count.index }"))

		w.Must(t, "apply", "-auto-approve", "-parallelism=50")
		stored := map[any]bool{}
		for _, instance := range w.State(t) {
			stored[instance.Values["id"]] = true
		}
		if len(stored) != services || len(cloud.Services()) != services {
			t.Errorf("%d services in the state and %d in the cloud, want %d", len(stored), len(cloud.Services()), services)
		}
		for _, s := range cloud.Services() {
			if !stored[s.ID] || s.Status != emulator.StatusAvailable {
				t.Errorf("the service %s, %s, is not in the state", s.ID, s.Status)
			}
		}
		if output, code := w.CLI(t, "plan", "-detailed-exitcode", "-parallelism=50"); code != 0 {
			t.Errorf("state and cloud differ:\n%s", output)
		}
		w.Must(t, "destroy", "-auto-approve", "-parallelism=50")
		if n := len(cloud.Services()); n != 0 {
			t.Errorf("%d services are left over", n)
		}
		figures(t, cloud, fmt.Sprintf("load, round %d", round+1))
	}
}

// A token that expires during an apply is renewed by one request for all.
func TestAccServiceTokenRunsOut(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{ServiceQuota: 100, Delays: emulator.Delays{Create: 3 * time.Second}})
	w := acctest.NewWorkspace(t, several(cloud, 50))
	run := w.Start(t, "apply", "-auto-approve", "-parallelism=50")
	awaitRequests(t, run, cloud, emulator.OpListServices, 3)
	cloud.ExpireTokens()
	if output, code := run.Wait(); code != 0 {
		t.Fatalf("apply ended with %d:\n%s", code, output)
	}
	if n := cloud.Count("create-token"); n != 3 {
		t.Errorf("%d logins, want one of the plan, one of the apply and one renewal", n)
	}
	if n := len(cloud.Services()); n != 50 {
		t.Errorf("%d services, want 50", n)
	}
	refused := slices.DeleteFunc(cloud.Requests(), func(r emulator.Request) bool { return r.Status != 401 })
	if len(refused) > 50 {
		t.Errorf("%d calls were refused, want at most one for each service", len(refused))
	}
	w.Must(t, "destroy", "-auto-approve", "-parallelism=50")
}

// awaitRequests waits until the cloud has had n requests for an operation. It fails the test if the CLI exits before, nil if
// the test runs none.
func awaitRequests(t *testing.T, run *acctest.Run, cloud *acctest.Cloud, op string, n int) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(2 * time.Minute)
	var exited <-chan struct{}
	if run != nil {
		exited = run.Exited()
	}
	for cloud.Count(op) < n {
		select {
		case <-tick.C:
		case <-exited:
			if cloud.Count(op) < n {
				output, code := run.Wait()
				t.Fatalf("the CLI exited with code %d after %d requests for %s, not %d:\n%s", code, cloud.Count(op), op, n, output)
			}
		case <-deadline:
			t.Fatalf("the cloud had %d requests for %s, not %d", cloud.Count(op), op, n)
		}
	}
}

// interruptAt starts the CLI, interrupts it when the cloud has had n requests for op, and waits until it exits.
func interruptAt(t *testing.T, w *acctest.Workspace, cloud *acctest.Cloud, op string, n int, args ...string) (output string, code int) {
	t.Helper()
	run := w.Start(t, args...)
	awaitRequests(t, run, cloud, op, n)
	run.Signal(t, syscall.SIGINT)
	return run.Wait()
}
