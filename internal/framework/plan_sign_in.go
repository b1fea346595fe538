package framework

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// planSignInTimeout limits what a plan spends on signing in, if nothing else in it requires a session.
const planSignInTimeout = 5 * time.Second

// PlanSignIn signs in if a plan creates something, so that wrong credentials are found before apply. It signs in once for each
// configured provider. Whatever exists is refreshed before it is planned, which requires a session.
type PlanSignIn struct {
	off    bool
	once   sync.Once
	failed atomic.Bool
}

// NewPlanSignIn returns a PlanSignIn.
func NewPlanSignIn(cloud *otc.Client) *PlanSignIn { return &PlanSignIn{off: cloud.SkipPlanChecks()} }

// Check calls signIn for the first resource that a plan creates. Refused credentials are an error of that resource.
// A cloud that cannot be reached is only a warning, so that plans without a network are possible. advice says what to do about an
// error.
func (s *PlanSignIn) Check(
	ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
	signIn func(context.Context) error, advice func(error) string,
) {
	if s == nil || s.off || resp.Diagnostics.HasError() || !req.State.Raw.IsNull() {
		return
	}
	s.once.Do(func() {
		limited, cancel := context.WithTimeout(ctx, planSignInTimeout)
		defer cancel()
		err := signIn(limited)
		s.failed.Store(err != nil)
		if err != nil && ctx.Err() == nil {
			resp.Diagnostics.Append(planSignInDiagnostic(err, advice(err)))
		}
	})
}

// Failed reports whether Check could not sign in. Then the plan should not wait for other requests either.
func (s *PlanSignIn) Failed() bool { return s != nil && s.failed.Load() }

func planSignInDiagnostic(err error, advice string) diag.Diagnostic {
	var failed *otc.SignInError
	if !errors.As(err, &failed) || failed.Refused() {
		return ErrorDiagnostic("sign in", err, advice)
	}
	// The warning leaves the full description to the first error.
	const needed = "The plan does not need a connection to the cloud, but apply does."
	detail := ErrorDetail(failed.Err, needed, advice)
	if errors.Is(err, context.DeadlineExceeded) {
		detail = "Signing in did not succeed within " + planSignInTimeout.String() + ".\n\n" + needed +
			" Check auth_url, the proxy (HTTPS_PROXY, NO_PROXY) and firewalls, unless this machine is offline on purpose. " +
			"To plan without signing in, set plan_checks = false in the provider block."
	}
	if failed.Settings != "" {
		detail += "\n\n" + failed.Settings
	}
	return diag.NewWarningDiagnostic("The credentials are not checked", detail)
}
