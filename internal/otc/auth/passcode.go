package auth

import (
	"context"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// passcodeMethod signs in as a user with a password and the one-time password of a second factor (MFA).
type passcodeMethod struct {
	passwordMethod

	// sent needs no lock: sign-ins do not overlap.
	sent bool
}

func newPasscode(o Options) method { return &passcodeMethod{passwordMethod: passwordMethod{o}} }

func (*passcodeMethod) about() about {
	return about{
		name:    "passcode",
		options: []Option{OptionPasscode},
		usage:   "passcode, password and user_id",
	}
}

func (m *passcodeMethod) selected() bool { return m.Passcode != "" }

func (m *passcodeMethod) missing() []Missing {
	var missing []Missing
	if m.UserID == "" {
		missing = append(missing, Missing{
			AnyOf: []Option{OptionUserID}, Given: []Option{OptionPasscode},
			Reason: "Signing in with a passcode needs the id of the user. The name is not enough.",
		})
	}
	return append(missing, m.missingBesideUser()...)
}

func (*passcodeMethod) notRenewable() string {
	return "a passcode is valid for a single sign-in; run again with a new one"
}

func (m *passcodeMethod) usedUp() bool { return m.sent }

func (*passcodeMethod) advice() string {
	return "check user_id, password and the project, and run again with a new passcode: each is valid for a single sign-in"
}

func (m *passcodeMethod) signIn(ctx context.Context, iam iam) (*grant, error) {
	return m.inProject(m.logIn(ctx, iam, scope{Project: m.project()}))
}

func (m *passcodeMethod) caller(ctx context.Context, iam iam) (*caller, error) {
	return callerWithToken(m.logIn(ctx, iam, scope{Domain: m.domain()}))
}

// logIn sends the passcode once. The first attempt uses it up, even if the response is lost.
func (m *passcodeMethod) logIn(ctx context.Context, iam iam, s scope) (*grant, error) {
	id := m.identity()
	id.Methods = append(id.Methods, "totp")
	id.TOTP = &userCredential{user{ID: m.UserID, Passcode: m.Passcode.Reveal()}}
	granted, err := iam.createToken(ctx, id, s, otc.RetryNever, nil)
	m.sent = !notExecuted(err)
	return granted, err
}
