package emulator_test

import (
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestParseFaultErrors(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "POST", "create-service", "POST create-service", "no-such-op 502", "create-service explode", "create-service 99",
		"create-service 502 times", "create-service 502 times=x", "create-service 502 times=-1", "create-service 502 color=red",
		"create-service 502 probability=2", "create-service 502 probability=0", "create-service slow", "create-service late",
		"create-service answer", "create-service 502 account=me", "create-service 502 delay=5", `create-service 502 body="x`,
		"create-service 502 header=x", "create-service 502 status=7",
		"/v1/p/quotas 502", "/quota 502",
		"create-service page", "create-service page status=200", "create-service 302-page", "create-service 404-page-after",
	} {
		if f, err := emulator.ParseFault(text); err == nil {
			t.Errorf("%q is parsed as %+v", text, f)
		}
	}
}

func FuzzParseFault(f *testing.F) {
	f.Add("POST /vpc-endpoint-services reset-after times=1")
	f.Add(`vpcep 429 probability=0.05 retry-after=1 body="a b"`)
	f.Fuzz(func(t *testing.T, text string) {
		if fault, err := emulator.ParseFault(text); err == nil && (fault.Target == "" && fault.Kind == "") {
			t.Errorf("%q is parsed as %+v", text, fault)
		}
	})
}
