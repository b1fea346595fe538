package vpcep_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// The error page of a proxy, a gateway or a load balancer proves nothing about an object, on read and on delete.
func TestAccNotFoundPageOfSomethingElse(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{})
		w := acctest.NewWorkspace(t, k.config(cloud))
		w.Must(t, "apply", "-auto-approve")
		id, _ := stateID(t, w)
		for _, fault := range []string{"404-page", "404 body=nothing", "APIGW.0101"} {
			cloud.AddFaults(t, k.show+" "+fault)
			mustSay(t, mustFail(t, w, "plan"), "Unable to read", "404")
			cloud.ClearFaults()

			cloud.AddFaults(t, k.delete+" "+fault)
			output := mustFail(t, w, "destroy", "-auto-approve")
			mustSay(t, output, "Unable to delete", "404")
			mustNotSay(t, output, "Destroy complete")
			cloud.ClearFaults()
			if now, tainted := stateID(t, w); now != id || tainted {
				t.Fatalf("%s: the state has %q, tainted %t", fault, now, tainted)
			}
		}
		cloud.AddFaults(t, k.show+" 404-page times=1")
		mustSay(t, mustFail(t, w, "plan"), "nginx")
		cloud.AddFaults(t, k.delete+" 404-page times=1")
		mustSay(t, mustFail(t, w, "destroy", "-auto-approve"), "nginx")
		// Nor does it end the wait for a deletion.
		cloud.AddFaults(t, k.show+" 404-page times=3 skip=1")
		w.Must(t, "destroy", "-auto-approve")
		if ids := k.ids(cloud); len(ids) != 0 {
			t.Errorf("%v are left over", ids)
		}
	})
}

// heldClock is a clock of the emulator that stands still until it is released, however long the CLI takes.
type heldClock struct {
	start    time.Time
	released atomic.Pointer[time.Time]
}

// Now returns the time of the clock.
func (c *heldClock) Now() time.Time {
	if at := c.released.Load(); at != nil {
		return c.start.Add(time.Since(*at))
	}
	return c.start
}

// Release starts the clock.
func (c *heldClock) Release() {
	now := time.Now()
	c.released.Store(&now)
}

// The cloud does not show a new object everywhere at once.
func TestAccNewObjectsAreHidden(t *testing.T) {
	t.Parallel()
	for _, hidden := range []time.Duration{3 * time.Second, 5 * time.Second, 60 * time.Second} {
		t.Run(hidden.String(), func(t *testing.T) {
			t.Parallel()
			eachKind(t, func(t *testing.T, k kind) {
				options := emulator.Options{Hidden: emulator.Hidden{Details: hidden, Lists: hidden}}
				t.Run("waited for", func(t *testing.T) {
					t.Parallel()
					cloud := k.cloud(t, options)
					w := acctest.NewProcessWorkspace(t, k.config(cloud))
					w.Must(t, "apply", "-auto-approve")
					mustManage(t, k, cloud, w)
				})
				for _, command := range []string{"apply", "destroy"} {
					t.Run("interrupted, then "+command, func(t *testing.T) {
						t.Parallel()
						clock, options := heldClock{start: time.Now()}, options
						options.Now = clock.Now
						cloud := k.cloud(t, options)
						w := acctest.NewProcessWorkspace(t, k.config(cloud))
						interruptAt(t, w, cloud, k.show, 2, "apply", "-auto-approve")
						id, tainted := stateID(t, w)
						if id == "" || id == "none" || tainted {
							t.Fatalf("the state has %q, tainted %t", id, tainted)
						}
						mustSay(t, w.Must(t, "plan"), "is not visible yet", "0 to add, 1 to change, 0 to destroy")
						clock.Release()
						w.Must(t, command, "-auto-approve")
						if command == "destroy" {
							if ids := k.ids(cloud); len(ids) != 0 {
								t.Errorf("%v are left over", ids)
							}
							return
						}
						mustManage(t, k, cloud, w)
						if now, _ := stateID(t, w); now != id {
							t.Errorf("%s was replaced by %s", id, now)
						}
					})
				}
			})
		})
	}
}

// An interrupted create is found in a list, but its details are missing as long as the cloud catches up, whoever says so: it stays in
// the state.
func TestAccFoundBeforeItCanBeRead(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]string{"the API says so": " EndPoint.0005", "a gateway says so": " 404-page"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachKind(t, func(t *testing.T, k kind) {
				cloud := k.cloud(t, emulator.Options{})
				cloud.AddFaults(t, k.create+" slow-after delay=1m")
				w := acctest.NewProcessWorkspace(t, k.config(cloud))
				interruptAt(t, w, cloud, k.create, 1, "apply", "-auto-approve")
				if id, tainted := stateID(t, w); id != "" || tainted {
					t.Fatalf("the state has %q, tainted %t", id, tainted)
				}
				cloud.ClearFaults()
				cloud.AddFaults(t, k.show+fault)
				mustSay(t, w.Must(t, "plan"), "manages it now", "is not visible yet", "0 to add, 1 to change, 0 to destroy")
				ids := k.ids(cloud)
				cloud.ClearFaults()
				w.Must(t, "apply", "-auto-approve")
				mustManage(t, k, cloud, w)
				if now := k.ids(cloud); !slices.Equal(ids, now) {
					t.Errorf("before %v, after %v", ids, now)
				}
			})
		})
	}
}

// What an interrupted create has created has failed meanwhile: an apply that adopts it without a refresh does not end successfully.
func TestAccFoundFailed(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	cloud.AddFaults(t, "create-service slow-after delay=1m")
	w := acctest.NewProcessWorkspace(t, cloud.Provider()+serviceConfig())
	interruptAt(t, w, cloud, emulator.OpCreateService, 1, "apply", "-auto-approve")
	cloud.ClearFaults()
	if err := cloud.EditService(onlyService(t, cloud).ID, func(s *emulator.Service) { s.Status = emulator.StatusFailed }); err != nil {
		t.Fatal(err)
	}
	mustSay(t, mustFail(t, w, "apply", "-auto-approve", "-refresh=false"), `is "failed"`, "the next apply replaces the service")
	w.Must(t, "apply", "-auto-approve")
	if s := onlyService(t, cloud); s.Status != emulator.StatusAvailable {
		t.Errorf("the service is %s", s.Status)
	}
}

// The permissions of a new service can be missing longer than its details.
func TestAccPermissionsNotVisibleYet(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Create: 2 * time.Second}})
	w := acctest.NewProcessWorkspace(t, cloud.Provider()+serviceConfig(permissions(accountA)))
	interruptAt(t, w, cloud, emulator.OpShowService, 1, "apply", "-auto-approve")
	id := onlyService(t, cloud).ID
	if err := cloud.EditService(id, func(s *emulator.Service) { s.Status = emulator.StatusAvailable }); err != nil {
		t.Fatal(err)
	}
	cloud.AddFaults(t, "list-permissions EndPoint.0005")
	mustSay(t, w.Must(t, "plan"), "is not visible yet", "0 to add, 1 to change, 0 to destroy")
	cloud.ClearFaults()
	w.Must(t, "apply", "-auto-approve")
	w.Must(t, "plan", "-detailed-exitcode")
	if s := onlyService(t, cloud); s.ID != id {
		t.Errorf("%s was replaced by %s", id, s.ID)
	}
}

// Stale responses are tolerated: after an apply the details and the state contain the new values.
func TestAccStaleAnswers(t *testing.T) {
	t.Parallel()
	for name, lag := range map[string]emulator.Lag{
		"details": {Details: 5 * time.Second}, "lists": {Lists: 5 * time.Second}, "both": {Details: 5 * time.Second, Lists: 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachKind(t, func(t *testing.T, k kind) {
				cloud := k.cloud(
					t,
					emulator.Options{Lag: lag, Delays: emulator.Delays{Create: time.Second, EndpointCreate: time.Second, Update: time.Second}},
				)
				w := acctest.NewWorkspace(t, k.config(cloud, `tags = { a = "1" }`, `description = "x"`))
				w.Must(t, "apply", "-auto-approve")
				mustManage(t, k, cloud, w)
				changes := []string{`tags = { b = "2" }`, ``}
				for _, tags := range changes {
					w.Configure(t, k.config(cloud, tags, `description = "x"`))
					w.Must(t, "apply", "-auto-approve")
					mustManage(t, k, cloud, w)
				}
				if k.address == service {
					for _, more := range []string{`description = "y"`, `service_name = "web"`, ``} {
						w.Configure(t, k.config(cloud, more))
						if _, code := w.CLI(t, "apply", "-auto-approve"); code != 0 {
							break // a name cannot be taken away
						}
						mustManage(t, k, cloud, w)
					}
				}
				w.Must(t, "destroy", "-auto-approve")
			})
		})
	}
}

// A response to a PUT without a body is a success, and the service is read.
func TestAccServiceEmptyAnswerToAPut(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Update: time.Second}})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`service_name = "a"`))
	w.Must(t, "apply", "-auto-approve")
	cloud.AddFaults(t, "update-service empty")
	w.Configure(t, cloud.Provider()+serviceConfig(`service_name = "b"`))
	w.Must(t, "apply", "-auto-approve")
	mustManage(t, kinds()["service"], cloud, w)
	if name := onlyService(t, cloud).Name; name != "b" {
		t.Errorf("the name is %q", name)
	}
}

// A change of the provider's own arguments or of tags leaves all other attributes known.
func TestAccWhatAChangeLeavesKnown(t *testing.T) {
	t.Parallel()
	own := map[string][]string{
		service:  {`timeouts = { create = "7m" }`, `reject_connections_on_delete = true`},
		endpoint: {`timeouts = { create = "7m" }`, `wait_for_acceptance = true`},
	}
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{})
		w := acctest.NewWorkspace(t, k.config(cloud, `tags = { a = "1" }`))
		w.Must(t, "apply", "-auto-approve")
		for _, argument := range own[k.address] {
			w.Configure(t, k.config(cloud, `tags = { a = "1" }`, argument))
			if unknown := unknownAfterApply(t, w); len(unknown) > 0 {
				t.Errorf("%s: %v are known only after the apply", argument, unknown)
			}
		}
		w.Configure(t, k.config(cloud, `tags = { a = "2" }`))
		if unknown := unknownAfterApply(t, w); fmt.Sprint(unknown) != "[updated_at]" {
			t.Errorf("tags: %v are known only after the apply", unknown)
		}
		cloud.ResetRequests()
		w.Configure(t, k.config(cloud, `tags = { a = "1" }`, own[k.address][0]))
		w.Must(t, "apply", "-auto-approve")
		if n := cloud.Count(emulator.OpChangeTags, emulator.OpUpdateService); n != 0 {
			t.Errorf("%d requests for a change of the provider's own", n)
		}
	})
}

// A 404 of an object that was visible before is not mistaken for a create that is not visible yet, although the state says
// that it is being created.
func TestAccGoneAfterAnInterruptedCreate(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		for name, destroy := range map[string]bool{"deleted elsewhere": false, "by an interrupted destroy": true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				cloud := k.cloud(t, emulator.Options{Delays: emulator.Delays{Create: 3 * time.Second, EndpointCreate: 3 * time.Second}})
				w := acctest.NewProcessWorkspace(t, k.config(cloud))
				interruptAt(t, w, cloud, k.show, 2, "apply", "-auto-approve")
				id, _ := stateID(t, w)
				if destroy {
					cloud.AddFaults(t, k.delete+" slow-after delay=1m")
					interruptAt(t, w, cloud, k.delete, 1, "destroy", "-auto-approve", "-refresh=false")
					cloud.ClearFaults()
				} else if !cloud.RemoveService(id) && !cloud.RemoveEndpoint(id) {
					t.Fatalf("%s is not there", id)
				}
				mustSay(t, w.Must(t, "plan"), "1 to add, 0 to change, 0 to destroy")
				w.Must(t, "apply", "-auto-approve")
				mustManage(t, k, cloud, w)
			})
		}
	})
}
