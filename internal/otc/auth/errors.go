package auth

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// unfitError is an answer that shows the options to be wrong, such as a project that does not exist.
type unfitError struct{ text string }

func (e *unfitError) Error() string { return e.text }

func unfit(format string, args ...any) error { return &unfitError{fmt.Sprintf(format, args...)} }

// refused tells whether err is IAM's answer that it will not grant what was asked, rather than an outage.
func refused(err error) bool {
	var answer *otc.Error
	return errors.As(err, &answer) && !otc.Transient(err)
}

// undone tells whether err is a call that surely was not executed.
func undone(err error) bool {
	var call *otc.CallError
	return errors.As(err, &call) && call.Undone
}

// explain says who was signing in where, and after a refusal what to look at.
func (c *credentials) explain(err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("sign in %s at %s: %w", c.options.who(), c.iam.base, err)
	if refused(err) {
		err = fmt.Errorf("%w; %s", err, c.options.advice())
	}
	return err
}

func (c *credentials) explainAgency(err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("act through the agency %q of domain %q, signed in %s at %s: %w",
		c.options.Agency.Name, c.options.Agency.DomainName, c.options.who(), c.iam.base, err)
	switch {
	case otc.HasStatus(err, http.StatusUnauthorized):
		// IAM also answers 401 if the project does not exist in the agency's domain.
		err = fmt.Errorf("%w; %s; also check %s", err, c.options.advice(), c.options.agencyProjectSetting())
	case refused(err):
		err = fmt.Errorf("%w; check agency_name, agency_domain_name and %s, "+
			"and that the agency is granted to this account", err, c.options.agencyProjectSetting())
	}
	return err
}

// agencyProjectSetting names the setting that the project of the agency comes from.
func (o Options) agencyProjectSetting() string {
	const ofTheAgency = ", which without delegated_project is a project of the agency's domain"
	switch {
	case o.Agency.DelegatedProject != "":
		return "delegated_project"
	case o.ProjectID != "":
		return "tenant_id" + ofTheAgency
	default:
		return "tenant_name" + ofTheAgency
	}
}

func (o Options) who() string {
	switch o.way() {
	case byToken:
		return "with a token"
	case byAccessKey:
		if o.SecurityToken != "" {
			return "with a temporary access key"
		}
		return "with an access key"
	case byPassword, byPasscode:
		who := fmt.Sprintf("as user %q", o.UserName)
		if o.UserID != "" {
			who = "as the user with id " + o.UserID
		}
		switch {
		case o.DomainID != "":
			who += " of the domain with id " + o.DomainID
		case o.DomainName != "":
			who += fmt.Sprintf(" of domain %q", o.DomainName)
		}
		return who
	default:
		return ""
	}
}

const (
	adviceToken = "check that the token is of this cloud and has not run out, and get a new one; " +
		"a token cannot be renewed, a user name and password can"
	adviceAccessKey = "check access_key, secret_key and, for a temporary key, security_token and whether it has run out, " +
		"and this machine's clock; nothing more is signed with this key now, because five refused calls lock it for five minutes"
)

// advice says what to look at when a sign-in is refused.
func (o Options) advice() string {
	switch o.way() {
	case byToken:
		return adviceToken
	case byAccessKey:
		return adviceAccessKey
	case byPasscode:
		return "check user_id, password and the project, and run again with a new passcode: one is good for a single login"
	case byPassword:
		return "check user_name or user_id, password, domain_name and the project; it is not tried again now, " +
			"because repeated failures lock the account"
	default:
		return ""
	}
}

// whyNotRenewable says why a session that was refused later on stays refused, and what to do.
func (o Options) whyNotRenewable() string {
	switch o.way() {
	case byToken:
		return adviceToken
	case byPasscode:
		return "a passcode is good for a single login; run again with a new one"
	case byAccessKey:
		if o.Agency == nil {
			return adviceAccessKey
		}
	case byPassword:
	}
	return "allow_reauth is false; set it to true, or run again"
}
