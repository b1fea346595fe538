package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// listed reports whether a list contains a resource.
func (s *session) listed(path, id string) bool {
	s.t.Helper()
	return strings.Contains(s.want(http.StatusOK, "", http.MethodGet, path, "").body, `"`+id+`"`)
}

func TestHidden(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name               string
		hidden             emulator.Hidden
		advance            time.Duration
		inDetails, inLists bool
	}{
		{"nothing", emulator.Hidden{}, 0, true, true},
		{"details", emulator.Hidden{Details: 5 * time.Second}, 0, false, true},
		{"details, nearly over", emulator.Hidden{Details: 5 * time.Second}, 5*time.Second - 1, false, true},
		{"details, over", emulator.Hidden{Details: 5 * time.Second}, 5 * time.Second, true, true},
		{"lists", emulator.Hidden{Lists: 5 * time.Second}, 5*time.Second - 1, true, false},
		{"lists, over", emulator.Hidden{Lists: 5 * time.Second}, 5 * time.Second, true, true},
		{"both, details over", emulator.Hidden{Details: time.Second, Lists: 2 * time.Second}, time.Second, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{Hidden: test.hidden})
			s := c.signIn(c.Owner())
			added := c.AddService(emulator.Service{})
			service := s.createService(serviceBody(t, nil))
			endpoint := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints", endpointBody(t, added, nil)).text("id")
			c.clock.Advance(test.advance)

			status, noService, noEndpoint := http.StatusOK, "", ""
			if !test.inDetails {
				status, noService, noEndpoint = http.StatusNotFound, "EndPoint.0005", "EndPoint.2006"
			}
			s.want(status, noService, http.MethodGet, "/vpc-endpoint-services/"+service, "")
			s.want(status, noService, http.MethodGet, "/vpc-endpoint-services/describe?id="+service, "")
			s.want(status, noEndpoint, http.MethodGet, "/vpc-endpoints/"+endpoint, "")
			if got := s.listed("/vpc-endpoint-services", service); got != test.inLists {
				t.Errorf("service in the list: %v", got)
			}
			if got := s.listed("/vpc-endpoints", endpoint); got != test.inLists {
				t.Errorf("endpoint in the list: %v", got)
			}
			if !s.listed("/vpc-endpoint-services/"+added+"/connections", endpoint) {
				t.Error("the list of connections does not contain the endpoint")
			}
			s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoint-services/"+added, "")
			if !s.listed("/vpc-endpoint-services", added) {
				t.Error("a service that a hook added is hidden")
			}
		})
	}
}

func TestHiddenResourcesCanBeChanged(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Hidden: emulator.Hidden{Details: time.Minute, Lists: time.Minute}})
	s := c.signIn(c.Owner())
	service := s.createService(serviceBody(t, nil))
	endpoint := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints",
		endpointBody(t, c.AddService(emulator.Service{}), nil)).text("id")
	tags := `{"action":"create","tags":[{"key":"k","value":"v"}]}`
	s.want(http.StatusNoContent, "", http.MethodPost, "/endpoint_service/"+service+"/tags/action", tags)
	s.want(http.StatusNoContent, "", http.MethodPost, "/endpoint/"+endpoint+"/tags/action", tags)
	r := s.want(http.StatusOK, "", http.MethodPut, "/vpc-endpoint-services/"+service, `{"description":"changed"}`)
	if r.text("description") != "changed" || len(r.list("tags")) != 1 {
		t.Errorf("update: %s", r.body)
	}
	s.want(http.StatusNotFound, "EndPoint.0005", http.MethodGet, "/vpc-endpoint-services/"+service, "")
	copied, _ := c.Service(service) // resources that hooks add are never hidden
	copied.ID = ""
	s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoint-services/"+c.AddService(copied), "")
	s.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoint-services/"+service, "")
	s.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoints/"+endpoint, "")
	if len(c.Services()) != 2 || len(c.Endpoints()) != 0 {
		t.Errorf("%d services and %d endpoints remain", len(c.Services()), len(c.Endpoints()))
	}
}
