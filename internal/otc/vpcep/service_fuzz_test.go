package vpcep

import (
	"encoding/json"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// Decoding never panics, whatever the response, and the result can be compared and named.
func FuzzService(f *testing.F) {
	f.Add(`{"id":"a","status":"available"}`)
	f.Fuzz(func(t *testing.T, body string) {
		var service Service
		if json.Unmarshal([]byte(body), &service) != nil {
			return
		}
		if (service.Validate() == nil) != (service.ID != "") {
			t.Errorf("%q: Validate = %v with the id %q", body, service.Validate(), service.ID)
		}
		if short := service.ShortName(); len(short) > len(value(service.Name)) {
			t.Errorf("%q: the short name %q is longer than the name %q", body, short, value(service.Name))
		}
		if service.Ports != nil && !SamePorts(*service.Ports, *service.Ports) {
			t.Errorf("%q: the ports differ from themselves", body)
		}
		if got := wantedService().compare(&service); service.PortID == nil && got == recovery.Equal {
			t.Errorf("%q: equal without a port_id", body)
		}
		if async.Reasons(reasons(service.Errors)) == "" {
			t.Errorf("%q: no reason is given, and none is said to be missing", body)
		}
	})
}
