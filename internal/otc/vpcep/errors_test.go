package vpcep

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestAdviceOnCodes(t *testing.T) {
	t.Parallel()
	// By the field that is at fault, "" for none.
	for field, numbers := range map[string]string{
		"":                    "0001 0003 0004 0013 0016 0022 1018 2004 2013 2018 2019 3006 3045",
		"endpoint_service_id": "2012",
		"permissions":         "3002 3036 3049",
		"port_id":             "3003 3008 3042 3046 3054 3056 3063",
		"ports":               "3004 3043 3044 3074 3075",
		"server_type":         "3021",
		"service_name":        "1003 3076",
		"tags":                "3066 3067 3068 3069 3070 3071 3072 3073",
		"vip_port_id":         "3051",
		"vpc_id":              "0020 2001",
	} {
		for number := range strings.FieldsSeq(numbers) {
			// The cloud writes its codes in this way too.
			for _, prefix := range []string{"EndPoint.", "Endpoint."} {
				err := fmt.Errorf("create: %w", &otc.Error{StatusCode: 400, Code: prefix + number})
				got := AdviceOn(err)
				if got.Field != field || !strings.HasSuffix(got.Text, ".") {
					t.Errorf("%s%s: got %+v, want the field %q", prefix, number, got, field)
				}
			}
		}
	}
}

func TestAdviceOnOtherErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		err  error
		says string // "" for no advice
	}{
		"401":             {&otc.Error{StatusCode: 401, Code: "APIGW.0301"}, "credentials"},
		"401 of VPCEP":    {&otc.Error{StatusCode: 401, Code: "EndPoint.0003"}, "vpcep:epservices:*"},
		"403":             {&otc.Error{StatusCode: 403}, "vpc:vpcs:get"},
		"429":             {&otc.Error{StatusCode: 429}, "again"},
		"502":             {&otc.Error{StatusCode: 502}, "request id"},
		"lost":            {&otc.CallError{Err: errors.New("reset")}, "again"},
		"quota":           {&otc.Error{StatusCode: 400, Code: "EndPoint.1018"}, "quota"},
		"an unknown code": {&otc.Error{StatusCode: 400, Code: "EndPoint.9999"}, ""},
		"404":             {&otc.Error{StatusCode: 404}, ""},
		"of another kind": {errors.New("EndPoint.1018"), ""},
		"none":            {nil, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := AdviceOn(test.err)
			if (got.Text == "") != (test.says == "") || !strings.Contains(got.Text, test.says) || got.Field != "" {
				t.Errorf("got %+v, want %q", got, test.says)
			}
		})
	}
}

func TestMeaningOfErrors(t *testing.T) {
	t.Parallel()
	type meaning struct{ notFound, inUse, conflict, changing bool }
	for name, test := range map[string]struct {
		status int
		code   string
		want   meaning
	}{
		"404":           {404, "", meaning{notFound: true}},
		"0005":          {404, "EndPoint.0005", meaning{notFound: true}},
		"0005 with 400": {400, "endpoint.0005", meaning{notFound: true}},
		"2003":          {400, "EndPoint.2003", meaning{notFound: true}},
		"2006":          {400, "EndPoint.2006", meaning{notFound: true}},
		"2007":          {400, "EndPoint.2007", meaning{notFound: true}},
		"2008":          {400, "EndPoint.2008", meaning{notFound: true}},
		"3006":          {400, "EndPoint.3006", meaning{inUse: true}},
		"3044":          {400, "EndPoint.3044", meaning{conflict: true}},
		"3046":          {400, "EndPoint.3046", meaning{conflict: true}},
		"3045":          {400, "EndPoint.3045", meaning{changing: true}},
		"2004":          {400, "Endpoint.2004", meaning{changing: true}},
		"3005":          {400, "EndPoint.3005", meaning{}},
		"500":           {500, "", meaning{}},
	} {
		err := fmt.Errorf("call: %w", &otc.Error{StatusCode: test.status, Code: test.code})
		if got := (meaning{NotFound(err), InUse(err), Conflict(err), ChangingNow(err)}); got != test.want {
			t.Errorf("%s: got %+v, want %+v", name, got, test.want)
		}
	}
	if NotFound(nil) || NotFound(errors.New(http.StatusText(http.StatusNotFound))) {
		t.Error("no answer says that something is gone")
	}
}
