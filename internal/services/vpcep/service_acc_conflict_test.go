package vpcep_test

import (
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// A conflict of ports names the service that has them, and create_before_destroy as the likely cause.
func TestAccServicePortConflict(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	const first = "lifecycle {\n    create_before_destroy = true\n  }"
	w := acctest.NewWorkspace(t, cloud.Provider()+serviceConfig(`service_name = "web"`, first))
	w.Must(t, "apply", "-auto-approve")
	id, _ := stateID(t, w)
	moved := arguments{"vpc_id": quoted(otherVPC)}
	w.Configure(t, cloud.Provider()+serviceWith(moved, `service_name = "web"`, first))
	output := mustFail(t, w, "apply", "-auto-approve")
	mustSay(t, output, "EndPoint.3044", id+" (web)", "create_before_destroy", "the service that is being replaced")
	if now, tainted := stateID(t, w); now != id || tainted {
		t.Errorf("the state has %q, tainted %t", now, tainted)
	}
	// The advice works: without create_before_destroy the service is replaced.
	w.Configure(t, cloud.Provider()+serviceWith(moved, `service_name = "web"`))
	w.Must(t, "apply", "-auto-approve")
	mustManage(t, kinds()["service"], cloud, w)
}
