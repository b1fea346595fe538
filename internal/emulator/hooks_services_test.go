package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestEditCancelsTransition(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Delays: emulator.Delays{Create: time.Minute, EndpointCreate: time.Minute}})
	s := c.signIn(c.Owner())
	id := s.createService(serviceBody(t, nil))
	if err := c.EditService(id, func(s *emulator.Service) { s.Description = "x" }); err != nil {
		t.Fatal(err)
	}
	c.clock.Advance(time.Minute)
	if got, _ := c.Service(id); got.Status != emulator.StatusAvailable {
		t.Errorf("status %s: editing the description canceled the create", got.Status)
	}
	endpoint := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints", endpointBody(t, id, nil)).text("id")
	if err := c.EditEndpoint(endpoint, func(p *emulator.Endpoint) { p.Status = emulator.StatusRejected }); err != nil {
		t.Fatal(err)
	}
	c.clock.Advance(time.Minute)
	if got, _ := c.Endpoint(endpoint); got.Status != emulator.StatusRejected {
		t.Errorf("status %s: the transition was not canceled", got.Status)
	}
	if err := c.EditService("none", nil); err == nil {
		t.Error("EditService of a missing service: no error")
	}
	if err := c.EditEndpoint("none", nil); err == nil {
		t.Error("EditEndpoint of a missing endpoint: no error")
	}
}
