package vpcep_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const (
	acceptAction = "opentelekomcloud_vpcep_accept_connection"
	rejectAction = "opentelekomcloud_vpcep_reject_connection"
)

func TestConnectionActionConfig(t *testing.T) {
	t.Parallel()
	server := acctest.NewProtocol(t)
	one := func(name string, value any) map[string]any {
		return map[string]any{"service_id": askingServiceID, name: value}
	}
	for name, test := range map[string]struct {
		config map[string]any
		want   string // part of the error, "" if there is none
	}{
		"one endpoint":       {one("endpoint_id", waitingEndpointID), ""},
		"accounts":           {one("accounts", []string{"iam:domain::" + domainID, domainID}), ""},
		"no accounts":        {one("accounts", []string{}), ""},
		"all":                {one("all_pending", true), ""},
		"nothing selected":   {map[string]any{"service_id": askingServiceID}, "Exactly one of these attributes must be configured"},
		"not all":            {one("all_pending", false), `must be "true"`},
		"everyone":           {one("accounts", []string{"*"}), "set all_pending = true instead"},
		"everyone, prefixed": {one("accounts", []string{"iam:domain::*"}), "set all_pending = true instead"},
		"no domain id":       {one("accounts", []string{"partner-1"}), "other characters than letters and digits"},
		"null account":       {one("accounts", []any{nil}), "contains a null value"},
		"no UUID":            {one("endpoint_id", "ep-1"), "is not a UUID"},
		"endpoint and all": {
			map[string]any{"service_id": askingServiceID, "endpoint_id": waitingEndpointID, "all_pending": true}, "Exactly one of these attributes",
		},
		"no time": {
			map[string]any{"service_id": askingServiceID, "all_pending": true, "timeouts": map[string]any{"invoke": "0s"}}, "is not positive",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, action := range []string{acceptAction, rejectAction} {
				got := server.ValidateAction(t.Context(), t, action, test.config).String()
				if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
					t.Errorf("%s: got %q, want %q", action, got, test.want)
				}
			}
		})
	}
}

// statuses returns the statuses of endpoints.
func statuses(cloud *acctest.Cloud) map[string]string {
	all := map[string]string{}
	for _, e := range cloud.Endpoints() {
		all[e.ID] = e.Status
	}
	return all
}

func TestAccConnectionActionOnOneEndpoint(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		action, from string
		faults       string
		to           string
		decisions    int
		shown, want  string // the last message; part of the error
	}{
		"accept":           {acceptAction, "pendingAcceptance", "", "accepted", 1, "endpoint ID: accepted", ""},
		"accept again":     {acceptAction, "rejected", "", "accepted", 1, "endpoint ID: accepted", ""},
		"reject":           {rejectAction, "pendingAcceptance", "", "rejected", 1, "endpoint ID: rejected", ""},
		"revoke":           {rejectAction, "accepted", "", "rejected", 1, "endpoint ID: rejected", ""},
		"accepted already": {acceptAction, "accepted", "", "accepted", 0, "endpoint ID: nothing to do, it is accepted already", ""},
		"rejected already": {rejectAction, "rejected", "", "rejected", 0, "endpoint ID: nothing to do, it is rejected already", ""},
		"answer lost": {
			acceptAction, "pendingAcceptance", "change-connection reset-after times=1", "accepted", 2, "endpoint ID: accepted", "",
		},
		"refused": {
			acceptAction, "pendingAcceptance", "change-connection EndPoint.2013", "pendingAcceptance", 1,
			"accepting endpoint ID of the service SERVICE",
			"ERROR: Unable to accept VPC Endpoint Connection \"ID\" of the service \"SERVICE\"\nThe API answered: The request is invalid",
		},
		"failed": {
			rejectAction, "failed", "", "failed", 0, "rejecting endpoint ID of the service SERVICE", "its owner must replace it",
		},
		"being deleted": {
			rejectAction, "deleting", "", "deleting", 0, "rejecting endpoint ID of the service SERVICE", "Set endpoint_id to another endpoint.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := asked(t, emulator.Options{})
			editEndpoint(t, cloud, endpointStatus(test.from))
			cloud.AddFaults(t, test.faults)
			var shown []string
			got := cloud.NewProtocol(t, cloud.Owner(), nil).Invoke(t.Context(), t, test.action, map[string]any{
				"service_id": askingServiceID, "endpoint_id": waitingEndpointID,
			}, func(message string) { shown = append(shown, message) }).String()
			ids := strings.NewReplacer("ID", waitingEndpointID, "SERVICE", askingServiceID)
			if want := ids.Replace(test.want); (want == "") != (got == "") || !strings.Contains(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			if want := ids.Replace(test.shown); shown[len(shown)-1] != want {
				t.Errorf("shown are %q, want %q", shown, want)
			}
			if status := onlyEndpoint(t, cloud).Status; status != test.to {
				t.Errorf("the endpoint is %s, want %s", status, test.to)
			}
			if n := cloud.Count("change-connection"); n != test.decisions {
				t.Errorf("%d decisions were sent, want %d", n, test.decisions)
			}
		})
	}
}

func TestAccConnectionActionOfAnotherOwner(t *testing.T) {
	t.Parallel()
	cloud := asked(t, emulator.Options{})
	for name, config := range map[string]map[string]any{
		"one": {"service_id": acctest.VPCID, "endpoint_id": waitingEndpointID}, "all": {"service_id": acctest.VPCID, "all_pending": true},
	} {
		got := cloud.NewProtocol(t, cloud.Owner(), nil).Invoke(t.Context(), t, acceptAction, config, func(string) {}).String()
		if !strings.Contains(got, "Code: EndPoint.0005") || !strings.Contains(got, "Check service_id") || !strings.Contains(got, acctest.VPCID) {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

// An action that is interrupted ends at once and says what is known.
func TestAccConnectionActionInterrupted(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		selection map[string]any
		reads     int // after which it is interrupted
		want      string
	}{
		"not listed": {map[string]any{"endpoint_id": acctest.VPCID}, 1, "Nothing was decided. To continue, invoke the action again"},
		"sent":       {map[string]any{"endpoint_id": waitingEndpointID}, 2, "it is not known yet whether it is in force"},
		"all, sent":  {map[string]any{"all_pending": true}, 3, "interrupted after waiting"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := asked(t, emulator.Options{Delays: emulator.Delays{Accept: time.Hour}})
			ctx, interrupt := context.WithCancel(t.Context())
			go func() {
				defer interrupt()
				awaitRequests(t, nil, cloud, "list-connections", test.reads)
			}()
			config := map[string]any{"service_id": askingServiceID}
			maps.Copy(config, test.selection)
			got := cloud.NewProtocol(t, cloud.Owner(), nil).Invoke(ctx, t, acceptAction, config, func(string) {}).String()
			if !strings.Contains(got, test.want) {
				t.Errorf("got %s, want %q", got, test.want)
			}
		})
	}
}

func TestAccConnectionActionOnPendingEndpoints(t *testing.T) {
	t.Parallel()
	const partner, stranger = "6e9dfd51d1124e8d8498dce894923a0d", "5fc973eea581490997e82ea11a1d0101"
	// Ids of endpoints begin with their number.
	const first, second, third, fourth = "1", "2", "3", "4"
	for name, test := range map[string]struct {
		action    string
		selection map[string]any
		faults    string
		want      map[string]string
		shown     string   // the first message
		texts     []string // parts of the error
	}{
		"of an account": {
			acceptAction, map[string]any{"accounts": []string{partner}}, "",
			map[string]string{first: "accepted", second: "accepted", third: "pendingAcceptance", fourth: "rejected"},
			"accepting 2 of 3 endpoints of the service " + askingServiceID + " that wait for a decision", nil,
		},
		"of an account in the form of the API": {
			rejectAction, map[string]any{"accounts": []string{"iam:domain::" + stranger}}, "",
			map[string]string{first: "pendingAcceptance", second: "pendingAcceptance", third: "rejected", fourth: "rejected"},
			"rejecting 1 of 3 endpoints of the service " + askingServiceID + " that wait for a decision", nil,
		},
		"of no account": {
			acceptAction, map[string]any{"accounts": []string{}}, "",
			map[string]string{first: "pendingAcceptance", second: "pendingAcceptance", third: "pendingAcceptance", fourth: "rejected"},
			"accepting 0 of 3 endpoints of the service " + askingServiceID + " that wait for a decision", nil,
		},
		"all": {
			acceptAction, map[string]any{"all_pending": true}, "",
			map[string]string{first: "accepted", second: "accepted", third: "accepted", fourth: "rejected"},
			"accepting 3 of 3 endpoints of the service " + askingServiceID + " that wait for a decision", nil,
		},
		"one of them fails": {
			acceptAction, map[string]any{"accounts": []string{partner}}, "change-connection EndPoint.2048 times=1", nil,
			"accepting 2 of 3 endpoints of the service " + askingServiceID + " that wait for a decision",
			[]string{
				`ERROR: Unable to accept 1 of 2 VPC Endpoint Connections of the service "` + askingServiceID + `"`,
				"Not accepted, or not known to be:\n- endpoint ", " of the account " + partner + ": EndPoint.2048: ",
				"Now accepted:\n- endpoint ", "invoke the action again: it sends only what is not decided yet.",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := consumed(t, emulator.Options{})
			for number, e := range map[string]emulator.Endpoint{
				first: {DomainID: partner}, second: {DomainID: partner}, third: {DomainID: stranger},
				fourth: {DomainID: partner, Status: "rejected"},
			} {
				e.ID, e.ServiceID = number+waitingEndpointID[1:], askingServiceID
				if e.Status == "" {
					e.Status = "pendingAcceptance"
				}
				cloud.AddEndpoint(e)
			}
			cloud.AddFaults(t, test.faults)
			server := cloud.NewProtocol(t, cloud.Owner(), nil)
			config := map[string]any{"service_id": askingServiceID}
			maps.Copy(config, test.selection)
			var shown []string
			got := server.Invoke(t.Context(), t, test.action, config, func(message string) { shown = append(shown, message) }).String()
			for _, text := range test.texts {
				if !strings.Contains(got, text) {
					t.Errorf("got %s, want it to contain %q", got, text)
				}
			}
			if len(shown) == 0 || shown[0] != test.shown {
				t.Errorf("shown are %q, want %q", shown, test.shown)
			}
			if test.want == nil {
				if n := strings.Count(fmt.Sprint(statuses(cloud)), ":accepted"); n != 1 {
					t.Errorf("the statuses are %v, want one that is accepted", statuses(cloud))
				}
				// Again, without the fault: only the other one is left.
				if got := server.Invoke(t.Context(), t, test.action, config, func(string) {}).String(); got != "" {
					t.Errorf("again: %s", got)
				}
				return
			}
			if got != "" {
				t.Errorf("got %s", got)
			}
			numbered := map[string]string{}
			for id, status := range statuses(cloud) {
				numbered[id[:1]] = status
			}
			if diff := cmp.Diff(test.want, numbered); diff != "" {
				t.Errorf("statuses (-want +got):\n%s", diff)
			}
		})
	}
}
