package vpcep_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func editEndpoint(t *testing.T, cloud *acctest.Cloud, edit func(*emulator.Endpoint)) {
	t.Helper()
	if err := cloud.EditEndpoint(onlyEndpoint(t, cloud).ID, edit); err != nil {
		t.Error(err)
	}
}

func endpointStatus(status string) func(*emulator.Endpoint) {
	return func(e *emulator.Endpoint) { e.Status = status }
}

// The owner decides later, and may change the decision: the state shows it, and Terraform never undoes it.
func TestAccEndpointPending(t *testing.T) {
	t.Parallel()
	cloud := consumed(t, emulator.Options{Delays: emulator.Delays{EndpointCreate: time.Second}})
	tagged := func(value string) string {
		return asConsumer(cloud, endpointConfig(askingServiceID, inSubnet(`port_ip = "192.168.0.77"`, `tags = { a = "`+value+`" }`)))
	}
	config := tagged("1")
	var id string
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{
				Config: config,
				ConfigStateChecks: []statecheck.StateCheck{
					ofEndpoint("status", "pendingAcceptance"),
					ofEndpoint("ip", nil),
					ofEndpoint("port_ip", "192.168.0.77"),
				},
				Check: func(*terraform.State) error { id = onlyEndpoint(t, cloud).ID; return nil },
			},
			{
				// The address is not known yet: the plan after the import changes nothing else.
				ResourceName: endpoint, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"port_ip"},
			},
			{
				Config:            tagged("2"),
				ConfigPlanChecks:  planned(endpoint, plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{ofEndpoint("status", "pendingAcceptance"), ofEndpoint("tags", map[string]string{"a": "2"})},
			},
			{
				PreConfig:         func() { editEndpoint(t, cloud, endpointStatus("accepted")) },
				Config:            tagged("2"),
				ConfigPlanChecks:  planned(endpoint, plancheck.ResourceActionNoop),
				ConfigStateChecks: []statecheck.StateCheck{ofEndpoint("status", "accepted"), ofEndpoint("ip", "192.168.0.77")},
			},
			{
				PreConfig:         func() { editEndpoint(t, cloud, endpointStatus("rejected")) },
				Config:            config,
				ConfigPlanChecks:  planned(endpoint, plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{ofEndpoint("status", "rejected"), ofEndpoint("tags", map[string]string{"a": "1"})},
				Check: func(*terraform.State) error {
					if now := onlyEndpoint(t, cloud).ID; now != id {
						return fmt.Errorf("the endpoint was replaced")
					}
					return nil
				},
			},
		},
		CheckDestroy: noEndpoints(cloud),
	})
}

// decideLater decides as the owner of the service, once there is an endpoint to decide on.
func decideLater(t *testing.T, cloud *acctest.Cloud, status string) {
	t.Helper()
	inBackground(t, func() (done bool) {
		return slices.ContainsFunc(cloud.Endpoints(), func(e emulator.Endpoint) bool {
			return e.Status == emulator.StatusPendingAcceptance && cloud.EditEndpoint(e.ID, endpointStatus(status)) == nil
		})
	})
}

// inBackground calls a function every 50 milliseconds until it is done or the test ends.
func inBackground(t *testing.T, try func() (done bool)) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	go func() {
		defer tick.Stop()
		for {
			select {
			case <-t.Context().Done():
				return
			case <-tick.C:
				if try() {
					return
				}
			}
		}
	}()
}

func TestAccEndpointWaitForAcceptance(t *testing.T) {
	t.Parallel()
	const wait = `wait_for_acceptance = true`
	t.Run("accepted", func(t *testing.T) {
		t.Parallel()
		cloud := consumed(t, emulator.Options{})
		cloud.Test(t, resource.TestCase{
			Steps: []resource.TestStep{{
				PreConfig:         func() { decideLater(t, cloud, "accepted") },
				Config:            asConsumer(cloud, endpointConfig(askingServiceID, inSubnet(wait))),
				ConfigStateChecks: []statecheck.StateCheck{ofEndpoint("status", "accepted"), ofEndpoint("ip", knownvalue.NotNull())},
			}},
			CheckDestroy: noEndpoints(cloud),
		})
	})
	t.Run("rejected", func(t *testing.T) {
		t.Parallel()
		cloud := consumed(t, emulator.Options{})
		cloud.Test(t, resource.TestCase{
			Steps: []resource.TestStep{{
				PreConfig:   func() { decideLater(t, cloud, "rejected") },
				Config:      asConsumer(cloud, endpointConfig(askingServiceID, inSubnet(wait))),
				ExpectError: regexp.MustCompile(`(?s)Unable to create VPC Endpoint.*was rejected by the\s+owner.*Ask the owner`),
			}},
			CheckDestroy: noEndpoints(cloud),
		})
	})
	t.Run("insisted on later", func(t *testing.T) {
		t.Parallel()
		cloud := consumed(t, emulator.Options{})
		cloud.Test(t, resource.TestCase{
			Steps: []resource.TestStep{
				{
					Config:            asConsumer(cloud, endpointConfig(askingServiceID, inSubnet())),
					ConfigStateChecks: []statecheck.StateCheck{ofEndpoint("status", "pendingAcceptance")},
				},
				{
					PreConfig:         func() { decideLater(t, cloud, "accepted") },
					Config:            asConsumer(cloud, endpointConfig(askingServiceID, inSubnet(wait))),
					ConfigStateChecks: []statecheck.StateCheck{ofEndpoint("status", "accepted"), ofEndpoint("ip", knownvalue.NotNull())},
				},
			},
			CheckDestroy: noEndpoints(cloud),
		})
	})
	t.Run("nobody decides", func(t *testing.T) {
		t.Parallel()
		cloud := consumed(t, emulator.Options{})
		cloud.Test(t, resource.TestCase{
			Steps: []resource.TestStep{{
				Config:      asConsumer(cloud, endpointConfig(askingServiceID, inSubnet(wait, `timeouts = { create = "1s" }`))),
				ExpectError: regexp.MustCompile(`(?s)Timed\s+out.*"pendingAcceptance".*terraform\s+untaint`),
			}},
			CheckDestroy: noEndpoints(cloud),
		})
	})
}

// An endpoint is changed outside of Terraform, for each attribute that can change.
func TestAccEndpointDrift(t *testing.T) {
	t.Parallel()
	rows := map[string]drift[emulator.Endpoint]{
		"tag changed":      {func(e *emulator.Endpoint) { e.Tags[0].Value = "other" }, plancheck.ResourceActionUpdate},
		"tags gone":        {func(e *emulator.Endpoint) { e.Tags = nil }, plancheck.ResourceActionUpdate},
		"description":      {func(e *emulator.Endpoint) { e.Description = "other" }, plancheck.ResourceActionReplace},
		"description gone": {func(e *emulator.Endpoint) { e.Description = "" }, plancheck.ResourceActionReplace},
		"whitelist":        {func(e *emulator.Endpoint) { e.Whitelist = append(e.Whitelist, "172.16.0.1") }, plancheck.ResourceActionReplace},
		"whitelist gone":   {func(e *emulator.Endpoint) { e.Whitelist = nil }, plancheck.ResourceActionReplace},
		"enable_whitelist": {func(e *emulator.Endpoint) { e.EnableWhitelist = false }, plancheck.ResourceActionReplace},
		"enable_dns":       {func(e *emulator.Endpoint) { e.EnableDNS = false }, plancheck.ResourceActionReplace},
		"specification":    {func(e *emulator.Endpoint) { e.SpecificationName = "other" }, plancheck.ResourceActionReplace},
		"subnet_id":        {func(e *emulator.Endpoint) { e.SubnetID = otherSubnetID }, plancheck.ResourceActionReplace},
		"address":          {func(e *emulator.Endpoint) { e.IP = "192.168.0.7" }, plancheck.ResourceActionReplace},
		"vpc_id":           {func(e *emulator.Endpoint) { e.VPCID = otherSubnetID }, plancheck.ResourceActionReplace},
		"failed":           {endpointStatus("failed"), plancheck.ResourceActionReplace},
		"rejected":         {endpointStatus("rejected"), plancheck.ResourceActionNoop},
		"pending again":    {endpointStatus("pendingAcceptance"), plancheck.ResourceActionNoop},
	}
	cloud := consumed(t, emulator.Options{})
	driftTest[emulator.Endpoint]{
		address: endpoint, rows: rows, all: cloud.Endpoints, edit: cloud.EditEndpoint, settings: endpointSettings,
		id: func(e emulator.Endpoint) string { return e.ID },
		config: asConsumer(cloud, blocks(rows, func(i int, _ string, _ drift[emulator.Endpoint]) string {
			return endpointConfig(openServiceID, strings.Replace(fullInterface, "192.168.0.77", fmt.Sprint("192.168.0.", 77+i), 1))
		})),
	}.run(t, cloud)
}

func endpointSettings(e emulator.Endpoint) map[string]any {
	tags := map[string]string{}
	for _, tag := range e.Tags {
		tags[tag.Key] = tag.Value
	}
	return map[string]any{
		"service": e.ServiceID, "vpc": e.VPCID, "subnet": e.SubnetID, "ip": e.IP, "dns": e.EnableDNS, "whitelist": e.Whitelist,
		"enabled": e.EnableWhitelist, "specification": e.SpecificationName, "description": e.Description, "tags": tags, "status": e.Status,
	}
}

func TestAccEndpointDeletedElsewhere(t *testing.T) {
	t.Parallel()
	cloud := consumed(t, emulator.Options{})
	config := asConsumer(cloud, endpointConfig(openServiceID, inSubnet()))
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config},
			{
				PreConfig:        func() { cloud.RemoveEndpoint(onlyEndpoint(t, cloud).ID) },
				Config:           config,
				ConfigPlanChecks: planned(endpoint, plancheck.ResourceActionCreate),
			},
			{
				// Deleted between the refresh and the destroy: 404 counts as gone.
				PreConfig: func() { cloud.AddFaults(t, "delete-endpoint EndPoint.2008 times=1") },
				Config:    config,
				Destroy:   true,
			},
		},
	})
}

// The resource waits for a deletion that was started elsewhere before it creates another endpoint.
func TestAccEndpointBeingDeletedElsewhere(t *testing.T) {
	t.Parallel()
	cloud := consumed(t, emulator.Options{})
	config := asConsumer(cloud, endpointConfig(openServiceID, inSubnet()))
	checks := planned(endpoint, plancheck.ResourceActionReplace)
	checks.PreApply = append(checks.PreApply, beforeApply(func() { removeAfterReads(t, cloud, 2) }))
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config},
			{
				PreConfig:         func() { editEndpoint(t, cloud, endpointStatus(emulator.StatusDeleting)) },
				Config:            config,
				ConfigPlanChecks:  checks,
				ConfigStateChecks: []statecheck.StateCheck{ofEndpoint("status", "accepted")},
			},
		},
		CheckDestroy: noEndpoints(cloud),
	})
}

// removeAfterReads removes the only endpoint once it has been read a number of times.
func removeAfterReads(t *testing.T, cloud *acctest.Cloud, reads int) {
	t.Helper()
	id := onlyEndpoint(t, cloud).ID
	until := cloud.Count(emulator.OpShowEndpoint) + reads
	inBackground(t, func() (done bool) {
		if cloud.Count(emulator.OpShowEndpoint) < until {
			return false
		}
		if n := len(cloud.Endpoints()); n != 1 {
			t.Errorf("the cloud has %d endpoints while one is being deleted", n)
		}
		return cloud.RemoveEndpoint(id)
	})
}

// beforeApply is a plancheck.PlanCheck that checks nothing: it calls a function between the plan and its application.
type beforeApply func()

// CheckPlan implements plancheck.PlanCheck.
func (f beforeApply) CheckPlan(context.Context, plancheck.CheckPlanRequest, *plancheck.CheckPlanResponse) {
	f()
}

// Interrupted at each stage: the state afterwards, and that the next apply continues with the same endpoint.
func TestAccEndpointInterrupted(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		service string
		fault   string
		at      string // operation during which the interruption comes
		says    string
		stays   bool // the endpoint is the one at the end
	}{
		"while the call that creates is answered": {service: openServiceID, fault: "create-endpoint slow-after delay=500ms", at: "create-endpoint", says: "The next apply waits for it", stays: true},
		"while the call that creates hangs":       {service: openServiceID, fault: "create-endpoint slow-after delay=1m", at: "create-endpoint", says: "nothing is created twice", stays: true},
		"while it is being created":               {service: openServiceID, at: "show-endpoint", says: `the last status was "creating"`, stays: true},
		"while the owner has not decided":         {service: askingServiceID, at: "show-endpoint", says: "The next apply waits for it", stays: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := consumed(t, emulator.Options{Delays: emulator.Delays{EndpointCreate: 3 * time.Second, EndpointDelete: time.Second}})
			cloud.AddFaults(t, row.fault)
			more := ""
			if row.service == askingServiceID {
				more = "wait_for_acceptance = true"
			}
			w := acctest.NewProcessWorkspace(t, asConsumer(cloud, endpointConfig(row.service, inSubnet(more))))
			run := w.Start(t, "apply", "-auto-approve")
			awaitRequests(t, run, cloud, row.at, 1)
			run.Signal(t, syscall.SIGINT)
			at := time.Now()
			output, code := run.Wait()
			if took := time.Since(at); took > 2*time.Second {
				t.Errorf("the end took %s", took)
			}
			if code == 0 || !strings.Contains(acctest.Unwrap(output), row.says) {
				t.Errorf("ended with %d, %q is not said in:\n%s", code, row.says, output)
			}
			if state := w.State(t); len(state) != 1 || state[0].Status == "tainted" {
				t.Fatalf("the state has %+v:\n%s", state, output)
			}
			before := onlyEndpoint(t, cloud)

			cloud.ClearFaults()
			if row.service == askingServiceID {
				time.AfterFunc(4*time.Second, func() { _ = cloud.EditEndpoint(before.ID, endpointStatus("accepted")) })
			}
			w.Must(t, "apply", "-auto-approve")
			if after := onlyEndpoint(t, cloud); after.ID != before.ID || after.Status != "accepted" {
				t.Errorf("before %+v, after %+v", before, after)
			}
			w.Must(t, "plan", "-detailed-exitcode")
			w.Must(t, "destroy", "-auto-approve")
			if n := len(cloud.Endpoints()); n != 0 {
				t.Errorf("%d endpoints are left over", n)
			}
		})
	}
}

// Faults of the create request never leave two endpoints, or one that is not in the state.
func TestAccEndpointCreateUnderFaults(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		service, fault string
		says           []string
		status         string // of the resource in the state: "", "tainted" or "none"
		left           int
	}{
		"cut off once executed": {service: openServiceID, fault: "create-endpoint reset-after times=1", says: []string{"Adopted VPC Endpoint"}, left: 1},
		"executed late":         {service: openServiceID, fault: "create-endpoint late times=1 delay=2s", says: []string{"Adopted VPC Endpoint"}, left: 1},
		"failed": {
			service: openServiceID, fault: `create-endpoint create-fails code=EndPoint.2025 message="The endpoint port does not exist."`, status: "tainted", left: 1,
			says: []string{`is "failed": EndPoint.2025: The endpoint port does not exist`, "the next apply replaces the endpoint"},
		},
		"not permitted": {
			service: openServiceID, fault: "create-endpoint EndPoint.2012", status: "none",
			says: []string{"Unable to create VPC Endpoint of the service", "The owner of the service must permit this account"},
		},
		"no such service": {service: acctest.PortID, status: "none", says: []string{"EndPoint.2003", "Check the id of the service"}},
		"address taken":   {service: openServiceID, fault: "create-endpoint EndPoint.2042", status: "none", says: []string{"Check port_ip"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := consumed(t, emulator.Options{})
			cloud.AddFaults(t, row.fault)
			w := acctest.NewWorkspace(t, asConsumer(cloud, endpointConfig(row.service, inSubnet())))
			output, code := w.CLI(t, "apply", "-auto-approve")
			status := "none"
			if state := w.State(t); len(state) > 0 {
				status = state[0].Status
			}
			if status != row.status || (code == 0) != (row.status == "") || len(cloud.Endpoints()) != row.left {
				t.Errorf("ended with %d, %q in the state, %d endpoints:\n%s", code, status, len(cloud.Endpoints()), output)
			}
			for _, want := range row.says {
				if !strings.Contains(acctest.Unwrap(output), want) {
					t.Errorf("%q is not said in:\n%s", want, output)
				}
			}
		})
	}
}
