package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestQuotas(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	s := c.signIn(c.Owner())
	c.AddService(emulator.Service{})
	r := s.want(http.StatusOK, "", http.MethodGet, "/quotas?type=endpoint_service", "")
	if want := `{"quotas":{"resources":[{"type":"endpoint_service","used":1,"quota":20}]}}`; r.body != want {
		t.Errorf("got %s, want %s", r.body, want)
	}
	if r := s.want(http.StatusOK, "", http.MethodGet, "/quotas", ""); !strings.Contains(r.body, `{"type":"endpoint","used":0,"quota":50}`) {
		t.Errorf("all quotas: %s", r.body)
	}
	s.want(http.StatusBadRequest, "EndPoint.3070", http.MethodGet, "/quotas?type=vpc", "")
}
