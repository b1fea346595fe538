package vpcep_test

import (
	"context"
	"fmt"
	"maps"
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

// instance is a resource instance with its configuration and its latest plan.
type instance struct {
	resource string
	config   map[string]any
	acctest.Instance
	planned acctest.Planned
}

// call calls the provider once for one instance.
type call func(context.Context, *testing.T, *acctest.Protocol, *instance) acctest.Diagnostics

func refreshCall(ctx context.Context, t *testing.T, p *acctest.Protocol, r *instance) (diags acctest.Diagnostics) {
	t.Helper()
	r.Instance, diags = p.Read(ctx, t, r.resource, r.Instance)
	return diags
}

func planCall(ctx context.Context, t *testing.T, p *acctest.Protocol, r *instance) acctest.Diagnostics {
	t.Helper()
	r.planned = p.Plan(ctx, t, r.resource, r.Instance, r.config)
	return r.planned.Diagnostics
}

func applyCall(ctx context.Context, t *testing.T, p *acctest.Protocol, r *instance) (diags acctest.Diagnostics) {
	t.Helper()
	r.Instance, diags = p.ApplyPlanned(ctx, t, r.planned)
	return diags
}

// runCalls starts a provider, and makes the calls for each instance one after another, for ten instances at a time, as Terraform does.
// It returns the number of requests for each operation.
func runCalls(
	ctx context.Context, t *testing.T, cloud *acctest.Cloud, instances []instance, settings map[string]any, calls ...call,
) map[string]int {
	t.Helper()
	const parallelism = 10
	cloud.ResetRequests()
	p := cloud.NewProtocol(t, cloud.Owner(), settings) //nolint:contextcheck // its calls are given ctx
	var (
		all   sync.WaitGroup
		slots = make(chan struct{}, parallelism)
	)
	for i := range instances {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			for _, call := range calls {
				if diags := call(ctx, t, p, &instances[i]); diags.HasError() {
					t.Error(diags)
					return
				}
			}
		})
	}
	all.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return counts(cloud)
}

// mustPlanNothing reports instances with a planned change.
func mustPlanNothing(t *testing.T, instances []instance) {
	t.Helper()
	for _, r := range instances {
		if r.planned.Changes {
			t.Errorf("%s %s: a change is planned", r.resource, text(r.State, "id"))
		}
	}
}

// severalServices returns services that are not created yet, with further arguments.
func severalServices(count int, more map[string]any) []instance {
	services := make([]instance, count)
	for i := range services {
		services[i] = instance{resource: "opentelekomcloud_vpcep_service", config: map[string]any{
			"port_id": acctest.PortID, "vpc_id": acctest.VPCID, "server_type": "VM",
			"ports": []any{map[string]any{"client_port": 1000 + i, "server_port": 2000 + i}},
		}}
		maps.Copy(services[i].config, more)
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
	acctest.OnVirtualClock(t, options, func(ctx context.Context, t *testing.T, cloud *acctest.Cloud) {
		services := severalServices(many, nil)
		atMost := func(most int, run string, calls ...call) {
			t.Helper()
			requests := runCalls(ctx, t, cloud, services, nil, calls...)
			if n := len(cloud.Requests()); n > most {
				t.Errorf("%s: %d requests, want at most %d: %v", run, n, most, requests)
			}
		}
		atMost(3, "plan", planCall)
		atMost(170, "apply", applyCall)
		if n := len(cloud.Services()); n != many {
			t.Errorf("%d services were created", n)
		}
		atMost(3, "plan again", refreshCall, planCall)
		mustPlanNothing(t, services)
		for i := range services {
			services[i].config = nil
		}
		atMost(3, "plan -destroy", refreshCall, planCall)
		atMost(140, "apply the destroy plan", applyCall)
		if left := cloud.Services(); len(left) > 0 {
			t.Errorf("%d services are left", len(left))
		}
	})
}

// A list that is forbidden is tried once by each process.
func TestForbiddenListRequests(t *testing.T) {
	t.Parallel()
	options := emulator.Options{Delays: emulator.Delays{Create: 5 * time.Second}}
	acctest.OnVirtualClock(t, options, func(ctx context.Context, t *testing.T, cloud *acctest.Cloud) {
		cloud.AddFaults(t, "list-services 403")
		services := severalServices(6, nil)
		for _, calls := range [][]call{{planCall}, {applyCall}, {refreshCall, planCall}} {
			if n := runCalls(ctx, t, cloud, services, nil, calls...)[emulator.OpListServices]; n != 1 {
				t.Errorf("%d lists were tried", n)
			}
		}
		mustPlanNothing(t, services)
	})
}

// Lists leave ignored tags out like details do.
func TestIgnoredTagsRequests(t *testing.T) {
	t.Parallel()
	acctest.OnVirtualClock(t, emulator.Options{}, func(ctx context.Context, t *testing.T, cloud *acctest.Cloud) {
		ignore := map[string]any{"ignore_tags": map[string]any{"keys": []any{"system"}}}
		services := severalServices(4, map[string]any{"tags": map[string]any{"a": "1"}})
		runCalls(ctx, t, cloud, services, ignore, planCall, applyCall)
		for _, s := range cloud.Services() {
			err := cloud.EditService(s.ID, func(s *emulator.Service) { s.Tags = append(s.Tags, emulator.Tag{Key: "system", Value: "x"}) })
			if err != nil {
				t.Fatal(err)
			}
		}
		runCalls(ctx, t, cloud, services, ignore, refreshCall) // records updated_at
		requests := runCalls(ctx, t, cloud, services, ignore, refreshCall, planCall)
		want := map[string]int{emulator.OpCreateToken: 1, emulator.OpListServices: 1, emulator.OpShowService: 1}
		if diff := cmp.Diff(want, requests); diff != "" {
			t.Errorf("requests (-want +got):\n%s", diff)
		}
		mustPlanNothing(t, services)
	})
}

// The connections of a service are listed once for all that are read, and so are its permissions.
func TestReadsOfOneServiceRequests(t *testing.T) {
	t.Parallel()
	acctest.OnVirtualClock(t, emulator.Options{}, func(ctx context.Context, t *testing.T, cloud *acctest.Cloud) {
		addOfferedServices(cloud)
		var all []instance
		for i := range 6 {
			id := fmt.Sprintf("705290f3-0d00-41f2-aedc-71f09844e87%d", i)
			cloud.AddEndpoint(emulator.Endpoint{ID: id, ServiceID: askingServiceID, Status: emulator.StatusPendingAcceptance})
			all = append(all, instance{resource: "opentelekomcloud_vpcep_connection", config: map[string]any{
				"service_id": askingServiceID, "endpoint_id": id, "status": "accepted",
			}}, instance{resource: "opentelekomcloud_vpcep_service_permission", config: map[string]any{
				"service_id": openServiceID, "permission": fmt.Sprintf("iam:domain::%032d", i),
			}})
		}
		runCalls(ctx, t, cloud, all, nil, planCall, applyCall)
		want := map[string]int{emulator.OpCreateToken: 1, emulator.OpListConnections: 1, emulator.OpListPermissions: 1}
		if diff := cmp.Diff(want, runCalls(ctx, t, cloud, all, nil, refreshCall, planCall)); diff != "" {
			t.Errorf("requests (-want +got):\n%s", diff)
		}
		mustPlanNothing(t, all)
		// One that is gone is looked for alone.
		cloud.RemoveEndpoint("705290f3-0d00-41f2-aedc-71f09844e873")
		left := slices.DeleteFunc(cloud.Permissions(openServiceID), func(entry string) bool { return strings.HasSuffix(entry, "2") })
		if err := cloud.SetPermissions(openServiceID, left...); err != nil {
			t.Fatal(err)
		}
		want[emulator.OpListConnections], want[emulator.OpListPermissions] = 2, 2
		if diff := cmp.Diff(want, runCalls(ctx, t, cloud, all, nil, refreshCall, planCall)); diff != "" {
			t.Errorf("requests (-want +got):\n%s", diff)
		}
		for i, r := range all {
			gone := i == 2*3 || i == 2*2+1 // connection 3 and permission 2
			if gone != (r.State == nil) || gone != r.planned.Changes {
				t.Errorf("%v: gone %t, change planned %t", r.config, r.State == nil, r.planned.Changes)
			}
		}
	})
}
