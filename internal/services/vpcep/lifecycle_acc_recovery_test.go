package vpcep_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// Another workspace creates the same, with other tags and another description, after our create was lost. The next apply
// does not touch it.
func TestAccStrangersWithOtherAttributesAreNotAdopted(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{})
		cloud.AddFaults(t, k.create+" 502 times=1")
		a := acctest.NewWorkspace(t, k.provider(cloud, "max_retries = 0")+k.resource(`tags = { team = "a" }`, `timeouts = { create = "2s" }`))
		mustSay(t, mustFail(t, a, "apply", "-auto-approve"), "It is not known whether the cloud created it", "terraform untaint ADDRESS")
		b := acctest.NewWorkspace(t, k.config(cloud, `tags = { team = "b" }`, `description = "theirs"`))
		b.Must(t, "apply", "-auto-approve")
		theirs, _ := stateID(t, b)

		a.Configure(t, k.provider(cloud, "max_retries = 0")+k.resource(`tags = { team = "a" }`))
		output, code := a.CLI(t, "apply", "-auto-approve")
		if k.address == service { // two services with the same ports cannot both exist
			mustSay(t, output, "EndPoint.3044", theirs)
		} else if code != 0 {
			t.Errorf("the next apply failed:\n%s", output)
		}
		if ours, _ := stateID(t, a); ours == theirs {
			t.Errorf("the stranger's %s was adopted", ours)
		}
		if !slices.Contains(k.ids(cloud), theirs) {
			t.Error("the stranger's was destroyed")
		}
		b.Must(t, "plan", "-detailed-exitcode")
	})
}

// Another workspace with the same configuration creates an equal object during the search: the two cannot be distinguished.
func TestAccStrangersAlikeAreNotAdopted(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		for name, next := range map[string]bool{"during the search": false, "before the next apply": true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				cloud := k.cloud(t, emulator.Options{})
				cloud.AddFaults(t, k.create+" 502 times=1")
				retries, more := "", ""
				if next {
					retries, more = "max_retries = 0", `timeouts = { create = "2s" }`
				}
				a := acctest.NewWorkspace(t, k.provider(cloud, retries)+k.resource(more))
				b := acctest.NewWorkspace(t, k.config(cloud))
				run := a.Start(t, "apply", "-auto-approve")
				awaitRequests(t, run, cloud, k.list, 2)
				if next {
					run.Wait()
					// More than the tolerated difference of two clocks.
					<-time.After(4 * time.Second)
				}
				b.Must(t, "apply", "-auto-approve")
				theirs, _ := stateID(t, b)
				output, code := run.Wait()
				if next {
					output, code = a.CLI(t, "apply", "-auto-approve")
				}
				if ours, _ := stateID(t, a); code == 0 || ours == theirs {
					t.Errorf("ended with %d, the state has %q, theirs is %q:\n%s", code, ours, theirs, output)
				}
				mustSay(t, output, theirs, "Nothing was adopted or changed")
				b.Must(t, "plan", "-detailed-exitcode")
			})
		}
	})
}

// Two concurrent runs of the same configuration, one of them with a 502, do not end with the same object.
func TestAccTwoRunsAtOnce(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{Delays: emulator.Delays{Create: time.Second, EndpointCreate: time.Second}})
		cloud.AddFaults(t, k.create+" 502 times=1")
		var runs []*acctest.Run
		workspaces := []*acctest.Workspace{acctest.NewWorkspace(t, k.config(cloud)), acctest.NewWorkspace(t, k.config(cloud))}
		for _, w := range workspaces {
			runs = append(runs, w.Start(t, "apply", "-auto-approve"))
			// What another run creates between an attempt and the first list after it cannot be told apart from a result of the attempt.
			awaitRequests(t, runs[len(runs)-1], cloud, k.list, 1)
		}
		var outputs []string
		for _, run := range runs {
			output, code := run.Wait()
			outputs = append(outputs, fmt.Sprintf("exit code %d\n%s", code, output))
		}
		first, _ := stateID(t, workspaces[0])
		second, _ := stateID(t, workspaces[1])
		if first == second {
			t.Errorf("both have %s:\n%s", first, strings.Join(outputs, "\n"))
		}
	})
}

// The provider searches for the result of a create until the timeout. What the message announces happens.
func TestAccUnknownOutcome(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Run("found late", func(t *testing.T) {
			t.Parallel()
			cloud := k.cloud(t, emulator.Options{})
			cloud.AddFaults(t, k.create+" late times=1 delay=14s")
			w := acctest.NewWorkspace(t, k.provider(cloud, "max_retries = 0")+k.resource(`timeouts = { create = "60s" }`))
			mustSay(t, w.Must(t, "apply", "-auto-approve"), "Adopted")
			mustManage(t, k, cloud, w)
		})
		for name, untaint := range map[string]bool{"kept": true, "replaced": false} {
			t.Run("found by the next apply, "+name, func(t *testing.T) {
				t.Parallel()
				cloud := k.cloud(t, emulator.Options{})
				cloud.AddFaults(t, k.create+" late times=1 delay=8s")
				w := acctest.NewWorkspace(t, k.provider(cloud, "max_retries = 0")+k.resource(`timeouts = { create = "4s" }`))
				output := mustFail(t, w, "apply", "-auto-approve")
				mustSay(t, output, "The state contains the resource without an id. Terraform marks it as tainted",
					"If it was created, Terraform deletes it and creates another", "terraform untaint ADDRESS")
				if id, tainted := stateID(t, w); id != "" || !tainted {
					t.Errorf("the state has %q, tainted %t", id, tainted)
				}
				created := k.ids(cloud)
				if untaint {
					w.Must(t, "untaint", k.address)
				}
				w.Configure(t, k.provider(cloud, "max_retries = 0")+k.resource())
				w.Must(t, "apply", "-auto-approve")
				mustManage(t, k, cloud, w)
				if same := slices.Equal(created, k.ids(cloud)); same != untaint {
					t.Errorf("before %v, after %v", created, k.ids(cloud))
				}
			})
		}
	})
}

// The advice for ambiguous objects works as printed.
func TestAccAmbiguousAdvice(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		for name, run := range map[string]string{"in the same apply": "", "in the next apply": "state rm"} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				cloud := k.cloud(t, emulator.Options{})
				cloud.AddFaults(t, k.create+" 502 times=1")
				retries, more := "", ""
				if run != "" {
					retries, more = "max_retries = 0", `timeouts = { create = "1s" }`
				}
				a := acctest.NewWorkspace(t, k.provider(cloud, retries)+k.resource(more))
				b := acctest.NewWorkspace(t, k.config(cloud))
				apply := a.Start(t, "apply", "-auto-approve")
				awaitRequests(t, apply, cloud, k.list, 2)
				if run != "" {
					apply.Wait()
					<-time.After(4 * time.Second)
				}
				b.Must(t, "apply", "-auto-approve")
				output, _ := apply.Wait()
				if run != "" {
					output = mustFail(t, a, "plan")
					mustSay(t, output, "terraform state rm ADDRESS", "terraform import ADDRESS ID")
					a.Must(t, "state", "rm", k.address)
				} else {
					mustSay(t, output, "terraform import ADDRESS ID")
				}
				id := k.ids(cloud)[len(k.ids(cloud))-1]
				b.Must(t, "state", "rm", b.State(t)[0].Address)
				a.Must(t, "import", k.address, id)
				a.Must(t, "apply", "-auto-approve")
				mustManage(t, k, cloud, a)
			})
		}
	})
}

// A state without an id, after an interrupted create, is also safe without a refresh.
func TestAccStateWithoutAnIDAndWithoutARefresh(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		for name, executed := range map[string]bool{"created": true, "not created": false} {
			for _, command := range []string{"apply", "destroy"} {
				t.Run(name+", "+command, func(t *testing.T) {
					t.Parallel()
					cloud := k.cloud(t, emulator.Options{})
					fault := " slow delay=1m"
					if executed {
						fault = " slow-after delay=1m"
					}
					cloud.AddFaults(t, k.create+fault)
					dependent := fmt.Sprintf(
						"resource \"terraform_data\" \"dependent\" {\n  input = %s.id\n  lifecycle {\n    precondition {\n      condition     = %s.id != null\n      error_message = \"there is no id\"\n    }\n  }\n}\n",
						k.address,
						k.address,
					)
					w := acctest.NewProcessWorkspace(t, k.config(cloud))
					interruptAt(t, w, cloud, k.create, 1, "apply", "-auto-approve")
					if id, tainted := stateID(t, w); id != "" || tainted {
						t.Fatalf("the state has %q, tainted %t", id, tainted)
					}
					cloud.ClearFaults()
					cloud.ResetRequests()
					before := k.ids(cloud)
					if command == "destroy" {
						mustNotSay(t, w.Must(t, "destroy", "-auto-approve", "-refresh=false"), "manages it now", "in the state")
						if ids := k.ids(cloud); len(ids) != 0 {
							t.Errorf("%v are left over", ids)
						}
						return
					}
					w.Configure(t, k.config(cloud)+dependent)
					w.Must(t, "plan", "-refresh=false")
					w.Must(t, "apply", "-auto-approve", "-refresh=false")
					if after := k.ids(cloud); executed && !slices.Equal(before, after) || len(after) != 1 {
						t.Errorf("before %v, after %v", before, after)
					}
					w.Must(t, "plan", "-detailed-exitcode")
					for _, r := range cloud.Requests() {
						if strings.HasSuffix(r.Path, "/") {
							t.Errorf("%s %s was requested", r.Method, r.Path)
						}
					}
				})
			}
		}
	})
}

// The clock behind created_at may differ from the one of the Date header.
func TestAccClocksMayDiffer(t *testing.T) {
	t.Parallel()
	for _, offset := range []time.Duration{-30 * time.Second, -2 * time.Second, 2 * time.Second, 30 * time.Second} {
		t.Run(offset.String(), func(t *testing.T) {
			t.Parallel()
			eachKind(t, func(t *testing.T, k kind) {
				cloud := k.cloud(t, emulator.Options{CreatedAtOffset: offset})
				cloud.AddFaults(t, k.create+" 502-after times=1")
				w := acctest.NewWorkspace(t, k.config(cloud, `tags = { a = "1" }`))
				mustSay(t, w.Must(t, "apply", "-auto-approve"), "Adopted")
				mustManage(t, k, cloud, w)
			})
		})
	}
}

// Fields that the items of a list omit are read from the details before the comparison.
func TestAccListItemsMayOmitFields(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{OmitInLists: []string{"ports", "tags", "description", "subnet_id"}})
		cloud.AddFaults(t, k.create+" reset-after times=1")
		w := acctest.NewWorkspace(t, k.config(cloud, `tags = { a = "1" }`, `description = "x"`))
		mustSay(t, w.Must(t, "apply", "-auto-approve"), "Adopted")
		mustManage(t, k, cloud, w)
	})
}
