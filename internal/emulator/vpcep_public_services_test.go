package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestPublicServices(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	s := c.signIn(c.Consumer())
	private := c.AddService(emulator.Service{Name: "web"})
	for query, want := range map[string]float64{
		"": 3, "?endpoint_service_name=obs": 2, "?id=" + private: 0, "?endpoint_service_name=com.t-systems.otc.eu-de.dns&limit=1": 1,
	} {
		r := s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoint-services/public"+query, "")
		if r.json["total_count"] != want {
			t.Errorf("%q: %s, want %v", query, r.body, want)
		}
		if want > 0 && !strings.Contains(r.body, `"owner":"operations"`) {
			t.Errorf("%q: no owner: %s", query, r.body)
		}
	}
	s.want(http.StatusBadRequest, "EndPoint.0002", http.MethodGet, "/vpc-endpoint-services/public?status=available", "")

	describe := "/vpc-endpoint-services/describe"
	for _, query := range []string{"?id=" + private, "?endpoint_service_name=eu-de.web." + private} {
		if r := s.want(http.StatusOK, "", http.MethodGet, describe+query, ""); r.text("id") != private || r.json["is_charge"] != false {
			t.Errorf("%q: %s", query, r.body)
		}
	}
	s.want(http.StatusNotFound, "EndPoint.0005", http.MethodGet, describe+"?endpoint_service_name=web", "")
	s.want(http.StatusBadRequest, "EndPoint.0002", http.MethodGet, describe, "")
	s.want(http.StatusNotFound, "EndPoint.0005", http.MethodGet, "/vpc-endpoint-services/"+c.PublicServices()[0].ID, "")
}

func TestIsChargeAsString(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{IsChargeString: true})
	s := c.signIn(c.Consumer())
	r := s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoint-services/describe?endpoint_service_name=com.t-systems.otc.eu-de.dns", "")
	if r.json["is_charge"] != "true" {
		t.Errorf("is_charge: %s", r.body)
	}
}
