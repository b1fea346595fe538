package vpcep_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// The tests of list resources call the provider's server, because Terraform has list resources only since version 1.14.

// listable returns a cloud with objects for list resources.
func listable(t *testing.T) *acctest.Cloud {
	t.Helper()
	cloud := consumed(t, emulator.Options{})
	cloud.AddService(emulator.Service{
		ID: shopServiceID, Name: "Shop", Tags: []emulator.Tag{{Key: "team", Value: "shop"}, {Key: "a", Value: ""}},
	})
	cloud.AddService(emulator.Service{ID: namelessServiceID, Status: emulator.StatusFailed})
	for i, e := range []emulator.Endpoint{
		{Status: emulator.StatusAccepted, IP: "192.168.0.4", Tags: []emulator.Tag{{Key: "team", Value: "shop"}}},
		{Status: emulator.StatusRejected},
		{Status: emulator.StatusPendingAcceptance},
	} {
		e.ID, e.ServiceID = fmt.Sprintf("%d05290f3-0d00-41f2-aedc-71f09844e879", i), askingServiceID
		cloud.AddEndpoint(e)
	}
	if err := cloud.SetPermissions(askingServiceID, "*", domain+accountA, domain+accountB); err != nil {
		t.Fatal(err)
	}
	return cloud
}

const (
	shopServiceID     = "2189d3c2-8882-4871-a3c2-d380272eed04"
	namelessServiceID = "2189d3c2-8882-4871-a3c2-d380272eed05"
	acceptedID        = "005290f3-0d00-41f2-aedc-71f09844e879"
	rejectedID        = "105290f3-0d00-41f2-aedc-71f09844e879"
	pendingID         = "205290f3-0d00-41f2-aedc-71f09844e879"
)

// Each filter narrows the list, and each result has a name for people.
func TestAccListResourceFilters(t *testing.T) {
	t.Parallel()
	cloud := listable(t)
	r := resourcesWithIdentity()
	asking := func(more map[string]any) map[string]any {
		return with(map[string]any{"service_id": askingServiceID}, more)
	}
	account := "account " + cloud.Consumer().DomainID
	for name, test := range map[string]struct {
		of     withIdentity
		config map[string]any
		want   map[string]string // display names, by the id, the id of the endpoint, or the permission
	}{
		"services": {r["service"], nil, map[string]string{
			openServiceID: "open", askingServiceID: "asking", gatewayServiceID: "obs", shopServiceID: "Shop", namelessServiceID: namelessServiceID,
		}},
		"services by name": {r["service"], map[string]any{"service_name": "sHO"}, map[string]string{shopServiceID: "Shop"}},
		"services by id":   {r["service"], map[string]any{"id": shopServiceID}, map[string]string{shopServiceID: "Shop"}},
		"services by status": {r["service"], map[string]any{"status": "failed"}, map[string]string{
			namelessServiceID: namelessServiceID,
		}},
		"services by tags": {r["service"], map[string]any{"tags": map[string]any{"team": "shop"}}, map[string]string{shopServiceID: "Shop"}},
		"no service":       {r["service"], map[string]any{"tags": map[string]any{"team": "other"}}, map[string]string{}},
		"endpoints": {r["endpoint"], nil, map[string]string{
			acceptedID: "asking 192.168.0.4", rejectedID: "asking", pendingID: "asking",
		}},
		"endpoints by service": {r["endpoint"], map[string]any{"endpoint_service_name": "open"}, map[string]string{}},
		"endpoints by VPC":     {r["endpoint"], map[string]any{"vpc_id": otherVPC}, map[string]string{}},
		"endpoints by id":      {r["endpoint"], map[string]any{"id": rejectedID}, map[string]string{rejectedID: "asking"}},
		"endpoints by tags": {r["endpoint"], map[string]any{"tags": map[string]any{"team": "shop"}}, map[string]string{
			acceptedID: "asking 192.168.0.4",
		}},
		"connections": {r["connection"], asking(nil), map[string]string{
			acceptedID: account + " (accepted)", rejectedID: account + " (rejected)",
		}},
		"connections by status": {r["connection"], asking(map[string]any{"status": "pendingAcceptance"}), map[string]string{
			pendingID: account + " (pendingAcceptance)",
		}},
		"connections by endpoint": {r["connection"], asking(map[string]any{"endpoint_id": acceptedID}), map[string]string{
			acceptedID: account + " (accepted)",
		}},
		"connections by marker": {r["connection"], asking(map[string]any{"marker_id": 1}), map[string]string{}},
		"permissions": {r["permission"], asking(nil), map[string]string{
			"*": "everyone", domain + accountA: domain + accountA, domain + accountB: domain + accountB,
		}},
		"permissions by text": {r["permission"], asking(map[string]any{"permission": accountB[:9]}), map[string]string{
			domain + accountB: domain + accountB,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := cloud.NewProtocol(t, test.of.account(cloud), nil)
			results, diags := p.List(t.Context(), t, test.of.resource, with(map[string]any{}, test.config), 0, false)
			if len(diags) > 0 {
				t.Fatal(diags)
			}
			got := map[string]string{}
			for _, result := range results {
				got[text(result.Identity, test.of.required[len(test.of.required)-1])] = result.DisplayName
				if diff := cmp.Diff(test.of.identity(cloud, result.Identity), result.Identity); diff != "" {
					t.Errorf("identity (-want +got):\n%s", diff)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" || len(results) != len(test.want) {
				t.Errorf("results (-want +got):\n%s", diff)
			}
		})
	}
}

// The values of the resources come from the list itself and are those that a read after an import has.
func TestAccListResourceIncludesResources(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]map[string]any{
		"service": {}, "endpoint": {}, "connection": {"service_id": askingServiceID}, "permission": {"service_id": askingServiceID},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := listable(t)
			// A gateway endpoint, too.
			cloud.AddEndpoint(emulator.Endpoint{ServiceID: gatewayServiceID, Status: emulator.StatusAccepted})
			r := resourcesWithIdentity()[name]
			p := cloud.NewProtocol(t, r.account(cloud), map[string]any{"default_tags": map[string]any{"tags": map[string]any{"a": ""}}})
			results, diags := p.List(t.Context(), t, r.resource, config, 0, true)
			if len(diags) > 0 || len(results) == 0 {
				t.Fatal(len(results), diags)
			}
			if requests := cloud.Requests(); len(requests) != 2 { // one is the sign-in
				t.Errorf("%d requests", len(requests))
			}
			for _, result := range results {
				imported, diags := p.ImportByIdentity(t.Context(), t, r.resource, result.Identity)
				if diags.HasError() {
					t.Fatal(diags)
				}
				if name == "service" {
					imported.State["permissions"] = nil // not managed: the list does not contain them
				}
				if diff := cmp.Diff(imported.State, result.Resource); diff != "" {
					t.Errorf("%s: resource (-imported +listed):\n%s", result.DisplayName, diff)
				}
				if diff := cmp.Diff(imported.Identity, result.Identity); diff != "" {
					t.Errorf("%s: identity (-imported +listed):\n%s", result.DisplayName, diff)
				}
			}
		})
	}
}

// A limit ends the list, and no more pages are read than it needs.
func TestAccListResourceLimit(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{})
	if err := cloud.SetPermissions(id, accounts(1100)...); err != nil {
		t.Fatal(err)
	}
	p := cloud.NewProtocol(t, cloud.Owner(), nil)
	const permissions = "opentelekomcloud_vpcep_service_permission"
	for limit, want := range map[int64]struct{ results, requests int }{
		1: {1, 1}, 500: {500, 1}, 501: {501, 2}, 0: {1100, 3}, 2000: {1100, 3},
	} {
		cloud.ResetRequests()
		results, diags := p.List(t.Context(), t, permissions, map[string]any{"service_id": id}, limit, false)
		requests := cloud.Count(emulator.OpListPermissions)
		if len(diags) > 0 || len(results) != want.results || requests != want.requests {
			t.Errorf("limit %d: %d results of %d requests, want %+v: %s", limit, len(results), requests, want, diags)
		}
	}
}

// What is listed twice, because pages shifted while they were read, is one result.
func TestAccListResourceDuplicates(t *testing.T) {
	t.Parallel()
	cloud := listable(t)
	const item = `{"id":"` + shopServiceID + `","status":"available"}`
	cloud.AddFault(emulator.Fault{
		Target: emulator.OpListServices, Kind: emulator.FaultAnswer, Status: 200,
		Body: `{"endpoint_services":[` + item + `,` + item + `],"total_count":2}`,
	})
	p := cloud.NewProtocol(t, cloud.Owner(), nil)
	results, diags := p.List(t.Context(), t, "opentelekomcloud_vpcep_service", map[string]any{}, 0, true)
	if len(diags) > 0 || len(results) != 1 {
		t.Errorf("%d results: %s", len(results), diags)
	}
}

// A failed request is an error that says what was listed. What is wrong in the configuration is found before any request.
func TestAccListResourceFailures(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		resource string
		config   map[string]any
		fault    string
		says     []string
	}{
		"no rights": {"service", map[string]any{}, "list-services EndPoint.0003 status=403", []string{
			"Unable to list VPC Endpoint Services", "EndPoint.0003",
		}},
		"wrong filter":   {"service", map[string]any{"id": "shop"}, "", []string{"is not a UUID"}},
		"foreign status": {"connection", map[string]any{"service_id": askingServiceID, "status": "creating"}, "", []string{"accepted"}},
		"no service": {"connection", map[string]any{"service_id": pendingID}, "", []string{
			`Unable to list the connections of VPC Endpoint Service "` + pendingID + `"`, "Check service_id",
		}},
		"no service, permissions": {"permission", map[string]any{"service_id": pendingID}, "", []string{
			`Unable to list the permissions of VPC Endpoint Service "` + pendingID + `"`, "Check service_id",
		}},
		"endpoints": {"endpoint", map[string]any{}, "list-endpoints EndPoint.0003 status=403", []string{"Unable to list VPC Endpoints"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := listable(t)
			cloud.AddFaults(t, test.fault)
			r := resourcesWithIdentity()[test.resource]
			results, diags := cloud.NewProtocol(t, r.account(cloud), nil).List(t.Context(), t, r.resource, test.config, 0, true)
			if !diags.HasError() || len(results) > 0 {
				t.Errorf("%d results and no error", len(results))
			}
			mustSay(t, diags.String(), test.says...)
		})
	}
}
