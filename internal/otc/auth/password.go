package auth

import (
	"context"
	"fmt"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// passwordMethod signs in as a user with a password.
type passwordMethod struct{ Options }

func newPassword(o Options) method { return passwordMethod{o} }

func (passwordMethod) about() about {
	return about{
		name:    "password",
		options: []Option{OptionPassword, OptionUserName, OptionUserID},
		usage:   "password and user_name or user_id",
	}
}

func (m passwordMethod) selected() bool {
	return m.Password != "" || m.UserName != "" || m.UserID != ""
}

func (m passwordMethod) missing() []Missing {
	var missing []Missing
	if m.UserName == "" && m.UserID == "" {
		missing = append(missing, Missing{
			AnyOf: []Option{OptionUserName, OptionUserID}, Given: []Option{OptionPassword},
			Reason: "A password is only valid together with its user.",
		})
	}
	return append(missing, m.missingBesideUser()...)
}

// missingBesideUser lists what is missing apart from the user.
func (m passwordMethod) missingBesideUser() []Missing {
	var missing []Missing
	if m.Password == "" {
		missing = append(missing, Missing{
			AnyOf: []Option{OptionPassword}, Given: []Option{OptionUserName, OptionUserID, OptionPasscode},
			Reason: "Signing in as a user requires the password, also with a passcode.",
		})
	}
	missing = append(missing, m.missingDomain()...)
	return append(missing, m.missingScope()...)
}

// missingDomain tells what the domain is needed for if it is missing.
func (m passwordMethod) missingDomain() []Missing {
	needed := Missing{AnyOf: []Option{OptionDomainName, OptionDomainID}}
	switch {
	case m.hasDomain(), m.Agency != nil: // an agency requires the domain in any case
		return nil
	case m.UserID == "" && m.UserName != "":
		needed.Given, needed.Reason = []Option{OptionUserName}, "A user name is only unique within its domain (the account)."
	case m.ProjectID == "" && m.ProjectName != "":
		needed.Given, needed.Reason = []Option{OptionProjectName}, "A project name is only unique within its domain (the account)."
	default:
		return nil
	}
	return []Missing{needed}
}

func (passwordMethod) needsIAM() bool       { return true }
func (passwordMethod) notRenewable() string { return "" }
func (passwordMethod) usedUp() bool         { return false }

func (m passwordMethod) who() string {
	who := fmt.Sprintf("as user %q", m.UserName)
	if m.UserID != "" {
		who = "as the user with id " + m.UserID
	}
	switch {
	case m.DomainID != "":
		who += " of the domain with id " + m.DomainID
	case m.DomainName != "":
		who += fmt.Sprintf(" of domain %q", m.DomainName)
	}
	return who
}

func (passwordMethod) advice() string {
	return "check user_name or user_id, password, domain_name and the project; the provider does not try again, " +
		"because repeated failures lock the account"
}

func (m passwordMethod) signIn(ctx context.Context, iam iam) (*grant, error) {
	return m.inProject(m.logIn(ctx, iam, scope{Project: m.project()}))
}

func (m passwordMethod) caller(ctx context.Context, iam iam) (*caller, error) {
	return callerWithToken(m.logIn(ctx, iam, scope{Domain: m.domain()}))
}

func (m passwordMethod) logIn(ctx context.Context, iam iam, s scope) (*grant, error) {
	return iam.createToken(ctx, m.identity(), s, otc.RetryIdempotent, nil)
}

func (m passwordMethod) identity() identity {
	who := user{ID: m.UserID, Password: m.Password.Reveal()}
	if who.ID == "" {
		who.Name, who.Domain = m.UserName, m.domain()
	}
	return identity{Methods: []string{"password"}, Password: &userCredential{who}}
}

// inProject makes sure that a session has a project.
func (o Options) inProject(granted *grant, err error) (*grant, error) {
	if err != nil {
		return nil, err
	}
	if granted.session.ProjectID == "" {
		granted.session.ProjectID = o.ProjectID
	}
	if granted.session.ProjectID == "" {
		return nil, optionsErrorf("the response names no project")
	}
	return granted, nil
}
