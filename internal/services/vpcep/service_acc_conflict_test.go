package vpcep_test

import (
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// A conflict of ports names the service that has them, and create_before_destroy as the likely cause.
func TestAccServicePortConflict(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	config := cloud.Provider() + serviceConfig(`service_name = "web"`, "lifecycle {\n    create_before_destroy = true\n  }")
	w := acctest.NewWorkspace(t, config)
	w.Must(t, "apply", "-auto-approve")
	id, _ := stateID(t, w)
	w.Configure(t, strings.Replace(config, acctest.VPCID, "4189d3c2-8882-4871-a3c2-d380272eed99", 1))
	output := mustFail(t, w, "apply", "-auto-approve")
	mustSay(t, output, "EndPoint.3044", id+" (web)", "create_before_destroy", "the service that is being replaced")
	if now, tainted := stateID(t, w); now != id || tainted {
		t.Errorf("the state has %q, tainted %t", now, tainted)
	}
	// The advice works: without create_before_destroy the service is replaced.
	w.Configure(
		t,
		strings.Replace(cloud.Provider()+serviceConfig(`service_name = "web"`), acctest.VPCID, "4189d3c2-8882-4871-a3c2-d380272eed99", 1),
	)
	w.Must(t, "apply", "-auto-approve")
	mustManage(t, kinds()["service"], cloud, w)
}
