package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestEditEndsWhatIsGoingOn(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{Delays: emulator.Delays{Create: time.Minute, EndpointCreate: time.Minute}})
	s := c.signIn(c.Owner())
	id := s.createService(serviceBody(t, nil))
	if err := c.EditService(id, func(s *emulator.Service) { s.Description = "x" }); err != nil {
		t.Fatal(err)
	}
	c.clock.Advance(time.Minute)
	if got, _ := c.Service(id); got.Status != emulator.StatusAvailable {
		t.Errorf("an edit of the description stopped the create: %s", got.Status)
	}
	endpoint := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints", endpointBody(t, id, nil)).text("id")
	if err := c.EditEndpoint(endpoint, func(p *emulator.Endpoint) { p.Status = emulator.StatusRejected }); err != nil {
		t.Fatal(err)
	}
	c.clock.Advance(time.Minute)
	if got, _ := c.Endpoint(endpoint); got.Status != emulator.StatusRejected {
		t.Errorf("the endpoint went on to %s", got.Status)
	}
	if err := c.EditService("none", nil); err == nil {
		t.Error("a service that is not there was edited")
	}
	if err := c.EditEndpoint("none", nil); err == nil {
		t.Error("an endpoint that is not there was edited")
	}
}
