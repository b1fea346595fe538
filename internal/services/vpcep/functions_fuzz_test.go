package vpcep

import (
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// parse_full_service_name and full_service_name accept the same names, and each undoes the other.
func FuzzFullServiceName(f *testing.F) {
	valid := func(region, short, id string) bool {
		return regionName.Check(region) == "" && optionalServiceName().Check(short) == "" && framework.IsUUID(id)
	}
	f.Fuzz(func(t *testing.T, name, region, short, id string) {
		built := vpcep.FullServiceName(region, short, id)
		if accepted := fullServiceName.Check(string(built)) == ""; valid(region, short, id) {
			gotRegion, gotShort, gotID, _ := built.Parts()
			if !accepted || gotRegion != region || gotShort != short || gotID != id {
				t.Errorf("%q, accepted: %t, has the parts %q, %q and %q", built, accepted, gotRegion, gotShort, gotID)
			}
		}
		if fullServiceName.Check(name) != "" {
			return
		}
		gotRegion, gotShort, gotID, _ := vpcep.ServiceName(name).Parts()
		if rebuilt := vpcep.FullServiceName(gotRegion, gotShort, gotID); string(rebuilt) != name {
			t.Errorf("%q is rebuilt as %q", name, rebuilt)
		}
		if !valid(gotRegion, gotShort, gotID) {
			t.Errorf("%q has the parts %q, %q and %q, which the builder refuses", name, gotRegion, gotShort, gotID)
		}
	})
}
