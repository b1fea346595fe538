package vpcep

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestMeaningOfErrors(t *testing.T) {
	t.Parallel()
	type meaning struct{ notFound, foreign, inUse, changing, conflict bool }
	for name, test := range map[string]struct {
		status int
		code   string
		want   meaning
	}{
		"404":           {404, "", meaning{foreign: true}},
		"the gateway's": {404, "APIGW.0101", meaning{foreign: true}},
		"0005":          {404, "EndPoint.0005", meaning{notFound: true}},
		"another":       {404, "endpoint.9999", meaning{notFound: true}},
		"0005 with 400": {400, "endpoint.0005", meaning{notFound: true}},
		"2003":          {400, "EndPoint.2003", meaning{notFound: true}},
		"2006":          {400, "EndPoint.2006", meaning{notFound: true}},
		"2007":          {400, "EndPoint.2007", meaning{notFound: true}},
		"2008":          {400, "EndPoint.2008", meaning{notFound: true}},
		"3006":          {400, "EndPoint.3006", meaning{inUse: true}},
		"3045":          {400, "EndPoint.3045", meaning{changing: true}},
		"2004":          {400, "Endpoint.2004", meaning{changing: true}},
		"3044":          {400, "EndPoint.3044", meaning{conflict: true}},
		"3005":          {400, "EndPoint.3005", meaning{}},
		"500":           {500, "", meaning{}},
	} {
		err := fmt.Errorf("call: %w", &otc.Error{StatusCode: test.status, Code: test.code})
		if got := (meaning{NotFound(err), foreignNotFound(err), InUse(err), Busy(err), PortConflict(err)}); got != test.want {
			t.Errorf("%s: got %+v, want %+v", name, got, test.want)
		}
	}
	if NotFound(nil) || NotFound(errors.New(http.StatusText(http.StatusNotFound))) {
		t.Error("no answer says that something is gone")
	}
}
