package vpcep

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

const goldenDiagnostics = "testdata/diagnostics.txt"

// All diagnostics are in one file, to be read and edited as a whole. UPDATE_GOLDEN=1 writes it.
func TestGoldenDiagnostics(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	out.WriteString("# Errors of calls, as they are printed\n\n" + printedErrors())
	out.WriteString("# Advice by error code\n\n" + printedAdvice())
	out.WriteString("# All diagnostics of the provider, by file\n\n{x} is a placeholder for the value of x.\n\n")
	for _, folder := range []string{"../../framework", "../../provider", "../../services"} {
		out.WriteString(textsOf(t, folder, (*source).diagnostics))
	}
	out.WriteString("# Causes, by file\n\n")
	for _, folder := range []string{"../../framework", "../../otc", "../../poll", "../../provider", "../../services"} {
		out.WriteString(textsOf(t, folder, (*source).causes))
	}
	got := strings.TrimRight(out.String(), "\n") + "\n"
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		if err := os.WriteFile(filepath.FromSlash(goldenDiagnostics), []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenDiagnostics)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("diagnostics have changed; read %s after UPDATE_GOLDEN=1 go test ./internal/services/vpcep -run TestGoldenDiagnostics "+
			"(-want +got):\n%s", goldenDiagnostics, diff)
	}
}

// printedErrors shows how errors of calls become diagnostics.
func printedErrors() string {
	const (
		address = "https://vpcep.eu-de.otc.t-systems.com/v1/6e9dfd51d1124e8d8498dce894923a0d/vpc-endpoint-services"
		request = "bf9e900ad0f080d030b7f5104a7c630e"
	)
	response := func(method, path string, status int, code vpcep.Code, message string) error {
		return &otc.Error{
			Method: method, URL: address + path, StatusCode: status, Code: string(code), Message: message, RequestID: request,
			ContentType: "application/json",
		}
	}
	page := &otc.Error{
		Method: http.MethodGet, URL: address, StatusCode: http.StatusBadGateway, Message: "502 Bad Gateway",
		ContentType: "text/html", Server: "nginx",
	}
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connect: connection refused")}
	unknown := &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "vpcep.eu-xx.otc.t-systems.com"}}
	call := func(err error) error {
		return &otc.CallError{Method: http.MethodPost, URL: address, NotExecuted: true, Err: err}
	}
	signIn := &otc.SignInError{Settings: "Settings:\n- password: environment variable OS_PASSWORD", Err: &otc.RefusedError{Err: &otc.AdvisedError{
		Err: fmt.Errorf("signing in as user %q of domain %q failed: %w", "terraform", "OTC-EU-DE-1", &otc.Error{
			Method: http.MethodPost, URL: "https://iam.eu-de.otc.t-systems.com/v3/auth/tokens", StatusCode: http.StatusUnauthorized,
			Code: "401", Message: "the user name or the password is wrong", RequestID: request,
		}),
		Advice: "check the user name and the password",
	}}}
	const create = `create VPC Endpoint Service "shop"`
	connection := "accept the endpoint 705290f3-0d00-41f2-aedc-71f09844e879"
	var out strings.Builder
	for _, printed := range []struct {
		title      string
		diagnostic diag.Diagnostic
	}{
		{"an error code with advice", apiError(create, response(http.MethodPost, "", 400, vpcep.CodePortConflict, "the port is in use"))},
		{"an error code without advice", apiError(create, response(http.MethodPost, "", 400, "EndPoint.9999", "something is wrong"))},
		{"a missing permission", apiError(create, response(http.MethodPost, "", 403, vpcep.CodeForbidden, "policy does not allow this"))},
		{"a query", apiError("list VPC Endpoint Services",
			response(http.MethodGet, "?limit=1000&offset=0", 500, vpcep.CodeInternal, "internal error"))},
		{"a page of a proxy", apiError(create, page)},
		{"no connection", apiError(create, call(refused))},
		{"an unknown host", apiError(create, call(unknown))},
		{"no response in time", apiError(create, call(context.DeadlineExceeded))},
		{"refused credentials", apiError(create, signIn)},
		{"a decision on an endpoint that is not connected", connectionError(connection, response(http.MethodPost, "/x/connections/action", 404, "EndPoint.0004", "not found"))},
		{"a decision that is not in force in time", connectionError(connection, context.DeadlineExceeded)},
	} {
		d := printed.diagnostic
		fmt.Fprintf(&out, "## %s\n\n%s: %s\n%s\n\n", printed.title, strings.ToLower(d.Severity().String()), d.Summary(), indented(d.Detail()))
	}
	return out.String()
}

func printedAdvice() string {
	var out strings.Builder
	for _, a := range allAdvice {
		names := make([]string, len(a.codes))
		for i, code := range a.codes {
			names[i] = string(code)
		}
		fmt.Fprintf(&out, "%s: %s\n%s\n\n", strings.Join(names, ", "), a.meaning, indented(a.text))
	}
	return out.String()
}
