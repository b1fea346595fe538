package framework_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestPlanSignIn(t *testing.T) {
	t.Parallel()
	created := tftypes.NewValue(tftypes.Object{}, nil)
	existing := tftypes.NewValue(tftypes.Object{}, map[string]tftypes.Value{})
	refused := &otc.SignInError{Err: &otc.RefusedError{Err: errors.New("the password is wrong")}, Settings: "Settings:\n- password: OS_PASSWORD"}
	for name, test := range map[string]struct {
		state     tftypes.Value
		skip      bool
		err       error
		signsIn   int64
		severity  diag.Severity // 0 if nothing is reported
		summary   string
		says, not string
	}{
		"succeeds": {state: created, signsIn: 1},
		"refused": {
			state: created, err: refused, signsIn: 1,
			severity: diag.SeverityError, summary: "Unable to sign in", says: "The password is wrong.", not: "apply does",
		},
		"not reachable": {
			state: created, err: &otc.SignInError{Err: errors.New("no route to host"), Settings: "Settings:\n- auth_url: OS_AUTH_URL"}, signsIn: 1,
			severity: diag.SeverityWarning, summary: "The credentials are not checked", says: "No route to host.",
		},
		"no response": {
			state: created, err: &otc.SignInError{Err: context.DeadlineExceeded}, signsIn: 1,
			severity: diag.SeverityWarning, summary: "The credentials are not checked", says: "did not succeed within 5s", not: "deadline",
		},
		"another error": {
			state: created, err: errors.New("the catalogue has no vpcep"), signsIn: 1,
			severity: diag.SeverityError, summary: "Unable to sign in", says: "catalogue",
		},
		"existing":   {state: existing, err: refused},
		"turned off": {state: created, skip: true, err: refused},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := framework.NewPlanSignIn(otc.NewClient(nil, nil, otc.ClientOptions{SkipPlanChecks: test.skip}))
			var signsIn atomic.Int64
			signIn := func(context.Context) error {
				signsIn.Add(1)
				return test.err
			}
			var diags diag.Diagnostics
			for range 3 {
				resp := new(resource.ModifyPlanResponse)
				req := resource.ModifyPlanRequest{State: tfsdk.State{Raw: test.state}}
				s.Check(t.Context(), req, resp, signIn, func(error) string { return "" })
				diags.Append(resp.Diagnostics...)
			}
			if failed := s.Failed(); failed != (test.severity != 0) {
				t.Errorf("failed is %t", failed)
			}
			if n := signsIn.Load(); n != test.signsIn {
				t.Errorf("signs in %d times, want %d", n, test.signsIn)
			}
			if test.severity == 0 {
				if len(diags) != 0 {
					t.Errorf("diagnostics are %v", diags)
				}
				return
			}
			if len(diags) != 1 || diags[0].Severity() != test.severity || diags[0].Summary() != test.summary ||
				!strings.Contains(diags[0].Detail(), test.says) || test.not != "" && strings.Contains(diags[0].Detail(), test.not) {
				t.Fatalf("diagnostics are %v", diags)
			}
			var failed *otc.SignInError
			if errors.As(test.err, &failed) && !strings.Contains(diags[0].Detail(), failed.Settings) {
				t.Errorf("%q does not contain the origins of the settings", diags[0].Detail())
			}
		})
	}
}

// A failed sign-in is described once. A warning leaves the description to the first error.
func TestSignInErrorIsDescribedOnce(t *testing.T) {
	t.Parallel()
	credentials := failingCredentials{errors.New("no route to host")}
	client := otc.NewClient(nil, credentials, otc.ClientOptions{})
	signIn := func(ctx context.Context) error { return client.SignIn(ctx, "vpcep") }
	resp := new(resource.ModifyPlanResponse)
	framework.NewPlanSignIn(client).Check(t.Context(), resource.ModifyPlanRequest{
		State: tfsdk.State{Raw: tftypes.NewValue(tftypes.Object{}, nil)},
	}, resp, signIn, func(error) string { return "" })
	if resp.Diagnostics.WarningsCount() != 1 {
		t.Fatalf("diagnostics are %v", resp.Diagnostics)
	}
	for i, want := range []string{"No route to host.", "Signing in failed, as described in another error."} {
		if got := framework.ErrorDetail(signIn(t.Context())); got != want {
			t.Errorf("error %d is %q, want %q", i, got, want)
		}
	}
}

type failingCredentials struct{ err error }

func (c failingCredentials) Session(context.Context) (*otc.Session, error) { return nil, c.err }

func (c failingCredentials) Renew(context.Context, *otc.Session, error) (*otc.Session, error) {
	return nil, c.err
}

func (c failingCredentials) Authorize(*http.Request, *otc.Session) error { return c.err }
