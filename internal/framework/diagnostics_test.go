package framework_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// saidError is an error in words that an error of this project would not use.
type saidError string

func (e saidError) Error() string { return string(e) }

func TestExplain(t *testing.T) {
	t.Parallel()
	refusal := &otc.Error{
		Method: "POST", URL: "https://h/v1/p1/vpc-endpoint-services", StatusCode: 400,
		Code: "EndPoint.1018", Message: "The quota is used up", RequestID: "req-1",
	}
	const facts = "Code: EndPoint.1018\nHTTP status: 400 Bad Request\nRequest id: req-1\nCall: POST https://h/v1/p1/vpc-endpoint-services"
	tests := map[string]struct {
		err    error
		advice []string
		want   string
	}{
		"an answer": {refusal, nil, "The API answered: The quota is used up.\n\n" + facts},
		"an answer and advice": {
			refusal, []string{"", "Delete some.", "", "Or ask for more."},
			"The API answered: The quota is used up.\n\nDelete some.\n\nOr ask for more.\n\n" + facts,
		},
		"an answer and more": {
			fmt.Errorf("7 of 9 done: %w", refusal), nil,
			"7 of 9 done: The quota is used up.\n\n" + facts,
		},
		"an answer of no words": {
			&otc.Error{Method: "GET", URL: "https://h/", StatusCode: 502}, nil,
			"HTTP 502 Bad Gateway.\n\nHTTP status: 502 Bad Gateway\nCall: GET https://h/",
		},
		"an answer of an odd status": {
			&otc.Error{Method: "GET", URL: "https://h/", StatusCode: 599, Message: "Odd."}, nil,
			"The API answered: Odd.\n\nHTTP status: 599\nCall: GET https://h/",
		},
		"a page of a server": {
			&otc.Error{
				Method: "GET", URL: "https://h/", StatusCode: 404, Message: "404 Not Found", ContentType: "text/html", Server: "nginx",
				RequestID: "req-1",
			}, nil,
			"The response is not from the API: 404 Not Found.\n\n" +
				"HTTP status: 404 Not Found\nResponse from: nginx (text/html)\nRequest id: req-1\nCall: GET https://h/",
		},
		"a page of nobody": {
			fmt.Errorf("read it: %w", &otc.Error{Method: "GET", URL: "https://h/", StatusCode: 404, ContentType: "text/html"}), nil,
			"Read it: HTTP 404 Not Found.\n\n" +
				"HTTP status: 404 Not Found\nResponse from: unknown server (text/html)\nCall: GET https://h/",
		},
		"an answer of a server without a type": {
			&otc.Error{Method: "GET", URL: "https://h/", StatusCode: 502, Server: "nginx"}, nil,
			"HTTP 502 Bad Gateway.\n\n" +
				"HTTP status: 502 Bad Gateway\nResponse from: nginx\nCall: GET https://h/",
		},
		"an answer of the API through a server": {
			&otc.Error{
				Method: "GET", URL: "https://h/", StatusCode: 404, Code: "A", Message: "It is gone", ContentType: "application/json", Server: "nginx",
			}, nil,
			"The API answered: It is gone.\n\nCode: A\nHTTP status: 404 Not Found\nCall: GET https://h/",
		},
		"no answer": {
			&otc.CallError{Method: "GET", URL: "https://h/", Err: errors.New("connection reset")}, []string{"Run it again."},
			"Connection reset.\n\nRun it again.\n\nCall: GET https://h/",
		},
		"a question": {saidError(" Really? "), nil, "Really?"},
		"a call":     {saidError("Stop!"), nil, "Stop!"},
		"small":      {errors.New("not found"), nil, "Not found."},
		"an id":      {saidError("4189d3c2 is gone"), nil, "4189d3c2 is gone."},
		"nothing":    {saidError(""), nil, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, framework.ErrorDetail(test.err, test.advice...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFailure(t *testing.T) {
	t.Parallel()
	err := errors.New("Refused")
	checkDiagnostic(t, framework.ErrorDiagnostic(`create VPC Endpoint Service "web"`, err, "Fix it."), path.Empty(),
		`Unable to create VPC Endpoint Service "web"`, "Refused.\n\nFix it.")
	checkDiagnostic(t, framework.AttributeErrorDiagnostic(path.Root("port_id"), "create it", err, "Fix it."), path.Root("port_id"),
		"Unable to create it", "Refused.\n\nFix it.")
}
