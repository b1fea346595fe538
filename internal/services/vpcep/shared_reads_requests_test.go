package vpcep_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// counts returns the number of requests for each operation.
func counts(cloud *acctest.Cloud) map[string]int {
	n := map[string]int{}
	for _, r := range cloud.Requests() {
		n[r.Op]++
	}
	return n
}

// tracked is a resource as Terraform keeps track of it.
type tracked struct {
	resource string
	config   map[string]any
	acctest.Instance
	planned acctest.Planned
}

// step is a call of the provider for a resource.
type step func(*testing.T, *acctest.Protocol, *tracked) acctest.Diagnostics

func refresh(t *testing.T, p *acctest.Protocol, r *tracked) (diags acctest.Diagnostics) {
	t.Helper()
	r.Instance, diags = p.Read(t.Context(), t, r.resource, r.Instance)
	return diags
}

func plan(t *testing.T, p *acctest.Protocol, r *tracked) acctest.Diagnostics {
	t.Helper()
	r.planned = p.Plan(t.Context(), t, r.resource, r.Instance, r.config)
	return r.planned.Diagnostics
}

func apply(t *testing.T, p *acctest.Protocol, r *tracked) (diags acctest.Diagnostics) {
	t.Helper()
	r.Instance, diags = p.ApplyPlanned(t.Context(), t, r.planned)
	return diags
}

// run starts a provider, and calls each step for all resources, ten at a time, as Terraform does. It returns the number of requests
// for each operation.
func run(t *testing.T, cloud *acctest.Cloud, resources []tracked, settings map[string]any, steps ...step) map[string]int {
	t.Helper()
	const parallelism = 10
	cloud.ResetRequests()
	p := cloud.NewProtocol(t, cloud.Owner(), settings)
	for _, do := range steps {
		var (
			calls sync.WaitGroup
			slots = make(chan struct{}, parallelism)
		)
		for i := range resources {
			calls.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				if diags := do(t, p, &resources[i]); diags.HasError() {
					t.Error(diags)
				}
			})
		}
		calls.Wait()
	}
	return counts(cloud)
}

// severalServices returns services that are not created yet, with further arguments.
func severalServices(count int, more map[string]any) []tracked {
	services := make([]tracked, count)
	for i := range services {
		services[i] = tracked{resource: "opentelekomcloud_vpcep_service", config: map[string]any{
			"port_id": acctest.PortID, "vpc_id": acctest.VPCID, "server_type": "VM",
			"ports": []any{map[string]any{"client_port": 1000 + i, "server_port": 2000 + i}},
		}}
		for name, value := range more {
			services[i].config[name] = value
		}
	}
	return services
}

// Fifty services share lists while they are planned, created, refreshed and deleted.
func TestFiftyServicesRequests(t *testing.T) {
	t.Parallel()
	const many = 50
	options := emulator.Options{
		ServiceQuota: many, Delays: emulator.Delays{Create: 2500 * time.Millisecond, Delete: time.Second},
	}
	acctest.OnVirtualClock(t, options, func(t *testing.T, cloud *acctest.Cloud) {
		services := severalServices(many, nil)
		planDestroy := func(t *testing.T, p *acctest.Protocol, r *tracked) acctest.Diagnostics {
			t.Helper()
			r.config = nil
			return plan(t, p, r)
		}
		for _, test := range []struct {
			name  string
			steps []step
			most  int // requests
		}{
			{"plan", []step{plan}, 3},
			{"apply", []step{apply}, 160},
			{"plan again", []step{refresh, plan}, 3},
			{"plan -destroy", []step{refresh, planDestroy}, 3},
			{"apply the destruction", []step{apply}, 130},
		} {
			requests := run(t, cloud, services, nil, test.steps...)
			if n := len(cloud.Requests()); n > test.most {
				t.Errorf("%s: %d requests, want at most %d: %v", test.name, n, test.most, requests)
			}
		}
		if left := cloud.Services(); len(left) > 0 {
			t.Errorf("%d services are left", len(left))
		}
	})
}

// A list that is forbidden is tried once by each process.
func TestForbiddenListRequests(t *testing.T) {
	t.Parallel()
	acctest.OnVirtualClock(t, emulator.Options{}, func(t *testing.T, cloud *acctest.Cloud) {
		cloud.AddFaults(t, "list-services 403")
		services := severalServices(6, nil)
		for _, steps := range [][]step{{plan}, {apply}, {refresh, plan}} {
			if n := run(t, cloud, services, nil, steps...)[emulator.OpListServices]; n != 1 {
				t.Errorf("%d lists were tried", n)
			}
		}
	})
}

// Lists leave ignored tags out like details do.
func TestIgnoredTagsRequests(t *testing.T) {
	t.Parallel()
	acctest.OnVirtualClock(t, emulator.Options{}, func(t *testing.T, cloud *acctest.Cloud) {
		ignore := map[string]any{"ignore_tags": map[string]any{"keys": []any{"system"}}}
		services := severalServices(4, map[string]any{"tags": map[string]any{"a": "1"}})
		run(t, cloud, services, ignore, plan, apply)
		for _, s := range cloud.Services() {
			err := cloud.EditService(s.ID, func(s *emulator.Service) { s.Tags = append(s.Tags, emulator.Tag{Key: "system", Value: "x"}) })
			if err != nil {
				t.Fatal(err)
			}
		}
		run(t, cloud, services, ignore, refresh) // records updated_at
		requests := run(t, cloud, services, ignore, refresh, plan)
		want := map[string]int{emulator.OpCreateToken: 1, emulator.OpListServices: 1, emulator.OpShowService: 1}
		if diff := cmp.Diff(want, requests); diff != "" {
			t.Errorf("requests (-want +got):\n%s", diff)
		}
		for _, s := range services {
			if s.planned.Changes {
				t.Errorf("%s: a change is planned", text(s.State, "id"))
			}
		}
	})
}

// The connections of a service are listed once for all that are read, and so are its permissions.
func TestReadsOfOneServiceRequests(t *testing.T) {
	t.Parallel()
	acctest.OnVirtualClock(t, emulator.Options{}, func(t *testing.T, cloud *acctest.Cloud) {
		offer(cloud)
		var all []tracked
		for i := range 6 {
			id := fmt.Sprintf("705290f3-0d00-41f2-aedc-71f09844e87%d", i)
			cloud.AddEndpoint(emulator.Endpoint{ID: id, ServiceID: askingServiceID, Status: emulator.StatusPendingAcceptance})
			all = append(all, tracked{resource: "opentelekomcloud_vpcep_connection", config: map[string]any{
				"service_id": askingServiceID, "endpoint_id": id, "status": "accepted",
			}}, tracked{resource: "opentelekomcloud_vpcep_service_permission", config: map[string]any{
				"service_id": openServiceID, "permission": fmt.Sprintf("iam:domain::%032d", i),
			}})
		}
		run(t, cloud, all, nil, plan, apply)
		want := map[string]int{emulator.OpCreateToken: 1, emulator.OpListConnections: 1, emulator.OpListPermissions: 1}
		if diff := cmp.Diff(want, run(t, cloud, all, nil, refresh)); diff != "" {
			t.Errorf("requests (-want +got):\n%s", diff)
		}
		// One that is gone is looked for alone.
		cloud.RemoveEndpoint("705290f3-0d00-41f2-aedc-71f09844e873")
		left := slices.DeleteFunc(cloud.Permissions(openServiceID), func(entry string) bool { return strings.HasSuffix(entry, "2") })
		if err := cloud.SetPermissions(openServiceID, left...); err != nil {
			t.Fatal(err)
		}
		want[emulator.OpListConnections], want[emulator.OpListPermissions] = 2, 2
		if diff := cmp.Diff(want, run(t, cloud, all, nil, refresh)); diff != "" {
			t.Errorf("requests (-want +got):\n%s", diff)
		}
		gone := 0
		for _, r := range all {
			if r.State == nil {
				gone++
			}
		}
		if gone != 2 {
			t.Errorf("%d are gone, want 2", gone)
		}
	})
}
