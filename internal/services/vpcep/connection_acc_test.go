package vpcep_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const connection = "opentelekomcloud_vpcep_connection.test"

const waitingEndpointID = "705290f3-0d00-41f2-aedc-71f09844e879"

// asked returns a cloud in which an endpoint of another account waits for a decision.
func asked(t *testing.T, options emulator.Options) *acctest.Cloud {
	t.Helper()
	cloud := consumed(t, options)
	cloud.AddEndpoint(emulator.Endpoint{ID: waitingEndpointID, ServiceID: askingServiceID, Status: emulator.StatusPendingAcceptance})
	return cloud
}

// connectionConfig returns the configuration of the owner's decision with the given arguments.
func connectionConfig(cloud *acctest.Cloud, status string, more ...string) string {
	return cloud.Provider() + fmt.Sprintf(`
resource "opentelekomcloud_vpcep_connection" "test" {
  service_id  = %q
  endpoint_id = %q
  status      = %q
  %s
}
`, askingServiceID, waitingEndpointID, status, strings.Join(more, "\n  "))
}

func ofConnection(attribute string, want any) statecheck.StateCheck {
	return valueOf(connection, attribute, want)
}

func endpointIs(t *testing.T, cloud *acctest.Cloud, status string) resource.TestCheckFunc {
	t.Helper()
	return func(*terraform.State) error {
		if e := onlyEndpoint(t, cloud); e.Status != status {
			return fmt.Errorf("the endpoint is %s, want %s", e.Status, status)
		}
		return nil
	}
}

func TestAccConnection(t *testing.T) {
	t.Parallel()
	cloud := asked(t, emulator.Options{Delays: emulator.Delays{Accept: time.Second}})
	accept, reject := connectionConfig(cloud, "accepted"), connectionConfig(cloud, "rejected")
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{
				Config: accept,
				ConfigStateChecks: []statecheck.StateCheck{
					ofConnection("id", askingServiceID+"/"+waitingEndpointID), ofConnection("status", "accepted"),
					ofConnection("domain_id", cloud.Consumer().DomainID), ofConnection("created_at", knownvalue.NotNull()),
					ofConnection("updated_at", knownvalue.NotNull()), ofConnection("reject_on_delete", nil),
				},
				Check: func(state *terraform.State) error {
					return resource.TestCheckResourceAttr(connection, "marker_id", fmt.Sprint(onlyEndpoint(t, cloud).MarkerID))(state)
				},
			},
			{ResourceName: connection, ImportState: true, ImportStateVerify: true},
			{Config: reject, ConfigPlanChecks: planned(connection, plancheck.ResourceActionUpdate), Check: endpointIs(t, cloud, "rejected")},
			{Config: accept, ConfigPlanChecks: planned(connection, plancheck.ResourceActionUpdate), Check: endpointIs(t, cloud, "accepted")},
			{
				PreConfig:        func() { editEndpoint(t, cloud, endpointStatus("rejected")) },
				Config:           accept,
				ConfigPlanChecks: planned(connection, plancheck.ResourceActionUpdate),
				Check:            endpointIs(t, cloud, "accepted"),
			},
			{
				PreConfig:        func() { editEndpoint(t, cloud, endpointStatus("pendingAcceptance")) },
				Config:           accept,
				ConfigPlanChecks: planned(connection, plancheck.ResourceActionUpdate),
				Check:            endpointIs(t, cloud, "accepted"),
			},
			{
				// Arguments of the provider only: no request is sent.
				PreConfig:        func() { cloud.ResetRequests() },
				Config:           connectionConfig(cloud, "accepted", `timeouts = { update = "5m" }`),
				ConfigPlanChecks: planned(connection, plancheck.ResourceActionUpdate),
				Check: func(*terraform.State) error {
					if n := cloud.Count("change-connection"); n > 0 {
						return fmt.Errorf("%d decisions were sent", n)
					}
					return nil
				},
			},
		},
		// By default the connection does not change.
		CheckDestroy: endpointIs(t, cloud, "accepted"),
	})
}

func TestAccConnectionRejectOnDelete(t *testing.T) {
	t.Parallel()
	for name, meanwhile := range map[string]func(*testing.T, *acctest.Cloud){
		"accepted": func(*testing.T, *acctest.Cloud) {},
		"rejected elsewhere": func(t *testing.T, cloud *acctest.Cloud) {
			t.Helper()
			editEndpoint(t, cloud, endpointStatus("rejected"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := asked(t, emulator.Options{})
			config := connectionConfig(cloud, "accepted", "reject_on_delete = true")
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{Config: config},
					{PreConfig: func() { meanwhile(t, cloud) }, Config: config, Destroy: true},
				},
				CheckDestroy: endpointIs(t, cloud, "rejected"),
			})
		})
	}
	t.Run("gone", func(t *testing.T) {
		t.Parallel()
		cloud := asked(t, emulator.Options{})
		w := acctest.NewWorkspace(t, connectionConfig(cloud, "accepted", "reject_on_delete = true"))
		w.Must(t, "apply", "-auto-approve")
		cloud.RemoveEndpoint(waitingEndpointID)
		w.Must(t, "destroy", "-auto-approve", "-refresh=false")
	})
}

// The consumer deletes the endpoint, or the owner deletes the service: there is nothing left to decide.
func TestAccConnectionGone(t *testing.T) {
	t.Parallel()
	for name, remove := range map[string]func(*acctest.Cloud) bool{
		"endpoint": func(cloud *acctest.Cloud) bool { return cloud.RemoveEndpoint(waitingEndpointID) },
		"service":  func(cloud *acctest.Cloud) bool { return cloud.RemoveService(askingServiceID) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := asked(t, emulator.Options{})
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{Config: connectionConfig(cloud, "accepted")},
					{PreConfig: func() { remove(cloud) }, RefreshState: true, ExpectNonEmptyPlan: true},
					{Config: connectionConfig(cloud, "accepted", `timeouts = { create = "1s" }`), ExpectError: regexp.MustCompile(`Unable to accept VPC Endpoint Connection`)},
				},
			})
		})
	}
}

// Both sides in one configuration, each with the provider of its account: the decision waits for the endpoint.
func TestAccConnectionAcrossAccounts(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Create: time.Second, EndpointCreate: time.Second, Accept: time.Second}})
	service := cloud.AddService(
		emulator.Service{
			ID:              askingServiceID,
			ApprovalEnabled: true,
			Permissions:     []emulator.Permission{{Permission: "iam:domain::" + cloud.Consumer().DomainID}},
		},
	)
	config := cloud.Provider() + asConsumer(cloud, endpointConfig(service, inSubnet())) + fmt.Sprintf(`
resource "opentelekomcloud_vpcep_connection" "test" {
  service_id       = %q
  endpoint_id      = opentelekomcloud_vpcep_endpoint.test.id
  status           = "accepted"
  reject_on_delete = true
}
`, service)
	// One provider process for each account: in one process the two would share their sign-in.
	w := acctest.NewProcessWorkspace(t, config)
	w.Must(t, "apply", "-auto-approve")
	state := map[string]map[string]any{}
	for _, instance := range w.State(t) {
		state[instance.Address] = instance.Values
	}
	if state[endpoint]["status"] != "pendingAcceptance" || state[connection]["status"] != "accepted" ||
		state[endpoint]["marker_id"] != state[connection]["marker_id"] {
		t.Errorf("the state has %v", state)
	}
	// The consumer's state is updated at the next refresh, without a planned change.
	w.Must(t, "plan", "-detailed-exitcode")
	w.Must(t, "apply", "-refresh-only", "-auto-approve")
	for _, instance := range w.State(t) {
		if instance.Address == endpoint && (instance.Values["status"] != "accepted" || instance.Values["ip"] == nil) {
			t.Errorf("the endpoint is %v", instance.Values)
		}
	}
	w.Must(t, "destroy", "-auto-approve")
	if n := len(cloud.Endpoints()); n != 0 {
		t.Errorf("%d endpoints are left over", n)
	}
	for _, r := range cloud.Requests() {
		if r.Account == "owner" && strings.Contains(r.Path, "/vpc-endpoints") {
			t.Errorf("the owner asked for the consumer's endpoint: %s %s", r.Method, r.Path)
		}
	}
}

// A change of the provider's own arguments leaves nothing "known after apply".
func TestAccConnectionOwnArguments(t *testing.T) {
	t.Parallel()
	cloud := asked(t, emulator.Options{})
	w := acctest.NewWorkspace(t, connectionConfig(cloud, "accepted"))
	w.Must(t, "apply", "-auto-approve")
	for _, own := range []string{"reject_on_delete = true", "reject_on_delete = true\n  timeouts = { delete = \"5m\" }"} {
		w.Configure(t, connectionConfig(cloud, "accepted", own))
		cloud.ResetRequests()
		w.Must(t, "plan", "-out=plan")
		for _, change := range plannedChanges(t, w, "plan") {
			if unknown := trueKeys(change.AfterUnknown); len(unknown) > 0 || !slices.Equal(change.Actions, []string{"update"}) {
				t.Errorf("%s: the plan is to %s, with %s known after apply", own, change.Actions, unknown)
			}
		}
		w.Must(t, "apply", "plan")
		if n := cloud.Count("change-connection"); n > 0 {
			t.Errorf("%s: %d decisions were sent", own, n)
		}
		w.Must(t, "plan", "-detailed-exitcode")
	}
	// Another decision changes the endpoint.
	w.Configure(t, connectionConfig(cloud, "rejected"))
	w.Must(t, "plan", "-out=plan")
	for _, change := range plannedChanges(t, w, "plan") {
		if unknown := trueKeys(change.AfterUnknown); !slices.Equal(unknown, []string{"updated_at"}) {
			t.Errorf("another decision: %s known after apply", unknown)
		}
	}
}

type plannedChange struct {
	Actions      []string
	AfterUnknown map[string]any `json:"after_unknown"`
}

// plannedChanges reads the changes of the resources from a plan file.
func plannedChanges(t *testing.T, w *acctest.Workspace, file string) []plannedChange {
	t.Helper()
	output := w.Must(t, "show", "-json", file)
	var plan struct {
		ResourceChanges []struct{ Change plannedChange } `json:"resource_changes"`
	}
	if err := json.Unmarshal([]byte(output[strings.Index(output, "{"):]), &plan); err != nil {
		t.Fatalf("%v in:\n%s", err, output)
	}
	if len(plan.ResourceChanges) == 0 {
		t.Fatalf("no changes are planned:\n%s", output)
	}
	changes := make([]plannedChange, len(plan.ResourceChanges))
	for i, c := range plan.ResourceChanges {
		changes[i] = c.Change
	}
	return changes
}

func trueKeys(m map[string]any) []string {
	var keys []string
	for key, value := range m {
		if value == true {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

func TestAccConnectionRequests(t *testing.T) {
	t.Parallel()
	cloud := asked(t, emulator.Options{})
	w := acctest.NewWorkspace(t, connectionConfig(cloud, "accepted"))
	for _, step := range []struct {
		name   string
		config string
		args   []string
		want   []string
	}{
		{"plan of a create", "", []string{"plan"}, []string{"create-token"}},
		{
			"create", "", []string{"apply", "-auto-approve"},
			[]string{"create-token", "create-token", "list-connections", "change-connection", "list-connections"},
		},
		{"refresh", "", []string{"plan", "-detailed-exitcode"}, []string{"create-token", "list-connections"}},
		{
			"another decision", connectionConfig(cloud, "rejected"), []string{"apply", "-auto-approve", "-refresh=false"},
			[]string{"create-token", "list-connections", "change-connection", "list-connections"},
		},
		{"destroy", "", []string{"destroy", "-auto-approve", "-refresh=false"}, nil},
		{"as it is already", "", []string{"apply", "-auto-approve"}, []string{"create-token", "create-token", "list-connections"}},
	} {
		if step.config != "" {
			w.Configure(t, step.config)
		}
		cloud.ResetRequests()
		w.Must(t, step.args...)
		if diff := cmp.Diff(step.want, ops(cloud)); diff != "" {
			t.Errorf("%s: requests (-want +got):\n%s", step.name, diff)
		}
	}
}

// An interruption never taints a decision, which would be destroyed before it is made again.
func TestAccConnectionInterrupted(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]struct {
		op     string
		n      int
		status string // of the endpoint at first
		left   int    // resources in the state
	}{
		"before the endpoint is there": {"list-connections", 1, emulator.StatusCreating, 0},
		"while it is being accepted":   {"list-connections", 2, emulator.StatusPendingAcceptance, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := asked(t, emulator.Options{Delays: emulator.Delays{Accept: 3 * time.Second}})
			editEndpoint(t, cloud, endpointStatus(at.status))
			w := acctest.NewProcessWorkspace(t, connectionConfig(cloud, "accepted", "reject_on_delete = true"))
			output, code := interruptAt(t, w, cloud, at.op, at.n, "apply", "-auto-approve")
			state := w.State(t)
			if code == 0 || len(state) != at.left || len(state) > 0 && state[0].Status == "tainted" {
				t.Fatalf("ended with %d, %+v in the state:\n%s", code, state, output)
			}
			if at.status == emulator.StatusCreating {
				editEndpoint(t, cloud, endpointStatus("pendingAcceptance"))
			}
			w.Must(t, "apply", "-auto-approve")
			if err := endpointIs(t, cloud, "accepted")(nil); err != nil {
				t.Error(err)
			}
			w.Must(t, "plan", "-detailed-exitcode")
			for _, r := range cloud.Requests() {
				if r.Op == "change-connection" && strings.Contains(r.Body, "reject") {
					t.Errorf("rejected in between: %s", r.Body)
				}
			}
		})
	}
}

func TestAccConnectionFaults(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		fault  string
		status string
		more   string
		says   string // "" where it succeeds
	}{
		"answer lost":     {fault: "change-connection reset-after times=1"},
		"outages":         {fault: "list-connections 503 times=2"},
		"throttled":       {fault: "change-connection 429 times=1 retry-after=0"},
		"failed endpoint": {status: emulator.StatusFailed, says: "its owner must replace it"},
		"being deleted":   {status: emulator.StatusDeleting, says: "is being deleted or was deleted by its owner"},
		"never listed":    {status: "gone", more: `timeouts = { create = "1s" }`, says: `the last status was "not listed". Check that the endpoint of endpoint_id exists`},
		"not allowed":     {fault: "list-connections EndPoint.0004", says: "lacks a permission"},
		"wrong service":   {fault: "list-connections EndPoint.0005", says: "only the account that owns a service decides on its connections"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := asked(t, emulator.Options{})
			cloud.AddFaults(t, row.fault)
			switch row.status {
			case "":
			case "gone":
				cloud.RemoveEndpoint(waitingEndpointID)
			default:
				editEndpoint(t, cloud, endpointStatus(row.status))
			}
			w := acctest.NewWorkspace(t, connectionConfig(cloud, "accepted", row.more))
			output, code := w.CLI(t, "apply", "-auto-approve")
			if (code == 0) != (row.says == "") || !strings.Contains(acctest.Unwrap(output), row.says) {
				t.Errorf("ended with %d, want %q said in:\n%s", code, row.says, output)
			}
			if n := len(w.State(t)); (n == 1) != (row.says == "") {
				t.Errorf("%d resources are in the state", n)
			}
		})
	}
}

func TestAccConnectionImport(t *testing.T) {
	t.Parallel()
	cloud := asked(t, emulator.Options{})
	steps := []resource.TestStep{}
	for id, says := range map[string]string{
		"web":                                  `has no slash`,
		"web/" + waitingEndpointID:             `does not begin with the id of a service`,
		askingServiceID + "/web":               `does not end with the id of an endpoint`,
		askingServiceID + "/" + acctest.PortID: `Cannot import non-existent remote object`,
		askingServiceID + "/" + waitingEndpointID + "/" + askingServiceID: `does not end`,
	} {
		steps = append(steps, resource.TestStep{
			Config: connectionConfig(cloud, "accepted"), ResourceName: connection, ImportState: true, ImportStateId: id,
			ExpectError: regexp.MustCompile(strings.ReplaceAll(says, " ", `\s+`)),
		})
	}
	cloud.Test(t, resource.TestCase{Steps: steps})
}
