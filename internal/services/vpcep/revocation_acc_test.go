// Whether a plan looks up connections depends on what its process has read. These tests run the provider as a process of its own.

package vpcep_test

import (
	"fmt"
	"slices"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const (
	rejectOnRevoke = "reject_connections_on_revoke = true"
	willReject     = "Connections will be rejected"
)

// guests are the endpoints of several accounts that are connected to a service, by name.
type guests map[string]string

// invite connects endpoints of the accounts A, B and C and of the owner to a service. One of A is pending.
func invite(cloud *acctest.Cloud, serviceID string) guests {
	ids := guests{}
	for name, endpoint := range map[string]emulator.Endpoint{
		"A": {DomainID: accountA}, "A pending": {DomainID: accountA, Status: emulator.StatusPendingAcceptance},
		"B": {DomainID: accountB}, "C": {DomainID: accountC}, "owner": {DomainID: cloud.Owner().DomainID},
	} {
		endpoint.ServiceID = serviceID
		ids[name] = cloud.AddEndpoint(endpoint)
	}
	return ids
}

// mustBeRejected fails the test unless exactly the named endpoints are rejected.
func (g guests) mustBeRejected(t *testing.T, cloud *acctest.Cloud, names ...string) {
	t.Helper()
	want, got := map[string]bool{}, map[string]bool{}
	for _, name := range names {
		want[name] = true
	}
	for name, id := range g {
		if endpoint, _ := cloud.Endpoint(id); endpoint.Status == emulator.StatusRejected {
			got[name] = true
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rejected (-want +got):\n%s", diff)
	}
}

// Removing permissions of a service rejects the connections of those who are then not permitted.
func TestAccServiceRevokes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		before, after string
		rejected      []string
		warned        bool
		flag          string
	}{
		"one account":               {before: permissions(accountA, accountB, accountC), after: permissions(accountB, accountC), rejected: []string{"A", "A pending"}, warned: true},
		"two accounts":              {before: permissions(domain+accountA, accountB, accountC), after: permissions(accountB), rejected: []string{"A", "A pending", "C"}, warned: true},
		"everyone, all others":      {before: permissions(everyone), after: permissions(accountA), rejected: []string{"B", "C"}, warned: true},
		"everyone":                  {before: permissions(everyone), after: "permissions = []", rejected: []string{"A", "A pending", "B", "C"}, warned: true},
		"the owner":                 {before: "", after: permissions(accountA, accountB, accountC)},
		"everyone is permitted now": {before: permissions(accountA), after: permissions(everyone)},
		"another form":              {before: permissions(accountA, accountB), after: permissions(domain+accountA, accountB)},
		"another case":              {before: permissions(accountA), after: permissions("6E9DFD51D1124E8D8498DCE894923A0D")},
		"not managed any more":      {before: permissions(accountA), after: ""},
		"not asked for":             {before: permissions(accountA, accountB), after: permissions(accountB), flag: "reject_connections_on_revoke = false"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			flag := rejectOnRevoke
			if test.flag != "" {
				flag = test.flag
			}
			before := test.before
			if name == "the owner" {
				before = permissions(cloud.Owner().DomainID, accountA, accountB, accountC)
			}
			config := func(permissions string) string { return cloud.Provider() + serviceConfig(permissions, flag) }
			w := acctest.NewProcessWorkspace(t, config(before))
			w.Must(t, "apply", "-auto-approve")
			endpoints := invite(cloud, onlyService(t, cloud).ID)
			w.Configure(t, config(test.after))
			plan := w.Must(t, "plan")
			if !test.warned {
				mustNotSay(t, plan, "will be rejected", "may be rejected")
			} else {
				mustSay(t, plan, willReject)
			}
			for guest, id := range endpoints {
				if test.warned && slices.Contains(test.rejected, guest) {
					mustSay(t, plan, "endpoint "+id+" of account ")
				} else {
					mustNotSay(t, plan, id)
				}
			}
			cloud.ResetRequests()
			w.Must(t, "apply", "-auto-approve", "-refresh=false")
			endpoints.mustBeRejected(t, cloud, test.rejected...)
			// One list, and one read for each decision.
			lists := cloud.Count("list-connections") - len(test.rejected)
			if test.warned && lists != 1 || !test.warned && lists > 1 || test.flag != "" && lists > 0 {
				t.Errorf("%d lists", lists)
			}
			w.Must(t, "plan", "-detailed-exitcode")
		})
	}
}

// The option alone sends nothing, in either direction.
func TestAccRejectOnRevokeAlone(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	config := func(more string) string {
		return cloud.Provider() + serviceConfig(permissions(accountA), more) + `
resource "opentelekomcloud_vpcep_service_permission" "test" {
  service_id = "` + askingServiceID + `"
  permission = "` + accountA + `"
  ` + more + `
}`
	}
	cloud.AddService(emulator.Service{ID: askingServiceID})
	w := acctest.NewProcessWorkspace(t, config(""))
	w.Must(t, "apply", "-auto-approve")
	for _, more := range []string{rejectOnRevoke, ""} {
		w.Configure(t, config(more))
		cloud.ResetRequests()
		mustSay(t, w.Must(t, "apply", "-auto-approve", "-refresh=false"), "2 changed")
		if n := cloud.Count("update-service", "change-permissions", "list-permissions", "list-connections", "change-connection"); n > 0 {
			t.Errorf("%q: %d requests", more, n)
		}
	}
}

// What an apply could not reject is named, and the next one rejects it.
func TestAccServiceRevokesAgain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault string
		says  []string
	}{
		"a decision is refused":         {"change-connection EndPoint.0004 times=1", []string{"1 of 2 connections were not rejected", "EndPoint.0004"}},
		"all decisions are refused":     {"change-connection EndPoint.0004", []string{"2 of 2 connections were not rejected", "EndPoint.0004"}},
		"the connections are not shown": {"list-connections EndPoint.0004", []string{"no connection was rejected", "EndPoint.0004"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			config := func(permissions string, more ...string) string {
				return cloud.Provider() + serviceConfig(append(more, permissions)...)
			}
			w := acctest.NewProcessWorkspace(t, config(permissions(accountA, accountB), rejectOnRevoke))
			w.Must(t, "apply", "-auto-approve")
			endpoints := invite(cloud, onlyService(t, cloud).ID)
			w.Configure(t, config(permissions(accountB), rejectOnRevoke))
			cloud.AddFaults(t, test.fault)
			output := mustFail(t, w, "apply", "-auto-approve")
			mustSay(t, output, append(test.says, domain+accountA+" is revoked", "next apply tries to reject them again")...)
			if err := permitted(t, cloud, domain+accountB)(nil); err != nil {
				t.Error(err)
			}
			cloud.ClearFaults()

			output, code := w.CLI(t, "plan", "-detailed-exitcode", "-out=plan")
			if code != 2 {
				t.Fatalf("the plan ended with %d:\n%s", code, output)
			}
			mustSay(t, output, willReject, accountA+" has been revoked", "endpoint ")
			w.Must(t, "apply", "plan")
			endpoints.mustBeRejected(t, cloud, "A", "A pending")
			w.Must(t, "plan", "-detailed-exitcode")
		})
	}
}

// Without the option, or with the account permitted again, nothing is left to reject.
func TestAccServiceRevokesNoMore(t *testing.T) {
	t.Parallel()
	for name, arguments := range map[string][]string{
		"without the option":  {permissions(accountB)},
		"permitted again":     {permissions(accountA, accountB), rejectOnRevoke},
		"everyone permitted":  {permissions(everyone), rejectOnRevoke},
		"no longer managed":   {rejectOnRevoke},
		"turned off and on":   {permissions(accountB), "reject_connections_on_revoke = false"},
		"and another is gone": {permissions(accountA), rejectOnRevoke},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			config := func(arguments ...string) string { return cloud.Provider() + serviceConfig(arguments...) }
			w := acctest.NewProcessWorkspace(t, config(permissions(accountA, accountB), rejectOnRevoke))
			w.Must(t, "apply", "-auto-approve")
			endpoints := invite(cloud, onlyService(t, cloud).ID)
			w.Configure(t, config(permissions(accountB), rejectOnRevoke))
			cloud.AddFaults(t, "change-connection EndPoint.0004")
			mustFail(t, w, "apply", "-auto-approve")
			cloud.ClearFaults()

			w.Configure(t, config(arguments...))
			w.Must(t, "apply", "-auto-approve")
			if name == "turned off and on" {
				w.Configure(t, config(permissions(accountB), rejectOnRevoke))
				w.Must(t, "apply", "-auto-approve")
			}
			rejected := []string{}
			if name == "and another is gone" {
				rejected = append(rejected, "B")
			}
			endpoints.mustBeRejected(t, cloud, rejected...)
			w.Must(t, "plan", "-detailed-exitcode")
		})
	}
}

// An apply that is interrupted or killed between the revocation and the rejections is finished by the next one.
func TestAccRevocationInterrupted(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]syscall.Signal{"interrupted": syscall.SIGINT, "killed": syscall.SIGKILL} {
		for resource, config := range map[string]func(revoked bool) string{
			"service": func(revoked bool) string {
				if revoked {
					return serviceConfig(permissions(accountB), rejectOnRevoke)
				}
				return serviceConfig(permissions(accountA, accountB), rejectOnRevoke)
			},
			"permission": func(revoked bool) string {
				if revoked {
					return serviceConfig()
				}
				return serviceConfig() + fmt.Sprintf("resource \"opentelekomcloud_vpcep_service_permission\" \"test\" {\n"+
					"  service_id = %s.id\n  permission = %q\n  %s\n}\n", service, accountA, rejectOnRevoke)
			},
		} {
			t.Run(resource+" "+name, func(t *testing.T) {
				t.Parallel()
				cloud := acctest.New(t, emulator.Options{})
				w := acctest.NewProcessWorkspace(t, cloud.Provider()+config(false))
				w.Must(t, "apply", "-auto-approve")
				endpoints := invite(cloud, onlyService(t, cloud).ID)
				w.Configure(t, cloud.Provider()+config(true))
				cloud.AddFaults(t, "change-connection slow delay=1m")
				cloud.ResetRequests()
				run := w.Start(t, "apply", "-auto-approve")
				awaitRequests(t, run, cloud, "change-connection", 1)
				run.Signal(t, signal)
				if output, code := run.Wait(); code == 0 {
					t.Errorf("the apply reports success:\n%s", output)
				} else if signal == syscall.SIGINT {
					mustSay(t, output, accountA+" is revoked", "2 of 2 connections were not rejected", endpoints["A"], endpoints["A pending"])
				}
				cloud.ClearFaults()

				w.Must(t, "apply", "-auto-approve", "-lock=false")
				endpoints.mustBeRejected(t, cloud, "A", "A pending")
				w.Must(t, "plan", "-detailed-exitcode", "-lock=false")
			})
		}
	}
}

// The warning does not make a plan depend on the connections: one that cannot list them, or does not read, succeeds.
func TestAccRevocationWarning(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	cloud.AddService(emulator.Service{ID: askingServiceID})
	config := func(entries ...string) string {
		return cloud.Provider() + serviceConfig(permissions(entries...), rejectOnRevoke)
	}
	permission := permissionBlock("test", askingServiceID, quoted(accountA), rejectOnRevoke)
	w := acctest.NewProcessWorkspace(t, config(accountA, accountB)+permission)
	w.Must(t, "apply", "-auto-approve")
	w.Configure(t, config(accountB))
	for name, test := range map[string]struct {
		fault string
		args  []string
		says  []string
	}{
		"nobody is connected": {},
		"not allowed to list": {fault: "list-connections EndPoint.0004", says: []string{"the permission of " + accountA, "could not be listed", "EndPoint.0004"}},
		"without refresh":     {args: []string{"-refresh=false"}, says: []string{"the permission of " + accountA, "rejects their connections"}},
	} {
		cloud.AddFaults(t, test.fault)
		cloud.ResetRequests()
		output := w.Must(t, append([]string{"plan"}, test.args...)...)
		if len(test.says) == 0 {
			mustNotSay(t, output, willReject)
		} else {
			mustSay(t, output, append(test.says, willReject)...)
		}
		if n := cloud.Count("list-connections"); name == "without refresh" && n > 1 || n > 2 {
			t.Errorf("%s: %d lists", name, n)
		}
		cloud.ClearFaults()
	}
	w.Configure(t, cloud.Provider()+laterConfig(quoted(accountB))+serviceConfig("permissions = [terraform_data.later.output]", rejectOnRevoke)+
		permissionBlock("test", askingServiceID, later, rejectOnRevoke))
	mustSay(t, w.Must(t, "plan", "-refresh=false"), "Apply may revoke, depending on values that are not known yet, the permission of "+accountB+", "+accountA)
}

// Destroying a permission disconnects its account, unless another entry permits it.
func TestAccServicePermissionRevokes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		entry    string
		others   []string // permitted elsewhere
		more     string
		rejected []string
	}{
		"an account":            {entry: accountA, others: []string{domain + accountB}, more: rejectOnRevoke, rejected: []string{"A", "A pending"}},
		"everyone":              {entry: everyone, others: []string{domain + accountB}, more: rejectOnRevoke, rejected: []string{"A", "A pending", "C"}},
		"everyone is permitted": {entry: accountA, others: []string{everyone}, more: rejectOnRevoke},
		"not asked for":         {entry: accountA},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			id := cloud.AddService(emulator.Service{})
			setPermissions(t, cloud, test.others...)()
			w := acctest.NewProcessWorkspace(t, cloud.Provider()+permissionBlock("test", id, quoted(test.entry), test.more))
			w.Must(t, "apply", "-auto-approve")
			endpoints := invite(cloud, id)
			cloud.ResetRequests()
			output := w.Must(t, "destroy", "-auto-approve")
			if test.more != "" {
				mustSay(t, output, willReject, endpoints["A"])
			} else {
				mustNotSay(t, output, willReject)
			}
			mustNotSay(t, output, endpoints["owner"])
			endpoints.mustBeRejected(t, cloud, test.rejected...)
		})
	}
}

// A deletion that cannot reject all connections keeps the resource, and the next apply finishes it. If the permission is
// configured again, it is added again.
func TestAccServicePermissionRevokesAgain(t *testing.T) {
	t.Parallel()
	for _, again := range []bool{false, true} {
		t.Run(fmt.Sprint("configured again ", again), func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			id := cloud.AddService(emulator.Service{})
			config := cloud.Provider() + permissionBlock("test", id, quoted(accountA), rejectOnRevoke)
			w := acctest.NewProcessWorkspace(t, config)
			w.Must(t, "apply", "-auto-approve")
			endpoints := invite(cloud, id)
			w.Configure(t, cloud.Provider())
			cloud.AddFaults(t, "change-connection EndPoint.0004")
			output := mustFail(t, w, "apply", "-auto-approve")
			mustSay(t, output, "2 of 2 connections were not rejected", endpoints["A"], endpoints["A pending"], "EndPoint.0004", "terraform state rm")
			cloud.ClearFaults()
			if !again {
				mustSay(t, w.Must(t, "apply", "-auto-approve"), willReject, "has been revoked", endpoints["A"], "1 destroyed")
				endpoints.mustBeRejected(t, cloud, "A", "A pending")
				checkPermissions(t, cloud, id)
			} else {
				w.Configure(t, config)
				mustSay(t, w.Must(t, "apply", "-auto-approve"), "was revoked elsewhere", "1 changed")
				endpoints.mustBeRejected(t, cloud)
				checkPermissions(t, cloud, id, domain+accountA)
			}
			w.Must(t, "plan", "-detailed-exitcode")
		})
	}
}

// A permission that is replaced by an equal one keeps the connections of its account.
func TestAccServicePermissionReplacedKeepsConnections(t *testing.T) {
	t.Parallel()
	for order, more := range map[string]string{"create first": createFirst, "destroy first": ""} {
		t.Run(order, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{})
			id := cloud.AddService(emulator.Service{})
			w := acctest.NewProcessWorkspace(t, cloud.Provider()+permissionBlock("test", id, quoted(accountA), rejectOnRevoke, more))
			w.Must(t, "apply", "-auto-approve")
			endpoint := cloud.AddEndpoint(emulator.Endpoint{ServiceID: id, DomainID: accountA})
			w.Must(t, "apply", "-auto-approve", "-replace="+permission)
			if e, _ := cloud.Endpoint(endpoint); e.Status != emulator.StatusAccepted {
				t.Errorf("the endpoint is %s", e.Status)
			}
			w.Must(t, "plan", "-detailed-exitcode")
			w.Configure(t, cloud.Provider()+permissionBlock("test", id, quoted(accountB), rejectOnRevoke, more))
			mustSay(t, w.Must(t, "apply", "-auto-approve"), willReject, endpoint)
			if e, _ := cloud.Endpoint(endpoint); e.Status != emulator.StatusRejected {
				t.Errorf("the endpoint is %s", e.Status)
			}
		})
	}
}
