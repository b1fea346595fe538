package vpcep_test

import (
	"math/rand/v2"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// Interrupted at each stage: the state afterwards, and that the next apply continues with the same service.
func TestAccServiceInterrupted(t *testing.T) {
	t.Parallel()
	changed := serviceConfig(`service_name = "shop"`)
	for name, row := range map[string]struct {
		from   string // configuration that is applied before, "" for none
		config string // configuration that is applied when the interruption comes, "" for a destroy
		fault  string
		at     string // operation during which it comes
		says   []string
		stays  bool // the service that was there, or was being created, is the one at the end
	}{
		"while the call that creates is answered": {config: changed, fault: "create-service slow-after delay=500ms", at: "create-service", says: []string{"The next apply waits for it"}, stays: true},
		"while the call that creates hangs":       {config: changed, fault: "create-service slow-after delay=1m", at: "create-service", says: []string{"nothing is created twice"}, stays: true},
		"while the service is being created":      {config: changed, at: "show-service", says: []string{`the last status was "creating"`, "The next apply waits for it"}, stays: true},
		"while a change hangs":                    {from: serviceConfig(), config: changed, fault: "update-service slow-after delay=1m", at: "update-service", stays: true},
		"while a change is at work":               {from: serviceConfig(), config: changed, at: "update-service", stays: true},
		"while a deletion hangs":                  {from: changed, fault: "delete-service slow-after delay=1m", at: "delete-service"},
		"while a deletion is at work":             {from: changed, at: "delete-service"},
	} {
		for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
			t.Run(name+", "+signal.String(), func(t *testing.T) {
				t.Parallel()
				delay := 4 * time.Second
				cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Create: delay, Update: delay, Delete: delay}})
				w := acctest.NewProcessWorkspace(t, cloud.Provider()+row.from)
				command := []string{"apply", "-auto-approve"}
				if row.from != "" {
					w.Must(t, command...)
				}
				w.Configure(t, cloud.Provider()+row.config)
				cloud.AddFaults(t, row.fault)
				cloud.ResetRequests()
				run := w.Start(t, command...)
				awaitRequests(t, run, cloud, row.at, 1)
				run.Signal(t, signal)
				output, code := run.Wait()
				if code == 0 {
					t.Errorf("the interrupted apply reports success:\n%s", output)
				}
				for _, want := range row.says {
					if !strings.Contains(acctest.Unwrap(output), want) {
						t.Errorf("%q is not said in:\n%s", want, output)
					}
				}
				state := w.State(t)
				if len(state) != 1 {
					t.Fatalf("%d resources in the state, want 1:\n%s", len(state), output)
				}
				if row.stays && state[0].Status == "tainted" {
					t.Errorf("the service is tainted, and would be replaced")
				}
				before := onlyService(t, cloud).ID

				cloud.ClearFaults()
				w.Configure(t, cloud.Provider()+changed)
				w.Must(t, command...)
				if after := onlyService(t, cloud); row.stays && after.ID != before {
					t.Errorf("the service %s was replaced by %s", before, after.ID)
				} else if after.Status != emulator.StatusAvailable || after.Name != "shop" {
					t.Errorf("the next apply left %+v", after)
				}
				w.Must(t, "plan", "-detailed-exitcode")
				w.Must(t, "destroy", "-auto-approve")
				if n := len(cloud.Services()); n != 0 {
					t.Errorf("%d services are left over", n)
				}
			})
		}
	}
}

// Interrupted repeatedly at random: there is never an orphan or a duplicate.
func TestAccServiceInterruptedAtRandom(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Create: time.Second, Update: time.Second, Delete: time.Second}})
	cloud.AddFaults(t, "create-service slow-after delay=300ms\nupdate-service slow delay=100ms\ndelete-service slow-after delay=300ms")
	configs := []string{
		cloud.Provider() + serviceConfig(`service_name = "web"`),
		cloud.Provider() + serviceConfig(`service_name = "shop"`, `tags = { a = "1" }`),
		cloud.Provider(),
	}
	w := acctest.NewProcessWorkspace(t, configs[0])
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same moments in each run
	longest := time.Duration(0)
	for round := range soaking(t, 3) * 3 {
		w.Configure(t, configs[round%len(configs)])
		run := w.Start(t, "apply", "-auto-approve")
		moment := time.NewTimer(time.Duration(random.IntN(2500)) * time.Millisecond)
		ended := make(chan struct{})
		go func() { run.Wait(); close(ended) }()
		select {
		case <-moment.C:
			run.Signal(t, os.Interrupt)
			at := time.Now()
			<-ended
			longest = max(longest, time.Since(at))
		case <-ended:
		}
		moment.Stop()

		services, state := cloud.Services(), w.State(t)
		if len(services) > 1 || len(state) > 1 || len(services) > len(state) {
			t.Fatalf("round %d: %d services in the cloud, %d in the state: %+v", round+1, len(services), len(state), state)
		}
	}
	w.Configure(t, configs[1])
	if output, code := w.CLI(t, "apply", "-auto-approve"); code != 0 {
		// On a slow machine the last create may be executed so long after its interruption that nobody can tell whose service it is.
		mustSay(t, output, "may belong to somebody else", "terraform state rm ADDRESS", "terraform import ADDRESS ID")
		w.Must(t, "state", "rm", service)
		w.Must(t, "import", service, onlyService(t, cloud).ID)
		w.Must(t, "apply", "-auto-approve")
	}
	if s := onlyService(t, cloud); s.Name != "shop" || s.Status != emulator.StatusAvailable {
		t.Errorf("the last apply left %+v", s)
	}
	w.Must(t, "destroy", "-auto-approve")
	t.Logf("the longest time from an interruption to the end was %s", longest.Round(time.Millisecond))
	figures(t, cloud, "interruptions")
}
