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

// faultRow is a fault, the expected output of the command, and the expected state afterwards.
type faultRow struct {
	fault  string   // rules of the emulator, one a line
	args   string   // of the service
	says   []string // in what is printed
	fails  bool
	status string // of the resource in the state: "", "tainted" or "none"
	left   int    // services in the cloud
	posts  int    // calls that create
}

func checkLeft(t *testing.T, cloud *acctest.Cloud, w *acctest.Workspace, output string, row faultRow) {
	t.Helper()
	for _, want := range row.says {
		if !strings.Contains(acctest.Unwrap(output), want) {
			t.Errorf("%q is not said in:\n%s", want, output)
		}
	}
	if n := len(cloud.Services()); n != row.left {
		t.Errorf("%d services are in the cloud, want %d", n, row.left)
	}
	if n := cloud.Count("create-service"); n != row.posts {
		t.Errorf("%d calls to create, want %d", n, row.posts)
	}
	status := "none"
	if state := w.State(t); len(state) > 0 {
		status = state[0].Status
	}
	if status != row.status {
		t.Errorf("the resource is %q in the state, want %q", status, row.status)
	}
}

// Faults of the create request never leave two services, or one that is not in the state.
func TestAccServiceCreateUnderFaults(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]faultRow{
		"throttled, Retry-After in seconds": {fault: "create-service 429 times=2 retry-after=1", left: 1, posts: 3},
		"throttled, Retry-After as a date":  {fault: "create-service 429 times=1 retry-after-date=1s", left: 1, posts: 2},
		"throttled by the service":          {fault: "create-service EndPoint.0022 times=1", left: 1, posts: 2},
		"throttled by the gateway":          {fault: "create-service APIGW.0308 times=1", left: 1, posts: 2},
		"cut off once executed":             {fault: "create-service reset-after times=1", says: []string{"Adopted"}, left: 1, posts: 1},
		"502 once executed":                 {fault: "create-service 502-after times=1", says: []string{"Adopted", "502"}, left: 1, posts: 1},
		"504 once executed":                 {fault: "create-service 504-after times=1", says: []string{"Adopted"}, left: 1, posts: 1},
		"500 once executed":                 {fault: "create-service 500-after times=1", says: []string{"Adopted"}, left: 1, posts: 1},
		"response cut":                      {fault: "create-service cut times=1", says: []string{"Adopted", "response ended after"}, left: 1, posts: 1},
		"executed late":                     {fault: "create-service late times=1 delay=3s", says: []string{"Adopted"}, left: 1, posts: 1},
		"cut off before it was executed":    {fault: "create-service reset-before times=1", left: 1, posts: 2},
		"502 twice":                         {fault: "create-service 502 times=2", left: 1, posts: 3},
		"outage of the list as well":        {fault: "create-service reset-after times=1\nlist-services 503 times=4", says: []string{"Adopted"}, left: 1, posts: 1},
		"malformed": {
			fault: "create-service EndPoint.0011", fails: true, status: "none", left: 0, posts: 1,
			says: []string{"Unable to create VPC Endpoint Service", "EndPoint.0011", "Request id:"},
		},
		"quota": {
			fault: "create-service EndPoint.1018", fails: true, status: "none", left: 0, posts: 1,
			says: []string{"The quota of the project is used up", "HTTP status: 400 Bad Request"},
		},
		"bad gateway for good": {
			fault: "create-service 502", args: `timeouts = { create = "15s" }`, fails: true, status: "tainted", left: 0, posts: 2,
			says: []string{"It is not known whether the cloud created it", "502"},
		},
		"error with a status of success": {
			fault: "create-service error-in-200", fails: true, status: "none", left: 0, posts: 1,
			says: []string{"Unable to create VPC Endpoint Service", "HTTP status: 200 OK"},
		},
		"answer of 50 MB":            {fault: "create-service huge times=1", left: 1, posts: 1, says: []string{"Adopted", "larger than"}},
		"several bad looks in a row": {fault: "show-service 502 times=9 skip=1", left: 1, posts: 1},
		"not there at first":         {fault: "show-service EndPoint.0005 times=3", left: 1, posts: 1},
		"cut looks":                  {fault: "show-service cut times=3", left: 1, posts: 1},
		"failed": {
			fault: `create-service create-fails code=EndPoint.3001 message="Failed to create a port."`, fails: true, status: "tainted", left: 1, posts: 1,
			says: []string{`is "failed": EndPoint.3001: Failed to create a port`, "the next apply replaces the service"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Create: time.Second}})
			cloud.AddFaults(t, row.fault)
			retries := ""
			if row.status == "tainted" {
				retries = "max_retries = 1"
			}
			w := acctest.NewWorkspace(t, cloud.Provider(retries)+serviceConfig(`service_name = "web"`, row.args))
			output, code := w.CLI(t, "apply", "-auto-approve")
			if (code != 0) != row.fails {
				t.Errorf("exit code %d:\n%s", code, output)
			}
			checkLeft(t, cloud, w, output, row)

			// The next apply, without the fault, finishes the work.
			cloud.ClearFaults()
			for _, s := range cloud.Services() {
				if plan := acctest.Unwrap(
					w.Must(t, "plan"),
				); s.Status == emulator.StatusFailed &&
					!strings.Contains(plan, "The reason given by the API: "+s.Errors[0].Code) {
					t.Errorf("the plan does not say why the service failed:\n%s", plan)
				}
			}
			w.Must(t, "apply", "-auto-approve")
			w.Must(t, "plan", "-detailed-exitcode")
			if n := len(cloud.Services()); n != 1 {
				t.Errorf("%d services after the next apply, want 1", n)
			}
			w.Must(t, "destroy", "-auto-approve")
			if n := len(cloud.Services()); n != 0 {
				t.Errorf("%d services after destroy, want none", n)
			}
		})
	}
}

// Several services are candidates: nothing is created or adopted.
func TestAccServiceCreateFindsSeveral(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`service_name = "web"`))
	twin := emulator.Service{
		Name:        "web",
		ProjectID:   cloud.Owner().ProjectID,
		PortID:      acctest.PortID,
		VPCID:       acctest.VPCID,
		ServerType:  "VM",
		ServiceType: "interface",
		Ports: []emulator.Port{
			{ClientPort: 8080, ServerPort: 80, Protocol: "TCP"},
		},
		Status:          "available",
		TCPProxy:        "close",
		ApprovalEnabled: true,
		CreatedAt:       time.Now().Add(time.Minute),
	}
	first := cloud.AddService(twin)
	second := cloud.AddService(twin)
	cloud.AddFaults(t, "create-service 502")
	output, code := w.CLI(t, "apply", "-auto-approve")
	if code == 0 {
		t.Errorf("apply succeeded:\n%s", output)
	}
	checkLeft(t, cloud, w, output, faultRow{left: 2, posts: 1, status: "none", says: []string{first, second, "terraform import ADDRESS ID"}})
}

// An equal service that existed before is not adopted.
func TestAccServiceCreateAdoptsNothingOlder(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	old := cloud.AddService(emulator.Service{
		Name: "web", ProjectID: cloud.Owner().ProjectID, PortID: acctest.PortID, VPCID: acctest.VPCID, ServerType: "VM", ServiceType: "interface",
		Ports: []emulator.Port{{ClientPort: 8080, ServerPort: 80, Protocol: "TCP"}}, Status: "available", CreatedAt: time.Now().Add(-time.Hour),
	})
	cloud.AddFaults(t, "create-service 502 times=1")
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`service_name = "web"`))
	output, _ := w.CLI(t, "apply", "-auto-approve")
	// The cloud rejects the second attempt, because the old service uses the same ports.
	for _, want := range []string{"EndPoint.3044", "Another VPC endpoint service"} {
		if !strings.Contains(acctest.Unwrap(output), want) {
			t.Errorf("%q is not said in:\n%s", want, output)
		}
	}
	for _, instance := range w.State(t) {
		if instance.Values["id"] == old {
			t.Errorf("the old service was adopted")
		}
	}
}

// Idempotent requests tolerate a long outage.
func TestAccServiceOtherCallsUnderFaults(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`service_name = "web"`, `tags = { a = "1" }`))
	w.Must(t, "apply", "-auto-approve")
	changed := cloud.Provider() + serviceConfig(`service_name = "shop"`, `tags = { b = "2" }`)
	faults := []string{
		"502", "503", "500", "504", "429 retry-after=0", "EndPoint.0022", "reset-before", "reset-after", "502-after", "cut",
	}
	for i, fault := range faults {
		for _, op := range []string{"update-service", "change-tags", "show-service", "create-token"} {
			cloud.AddFaults(t, fmt.Sprintf("%s %s times=1", op, fault))
		}
		w.Configure(t, []string{changed, cloud.Provider() + serviceConfig(`service_name = "web"`, `tags = { a = "1" }`)}[i%2])
		w.Must(t, "apply", "-auto-approve")
		if s := onlyService(t, cloud); s.Name != []string{"shop", "web"}[i%2] {
			t.Errorf("%s: the name is %q", fault, s.Name)
		}
		w.Must(t, "plan", "-detailed-exitcode")
		cloud.ClearFaults()
	}
	cloud.AddFaults(t, "delete-service 502-after times=1\nshow-service 503 times=2")
	w.Must(t, "destroy", "-auto-approve")
	if n := len(cloud.Services()); n != 0 {
		t.Errorf("%d services are left", n)
	}
}

// Invalid responses are a clear error, and nothing is lost.
func TestAccServiceReadUnderBadAnswers(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	w := acctest.NewWorkspace(t, cloud.Provider("max_retries = 0")+serviceConfig(`service_name = "web"`))
	w.Must(t, "apply", "-auto-approve")
	for fault, says := range map[string]string{
		"show-service cut":          "response ended after",
		"show-service huge":         "The response is larger than 16 MiB",
		"show-service wrong-types":  "does not have the documented format",
		"show-service error-in-200": "HTTP status: 200 OK",
		`show-service answer status=200 body="<html>hello</html>"`: "is not JSON: hello",
		`show-service answer status=200 body="{}"`:                 "the service has no id",
		`show-service answer status=403 code=IAM.7 message="no"`:   "Code: IAM.7 HTTP status: 403 Forbidden",
	} {
		cloud.ClearFaults()
		cloud.AddFaults(t, fault)
		output, code := w.CLI(t, "plan")
		if code == 0 || !strings.Contains(acctest.Unwrap(output), says) ||
			!strings.Contains(acctest.Unwrap(output), `Unable to read VPC Endpoint Service "web"`) {
			t.Errorf("%s: exit code %d, want %q said in:\n%s", fault, code, says, output)
		}
	}
	cloud.ClearFaults()
	w.Must(t, "plan", "-detailed-exitcode")
}

func TestAccServiceDelete(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		fault string
		says  []string
		left  int
	}{
		"fails":         {"delete-service delete-fails code=EndPoint.3005 message=\"Failed to delete.\"", []string{`is "failed": EndPoint.3005: Failed to delete`}, 1},
		"comes back":    {"delete-service delete-comes-back", []string{"is available again after its deletion had begun"}, 1},
		"never happens": {"delete-service slow-after delay=1ms\nshow-service 403 skip=1", []string{"Unable to delete VPC Endpoint Service", "403"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Delete: time.Second}})
			w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig())
			w.Must(t, "apply", "-auto-approve")
			cloud.AddFaults(t, row.fault)
			output, code := w.CLI(t, "destroy", "-auto-approve")
			if code == 0 {
				t.Errorf("destroy succeeded:\n%s", output)
			}
			for _, want := range row.says {
				if !strings.Contains(acctest.Unwrap(output), want) {
					t.Errorf("%q is not said in:\n%s", want, output)
				}
			}
			if n := len(w.State(t)); n != 1 {
				t.Errorf("%d resources in the state, want the service still there", n)
			}
			cloud.ClearFaults()
			w.Must(t, "destroy", "-auto-approve")
		})
	}
}

// A failed service is replaced, and the plan shows the reason.
func TestAccServiceFailedLaterIsReplaced(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig())
	w.Must(t, "apply", "-auto-approve")
	before := onlyService(t, cloud).ID
	if err := cloud.EditService(before, func(s *emulator.Service) {
		s.Status, s.Errors = "failed", []emulator.ErrorDetail{{Code: "EndPoint.3008", Message: "The port does not exist."}}
	}); err != nil {
		t.Fatal(err)
	}
	output := acctest.Unwrap(w.Must(t, "plan"))
	for _, want := range []string{"must be replaced", "EndPoint.3008: The port does not exist."} {
		if !strings.Contains(output, want) {
			t.Errorf("%q is not said in:\n%s", want, output)
		}
	}
	w.Must(t, "apply", "-auto-approve")
	if after := onlyService(t, cloud); after.ID == before || after.Status != "available" {
		t.Errorf("the service was not replaced: %+v", after)
	}
}

// A timeout before the response is an error, unlike an interruption, but the next apply finds the service.
func TestAccServiceTimeoutBeforeTheAnswer(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	cloud.AddFaults(t, "create-service slow-after delay=1m times=1")
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`service_name = "web"`, `timeouts = { create = "1s" }`))
	output, code := w.CLI(t, "apply", "-auto-approve")
	if code == 0 {
		t.Errorf("apply succeeded:\n%s", output)
	}
	checkLeft(
		t,
		cloud,
		w,
		output,
		faultRow{
			left:   1,
			posts:  1,
			status: "tainted",
			says:   []string{"Unable to create", "timed out before the response arrived", "nothing is created twice"},
		},
	)
	w.Configure(t, cloud.Provider()+serviceConfig(`service_name = "web"`))
	w.Must(t, "apply", "-auto-approve")
	if s := onlyService(t, cloud); s.Name != "web" || s.Status != emulator.StatusAvailable {
		t.Errorf("the next apply left %+v", s)
	}
	w.Must(t, "plan", "-detailed-exitcode")
}

// The timeout names the last status and leaves the id in the state.
func TestAccServiceTimeout(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{Delays: emulator.Delays{Create: time.Hour}})
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`timeouts = { create = "2s" }`))
	output, code := w.CLI(t, "apply", "-auto-approve")
	if code == 0 {
		t.Errorf("apply succeeded:\n%s", output)
	}
	id := onlyService(t, cloud).ID
	checkLeft(
		t,
		cloud,
		w,
		output,
		faultRow{left: 1, posts: 1, status: "tainted", says: []string{`the last status was "creating"`, id, "terraform untaint"}},
	)
	if state := w.State(t); !slices.ContainsFunc(state, func(i acctest.StateInstance) bool { return i.Values["id"] == id }) {
		t.Errorf("the id is not in the state: %+v", state)
	}
}
