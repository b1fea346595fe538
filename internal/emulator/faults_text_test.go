package emulator_test

import (
	"reflect"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestFaultString(t *testing.T) {
	t.Parallel()
	for _, rule := range []string{
		"create-service reset-after times=1",
		"POST /vpc-endpoint-services 502-after times=1",
		"GET /vpc-endpoint-services/* 503 times=3 skip=2",
		"* 404-page",
		"vpcep EndPoint.0022 status=409 message=\"text with blanks\" times=1",
		"vpcep 429 code=APIGW.0308 header=\"A:b c\" header=Retry-After:1 probability=0.05",
		"create-endpoint create-fails name=\"no address\" account=consumer code=EndPoint.2041 message=full",
		"list-services huge size=10",
		"list-services 503 body=\"\" retry-after-date=2s delay=500ms",
		"create-service late delay=1m0s",
	} {
		f, err := emulator.ParseFault(rule)
		if err != nil {
			t.Fatal(err)
		}
		again, err := emulator.ParseFault(f.String())
		if err != nil || !reflect.DeepEqual(again, f) {
			t.Errorf("%s is printed as %s, which is %+v, %v", rule, f, again, err)
		}
	}
	c := newCloud(t, emulator.Options{})
	c.AddFault(parseFault(t, "create-service 503 times=1"))
	if rules := c.Faults(); len(rules) != 1 || rules[0].String() != "create-service 503 times=1" || rules[0].Fired != 0 {
		t.Errorf("rules: %+v", rules)
	}
}
