package vpcep_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const examplesOfActions = "../../../examples/actions/"

// exampleOfAction returns an example of the documentation.
func exampleOfAction(t *testing.T, file string) string {
	t.Helper()
	example, err := os.ReadFile(examplesOfActions + file) //nolint:gosec // one of the repository
	if err != nil {
		t.Fatal(err)
	}
	return string(example)
}

// exampleServiceID is the id of the service in the examples.
const exampleServiceID = "4189d3c2-8882-4871-a3c2-d380272eed81"

// offered returns a cloud with the service of the examples.
func offered(t *testing.T) *acctest.Cloud {
	t.Helper()
	cloud := acctest.New(t, emulator.Options{})
	cloud.AddService(emulator.Service{
		ID: exampleServiceID, Name: "shop", ApprovalEnabled: true, Permissions: []emulator.Permission{{Permission: "*"}},
	})
	return cloud
}

func TestAccConnectionActionsInvoked(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.14", "")
	cloud := offered(t)
	partner := cloud.AddEndpoint(emulator.Endpoint{ServiceID: exampleServiceID, DomainID: domainID, Status: "pendingAcceptance"})
	stranger := cloud.AddEndpoint(emulator.Endpoint{ServiceID: exampleServiceID, Status: "pendingAcceptance"})
	w := acctest.NewWorkspace(t, cloud.Provider()+
		exampleOfAction(t, "opentelekomcloud_vpcep_accept_connection/action.tf")+
		exampleOfAction(t, "opentelekomcloud_vpcep_reject_connection/action.tf"))
	for _, step := range []struct{ action, shown, partner, stranger string }{
		{
			"opentelekomcloud_vpcep_accept_connection.partners", fmt.Sprintf("endpoint %s of the account %s: accepted", partner, domainID),
			"accepted", "pendingAcceptance",
		},
		{
			"opentelekomcloud_vpcep_reject_connection.pending", "rejecting 1 of 1 endpoints of the service " + exampleServiceID,
			"accepted", "rejected",
		},
	} {
		output := w.Must(t, "apply", "-auto-approve", "-invoke=action."+step.action)
		if !strings.Contains(output, step.shown) {
			t.Errorf("%s does not show %q:\n%s", step.action, step.shown, output)
		}
		if got := statuses(cloud); got[partner] != step.partner || got[stranger] != step.stranger {
			t.Errorf("after %s the statuses are %v", step.action, got)
		}
	}
}

func TestAccConnectionActionTriggered(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.14", "")
	cloud := offered(t)
	w := acctest.NewWorkspace(t, cloud.Provider()+exampleOfAction(t, "opentelekomcloud_vpcep_accept_connection/action_trigger.tf"))
	w.Must(t, "apply", "-auto-approve")
	if status := onlyEndpoint(t, cloud).Status; status != "accepted" {
		t.Errorf("the endpoint is %s", status)
	}
	w.Must(t, "plan", "-detailed-exitcode")

	cloud.AddFaults(t, "change-connection EndPoint.2013")
	output, code := w.CLI(t, "apply", "-auto-approve", "-replace=opentelekomcloud_vpcep_endpoint.shop")
	if code == 0 || !strings.Contains(acctest.Unwrap(output), "EndPoint.2013") {
		t.Errorf("ended with %d:\n%s", code, output)
	}
}
