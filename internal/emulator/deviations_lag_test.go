package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const lag = 10 * time.Second

// TestLag makes a change and reads it immediately, just before the end of the lag, and at its end.
func TestLag(t *testing.T) {
	t.Parallel()
	const tags = `{"action":"create","tags":[{"key":"k","value":"new"}]}`
	tests := []struct {
		name        string
		endpoint    bool // the change is to the endpoint, not the service
		change      func(s *session, service, endpoint string)
		field       string
		before, now string // "" if the resource is not found
	}{
		{"update", false, func(s *session, id, _ string) {
			r := s.want(http.StatusOK, "", http.MethodPut, "/vpc-endpoint-services/"+id, `{"description":"new"}`)
			if r.text("description") != "new" {
				s.t.Errorf("the response to the update lags: %s", r.body)
			}
		}, "description", "old", "new"},
		{"tags of a service", false, func(s *session, id, _ string) {
			s.want(http.StatusNoContent, "", http.MethodPost, "/endpoint_service/"+id+"/tags/action", tags)
		}, "tags", "old", "new"},
		{"tags of an endpoint", true, func(s *session, _, id string) {
			s.want(http.StatusNoContent, "", http.MethodPost, "/endpoint/"+id+"/tags/action", tags)
		}, "tags", "old", "new"},
		{"deletion of a service", false, func(s *session, id, _ string) {
			s.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoint-services/"+id, "")
			s.want(http.StatusNotFound, "EndPoint.0005", http.MethodDelete, "/vpc-endpoint-services/"+id, "")
			s.want(http.StatusNotFound, "EndPoint.0005", http.MethodPut, "/vpc-endpoint-services/"+id, `{"description":"x"}`)
		}, "status", "available", ""},
		{"deletion of an endpoint", true, func(s *session, _, id string) {
			s.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoints/"+id, "")
			s.want(http.StatusNotFound, "EndPoint.2006", http.MethodDelete, "/vpc-endpoints/"+id, "")
		}, "status", "rejected", ""},
		{"edit of a service", false, func(s *session, id, _ string) {
			if err := s.EditService(id, func(v *emulator.Service) { v.Status = emulator.StatusFailed }); err != nil {
				s.t.Error(err)
			}
		}, "status", "available", "failed"},
		{"edit of an endpoint", true, func(s *session, _, id string) {
			if err := s.EditEndpoint(id, func(p *emulator.Endpoint) { p.Description = "new" }); err != nil {
				s.t.Error(err)
			}
		}, "description", "old", "new"},
		{"removal of a service", false, func(s *session, id, _ string) { s.RemoveService(id) }, "status", "available", ""},
		{"removal of an endpoint", true, func(s *session, _, id string) { s.RemoveEndpoint(id) }, "status", "rejected", ""},
		{"decision of the owner", true, func(s *session, service, id string) {
			s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoint-services/"+service+"/connections/action",
				`{"action":"receive","endpoints":["`+id+`"]}`)
			accepted := "/vpc-endpoint-services/" + service + "/connections?status=accepted"
			if got := s.want(http.StatusOK, "", http.MethodGet, accepted, ""); got.json["total_count"] != 1.0 {
				s.t.Errorf("the list of connections lags: %s", got.body)
			}
		}, "status", "rejected", "accepted"},
	}
	for _, test := range tests {
		for lagging, opts := range map[string]emulator.Lag{"details": {Details: lag, Lists: 1}, "lists": {Details: 1, Lists: lag}} {
			t.Run(test.name+" in "+lagging, func(t *testing.T) {
				t.Parallel()
				c := newCloud(t, emulator.Options{Lag: opts})
				s := c.signIn(c.Owner())
				old := []emulator.Tag{{Key: "k", Value: "old"}}
				service := c.AddService(emulator.Service{Description: "old", Tags: old})
				endpoint := c.AddEndpoint(emulator.Endpoint{ServiceID: service, ProjectID: c.Owner().ProjectID,
					Status: emulator.StatusRejected, Description: "old", Tags: old})
				c.clock.Advance(time.Hour)
				test.change(s, service, endpoint)

				for _, step := range []struct {
					advance        time.Duration
					lags, lagsLess string
				}{{0, test.before, test.before}, {1, test.before, test.now}, {lag - 2, test.before, test.now}, {1, test.now, test.now}} {
					c.clock.Advance(step.advance)
					inDetails, inLists := step.lags, step.lagsLess
					if lagging == "lists" {
						inDetails, inLists = inLists, inDetails
					}
					list, id := "/vpc-endpoint-services", service
					if test.endpoint {
						list, id = "/vpc-endpoints", endpoint
					}
					if got := s.inDetails(list, id, test.field); got != inDetails {
						t.Errorf("%s after the change: details have %q, want %q", c.clock.Now().Sub(start)-time.Hour, got, inDetails)
					}
					if got := s.inLists(list, id, test.field); got != inLists {
						t.Errorf("%s after the change: lists have %q, want %q", c.clock.Now().Sub(start)-time.Hour, got, inLists)
					}
				}
			})
		}
	}
}

// inDetails returns a field of the show response: for tags, the value of the first one; "" if the resource is not found.
func (s *session) inDetails(list, id, field string) string {
	s.t.Helper()
	r := s.call(http.MethodGet, list+"/"+id, "")
	if r.status == http.StatusNotFound {
		return ""
	}
	return fieldText(r.json, field)
}

// inLists is like inDetails, but reads the list.
func (s *session) inLists(list, id, field string) string {
	s.t.Helper()
	r := s.want(http.StatusOK, "", http.MethodGet, list+"?id="+id, "")
	for _, items := range []string{"endpoint_services", "endpoints"} {
		for _, item := range r.list(items) {
			fields, _ := item.(map[string]any)
			return fieldText(fields, field)
		}
	}
	return ""
}

// TestLagOfTransitions checks that the lag starts with the transition, not with the next request.
func TestLagOfTransitions(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{
		Lag:    emulator.Lag{Details: lag},
		Delays: emulator.Delays{Create: time.Minute, Delete: time.Minute, EndpointCreate: time.Minute - 1, EndpointDelete: time.Minute - 1},
	})
	s := c.signIn(c.Owner())
	service := s.createService(serviceBody(t, nil))
	endpoint := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints",
		endpointBody(t, c.AddService(emulator.Service{ApprovalEnabled: true}), nil)).text("id")
	wantStatuses := func(ofService, ofEndpoint string) {
		t.Helper()
		if got := s.inDetails("/vpc-endpoint-services", service, "status"); got != ofService {
			t.Errorf("service: status %q, want %q", got, ofService)
		}
		if got := s.inDetails("/vpc-endpoints", endpoint, "status"); got != ofEndpoint {
			t.Errorf("endpoint: status %q, want %q", got, ofEndpoint)
		}
	}
	wantStatuses("creating", "creating") // found, although younger than the lag
	c.clock.Advance(time.Minute + lag - 2)
	wantStatuses("creating", "creating")
	c.clock.Advance(1)
	wantStatuses("creating", "pendingAcceptance")
	if got := s.inLists("/vpc-endpoint-services", service, "status"); got != "available" {
		t.Errorf("lists have %q, want no lag", got)
	}
	c.clock.Advance(1)
	wantStatuses("available", "pendingAcceptance")

	s.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoint-services/"+service, "")
	s.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoints/"+endpoint, "")
	wantStatuses("available", "pendingAcceptance")
	c.clock.Advance(lag)
	wantStatuses("deleting", "deleting")
	c.clock.Advance(time.Minute - 1)
	wantStatuses("deleting", "")
	c.clock.Advance(1)
	wantStatuses("", "")
}

// TestLagOfHooks checks that the lag starts with the hook, not with the next request.
func TestLagOfHooks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		hook func(t *testing.T, c *cloud, service, endpoint string)
		want [2]string // descriptions of the service and the endpoint; "" if not found
	}{
		{"edit of a service", func(t *testing.T, c *cloud, id, _ string) {
			if err := c.EditService(id, func(s *emulator.Service) { s.Description = "new" }); err != nil {
				t.Error(err)
			}
		}, [2]string{"new", "old"}},
		{"edit of an endpoint", func(t *testing.T, c *cloud, _, id string) {
			if err := c.EditEndpoint(id, func(p *emulator.Endpoint) { p.Description = "new" }); err != nil {
				t.Error(err)
			}
		}, [2]string{"old", "new"}},
		{"removal of a service", func(_ *testing.T, c *cloud, id, _ string) { c.RemoveService(id) }, [2]string{"", "old"}},
		{"removal of an endpoint", func(_ *testing.T, c *cloud, _, id string) { c.RemoveEndpoint(id) }, [2]string{"old", ""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{Lag: emulator.Lag{Details: lag}})
			s := c.signIn(c.Owner())
			service := c.AddService(emulator.Service{Description: "old"})
			endpoint := c.AddEndpoint(emulator.Endpoint{ServiceID: service, ProjectID: c.Owner().ProjectID, Description: "old"})
			c.clock.Advance(time.Hour)
			test.hook(t, c, service, endpoint)
			c.clock.Advance(lag)
			got := [2]string{
				s.inDetails("/vpc-endpoint-services", service, "description"), s.inDetails("/vpc-endpoints", endpoint, "description"),
			}
			if got != test.want {
				t.Errorf("details have %q, want %q", got, test.want)
			}
		})
	}
}

// TestLagOfAddedResources adds and edits a resource without a request in between.
func TestLagOfAddedResources(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Lag: emulator.Lag{Details: lag}})
	operators := c.PublicServices()[2]
	edit := func(id string) {
		t.Helper()
		if err := c.EditService(id, func(s *emulator.Service) { s.Name, s.Description = "second", "second" }); err != nil {
			t.Fatal(err)
		}
	}
	edit(operators.ID)
	service := c.AddService(emulator.Service{Description: "first"})
	c.clock.Advance(1)
	edit(service)
	s := c.signIn(c.Owner())
	if got := s.inDetails("/vpc-endpoint-services", service, "description"); got != "first" {
		t.Errorf("details have %q, want the first version", got)
	}
	r := s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoint-services/describe?id="+operators.ID, "")
	if got := r.text("service_name"); got != operators.Name {
		t.Errorf("details have %q, want %q", got, operators.Name)
	}
}

// TestLagReturnsFirstVersion changes a service at the time of its creation.
func TestLagReturnsFirstVersion(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Lag: emulator.Lag{Details: lag, Lists: lag}})
	s := c.signIn(c.Owner())
	id := s.createService(serviceBody(t, map[string]any{"description": "first"}))
	for _, text := range []string{"second", "third"} {
		s.want(http.StatusOK, "", http.MethodPut, "/vpc-endpoint-services/"+id, `{"description":"`+text+`"}`)
	}
	for _, want := range []string{"first", "third"} {
		if got := s.inDetails("/vpc-endpoint-services", id, "description"); got != want {
			t.Errorf("details have %q, want %q", got, want)
		}
		if got := s.inLists("/vpc-endpoint-services", id, "description"); got != want {
			t.Errorf("lists have %q, want %q", got, want)
		}
		c.clock.Advance(lag)
	}
	if got, _ := c.Service(id); got.Description != "third" {
		t.Errorf("the hook returns %q", got.Description)
	}
}

// TestLagDoesNotAffectChecks checks that the lag does not apply to quotas, port conflicts and checks for use.
func TestLagDoesNotAffectChecks(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Lag: emulator.Lag{Details: lag, Lists: lag}, ServiceQuota: 1})
	s := c.signIn(c.Owner())
	id := s.createService(serviceBody(t, nil))
	endpoint := c.AddEndpoint(emulator.Endpoint{ServiceID: id})
	s.want(http.StatusBadRequest, "EndPoint.3006", http.MethodDelete, "/vpc-endpoint-services/"+id, "")
	c.RemoveEndpoint(endpoint)
	s.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoint-services/"+id, "")
	c.clock.Advance(1)
	second := s.createService(serviceBody(t, nil)) // fails if quota and ports lag
	for _, id := range []string{id, second} {
		if !s.listed("/vpc-endpoint-services", id) {
			t.Errorf("the list does not contain %s", id)
		}
	}
}

func TestLagOfPublicServices(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Lag: emulator.Lag{Details: lag, Lists: lag}})
	s := c.signIn(c.Owner())
	if r := s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoint-services/public", ""); r.json["total_count"] != 3.0 {
		t.Errorf("got %s", r.body)
	}
	s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoint-services/describe?endpoint_service_name=com.t-systems.otc.eu-de.dns", "")
}
