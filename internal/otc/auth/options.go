// Package auth signs in to Open Telekom Cloud: with a token, an access key, a password, or a password and a
// one-time passcode. An agency can be assumed on top of each of them.
//
// Signing in is lazy: the network is not used before the first session is needed, and then only for what the
// options do not already say.
package auth

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// Options are the credentials to sign in with. If they allow several methods, a token takes precedence over an
// access key, and an access key over a password. If both an id and a name are given, the id is used.
type Options struct {
	AuthURL string // of IAM, including the version: https://iam.eu-de.otc.t-systems.com/v3

	UserName string
	UserID   string
	Password otc.Secret
	Passcode otc.Secret // one-time password of a second factor; requires UserID and Password

	Token otc.Secret

	AccessKey     string
	SecretKey     otc.Secret
	SecurityToken otc.Secret // of a temporary access key

	DomainID    string // the account that the user and the project belong to
	DomainName  string
	ProjectID   string // with an agency that has no delegated project, a project of the agency's domain
	ProjectName string

	Agency *Agency // to act on behalf of another account; nil for none

	AllowReauth   bool // sign in again when the session expires
	SkipCatalogue bool // all endpoints are known, so the service catalogue is not needed
}

// Option names one of the Options in errors, so that a user interface can say where it looked for a value. The
// names are those of the provider's arguments.
type Option string

// The options that a sign-in may require.
const (
	OptionAuthURL          Option = "auth_url"
	OptionUserName         Option = "user_name"
	OptionUserID           Option = "user_id"
	OptionPassword         Option = "password"
	OptionPasscode         Option = "passcode"
	OptionToken            Option = "token"
	OptionAccessKey        Option = "access_key"
	OptionSecretKey        Option = "secret_key"
	OptionDomainID         Option = "domain_id"
	OptionDomainName       Option = "domain_name"
	OptionProjectID        Option = "tenant_id"
	OptionProjectName      Option = "tenant_name"
	OptionAgencyName       Option = "agency_name"
	OptionAgencyDomainName Option = "agency_domain_name"
	OptionDelegatedProject Option = "delegated_project"
)

// Missing is one requirement that the options do not meet.
type Missing struct {
	AnyOf  []Option // alternatives; the most common one comes first
	Given  []Option // the options that make it a requirement; may be empty
	Reason string   // why it is required, in full sentences

	summary string // replaces the default summary
}

// Summary says in a few words what is missing.
func (m Missing) Summary() string {
	if m.summary != "" {
		return m.summary
	}
	names := make([]string, len(m.AnyOf))
	for i, option := range m.AnyOf {
		names[i] = string(option)
	}
	if last := len(names) - 1; last > 0 {
		names = []string{strings.Join(names[:last], ", ") + " or " + names[last]}
	}
	return names[0] + " is missing"
}

// MissingError lists everything that the selected sign-in method still requires.
type MissingError struct {
	Method  string // name of the sign-in method; "" if the options select none
	Missing []Missing
}

// Error lists the missing options and why they are required.
func (e *MissingError) Error() string {
	texts := make([]string, len(e.Missing))
	for i, m := range e.Missing {
		texts[i] = m.Summary() + ": " + m.Reason
	}
	return strings.Join(texts, " ")
}

// Check reports whether the options are complete. It returns a *MissingError if they are not.
func (o Options) Check() error {
	m := o.method()
	if m == nil {
		return noMethodError()
	}
	missing := m.missing()
	if o.Agency != nil {
		missing = append(missing, agency{o}.missing()...)
	}
	if o.NeedsIAM() && o.AuthURL == "" {
		missing = append(missing, Missing{
			AnyOf: []Option{OptionAuthURL}, Reason: "Set the address of IAM, such as https://iam.eu-de.otc.t-systems.com/v3.",
		})
	}
	if len(missing) > 0 {
		return &MissingError{Method: m.about().name, Missing: missing}
	}
	if o.NeedsIAM() {
		if u, err := url.Parse(o.AuthURL); err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
			return errors.New("the address of IAM is not an http or https URL")
		}
	}
	return nil
}

// NeedsIAM reports whether signing in sends a request to IAM and therefore requires an AuthURL. A token or an
// access key does not if the project and all endpoints are known.
func (o Options) NeedsIAM() bool {
	m := o.method()
	return m == nil || o.Agency != nil || m.needsIAM()
}

// Secrets returns the values that must not appear in logs or errors.
func (o Options) Secrets() []otc.Secret {
	var secrets []otc.Secret
	for _, secret := range []otc.Secret{o.Password, o.Passcode, o.Token, o.SecretKey, o.SecurityToken} {
		if secret != "" {
			secrets = append(secrets, secret)
		}
	}
	return secrets
}

// New returns credentials that sign in with the options. It does not use the network. If an option is missing,
// the error is a *MissingError.
func New(sender *otc.Sender, options Options) (otc.Credentials, error) {
	options.AuthURL = strings.TrimRight(options.AuthURL, "/")
	if err := options.Check(); err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	return newCredentials(sender, options), nil
}

func (o Options) hasDomain() bool  { return o.DomainID != "" || o.DomainName != "" }
func (o Options) hasProject() bool { return o.ProjectID != "" || o.ProjectName != "" }

// missingScope returns what is missing of the scope to sign in to. It is a project, or the caller's own domain
// if an agency is assumed afterwards.
func (o Options) missingScope() []Missing {
	switch {
	case o.Agency != nil && !o.hasDomain():
		return []Missing{{
			AnyOf:  []Option{OptionDomainName, OptionDomainID},
			Given:  []Option{OptionAgencyName, OptionAgencyDomainName, OptionDelegatedProject},
			Reason: "Before an agency is assumed, the provider signs in to your own domain (the account).",
		}}
	case o.Agency == nil && !o.hasProject():
		return []Missing{{
			AnyOf:  []Option{OptionProjectName, OptionProjectID},
			Reason: "The VPC Endpoint service works in a project. Set its name or its id.",
		}}
	default:
		return nil
	}
}

func (o Options) domain() *reference {
	switch {
	case o.DomainID != "":
		return &reference{ID: o.DomainID}
	case o.DomainName != "":
		return &reference{Name: o.DomainName}
	default:
		return nil
	}
}

func (o Options) project() *reference {
	if o.ProjectID != "" {
		return &reference{ID: o.ProjectID}
	}
	return &reference{Name: o.ProjectName, Domain: o.domain()}
}
