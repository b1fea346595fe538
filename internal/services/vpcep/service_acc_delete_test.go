package vpcep_test

import (
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// A service in use is not deleted, unless its resource sets reject_connections_on_delete.
func TestAccServiceInUse(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig())
	w.Must(t, "apply", "-auto-approve")
	id := onlyService(t, cloud).ID
	accepted := cloud.AddEndpoint(emulator.Endpoint{ServiceID: id})
	pending := cloud.AddEndpoint(emulator.Endpoint{ServiceID: id, Status: emulator.StatusPendingAcceptance})

	output, code := w.CLI(t, "destroy", "-auto-approve")
	if code == 0 {
		t.Errorf("destroy succeeded:\n%s", output)
	}
	for _, want := range []string{"EndPoint.3006", accepted, "of account " + cloud.Consumer().DomainID, "status accepted", "reject_connections_on_delete"} {
		if !strings.Contains(acctest.Unwrap(output), want) {
			t.Errorf("%q is not said in:\n%s", want, output)
		}
	}
	if strings.Contains(output, pending) {
		t.Errorf("the endpoint %s, which is not in the way, is listed", pending)
	}
	if n := len(w.State(t)); n != 1 {
		t.Fatalf("%d resources in the state, want the service", n)
	}

	w.Configure(t, cloud.Provider()+serviceConfig("reject_connections_on_delete = true"))
	cloud.ResetRequests()
	w.Must(t, "apply", "-auto-approve")
	if n := cloud.Count("update-service", "change-tags"); n != 0 {
		t.Errorf("%d changes were asked for, for an option that is the provider's own", n)
	}
	w.Must(t, "destroy", "-auto-approve")
	if endpoint, _ := cloud.Endpoint(accepted); endpoint.Status == emulator.StatusAccepted {
		t.Errorf("the endpoint is %s", endpoint.Status)
	}
	if n := len(cloud.Services()); n != 0 {
		t.Errorf("%d services are left", n)
	}
}

// Pending connections are rejected as well if they prevent the deletion.
func TestAccServiceInUseByPendingConnections(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{PendingBlocksDelete: true})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig())
	w.Must(t, "apply", "-auto-approve")
	id := onlyService(t, cloud).ID
	pending := cloud.AddEndpoint(emulator.Endpoint{ServiceID: id, Status: emulator.StatusPendingAcceptance})
	mustSay(
		t,
		mustFail(t, w, "destroy", "-auto-approve"),
		"EndPoint.3006",
		pending,
		"status pendingAcceptance",
		"reject_connections_on_delete",
	)

	accepted := cloud.AddEndpoint(emulator.Endpoint{ServiceID: id})
	w.Configure(t, cloud.Provider()+serviceConfig("reject_connections_on_delete = true"))
	w.Must(t, "apply", "-auto-approve")
	w.Must(t, "destroy", "-auto-approve")
	for _, endpoint := range []string{pending, accepted} {
		if e, _ := cloud.Endpoint(endpoint); e.Status == emulator.StatusAccepted || e.Status == emulator.StatusPendingAcceptance {
			t.Errorf("the endpoint %s is %s", endpoint, e.Status)
		}
	}
	if n := len(cloud.Services()); n != 0 {
		t.Errorf("%d services are left", n)
	}
}
