package vpcep

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestAdviceOnCodes(t *testing.T) {
	t.Parallel()
	// By the attribute to which the error refers, "" for none.
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
			// The cloud also uses this case.
			for _, prefix := range []string{"EndPoint.", "Endpoint."} {
				err := fmt.Errorf("create: %w", &otc.Error{StatusCode: 400, Code: prefix + number})
				got := adviceFor(err)
				if got.attribute != field || !strings.HasSuffix(got.text, ".") {
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
		"401":          {&otc.Error{StatusCode: 401, Code: "APIGW.0301"}, "credentials"},
		"401 of VPCEP": {&otc.Error{StatusCode: 401, Code: "EndPoint.0003"}, "IAM actions"},
		"403":          {&otc.Error{StatusCode: 403}, "IAM actions"},
		"403 of a call": {
			&otc.Error{StatusCode: 403, Code: "EndPoint.0004", Method: "GET", URL: "https://vpcep.example.com/v1/p/quotas"},
			"It needs the IAM actions: vpcep:quotas:get.",
		},
		"429":             {&otc.Error{StatusCode: 429}, "again"},
		"502":             {&otc.Error{StatusCode: 502, RequestID: "r1"}, "give the request id"},
		"502 without id":  {&otc.Error{StatusCode: 502}, "run the command again."},
		"unknown host":    {&otc.CallError{Err: &net.OpError{Op: "dial", Err: &net.DNSError{Name: "iam.example.com"}}}, "cannot be resolved"},
		"not connected":   {&otc.CallError{Err: &net.OpError{Op: "dial", Err: errors.New("refused")}}, "HTTPS_PROXY"},
		"cut off":         {&otc.CallError{Err: &net.OpError{Op: "read", Err: errors.New("reset")}}, "temporary failure"},
		"lost":            {&otc.CallError{Err: errors.New("reset")}, "again"},
		"quota":           {&otc.Error{StatusCode: 400, Code: "EndPoint.1018"}, "quota"},
		"an unknown code": {&otc.Error{StatusCode: 400, Code: "EndPoint.9999"}, ""},
		"404 of a proxy":  {&otc.Error{StatusCode: 404}, "proxy"},
		"404 of the API":  {&otc.Error{StatusCode: 404, Code: "EndPoint.0005"}, ""},
		"of another kind": {errors.New("EndPoint.1018"), ""},
		"none":            {nil, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := adviceFor(test.err)
			if promised := strings.Contains(got.text, "request id"); promised != (test.says == "give the request id") {
				t.Errorf("%q speaks of a request id: %t", got.text, promised)
			}
			if (got.text == "") != (test.says == "") || !strings.Contains(got.text, test.says) || got.attribute != "" {
				t.Errorf("got %+v, want %q", got, test.says)
			}
		})
	}
}
