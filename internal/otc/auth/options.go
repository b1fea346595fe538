// Package auth signs in to Open Telekom Cloud: with a password, a one-time passcode, a token or an access
// key, and with an agency on top of each of them.
//
// Nothing is asked of the network before the first session is wanted, and nothing that is not needed then.
package auth

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// Options are what somebody has to sign in with. Of several ways, a token is used before an access key, and
// an access key before a password. Where both an id and a name are given, the id counts.
type Options struct {
	AuthURL string // of IAM, with its version: https://iam.eu-de.otc.t-systems.com/v3

	UserName string
	UserID   string
	Password otc.Secret
	Passcode otc.Secret // one-time password of a second factor; beside UserID and Password

	Token otc.Secret

	AccessKey     string
	SecretKey     otc.Secret
	SecurityToken otc.Secret // of a temporary access key

	DomainID    string // the account that user and project belong to
	DomainName  string
	ProjectID   string // with an agency that has no delegated project, a project of the agency's domain
	ProjectName string

	Agency *Agency // to act for another account; nil for none

	AllowReauth   bool // a session that runs out may be replaced by signing in again
	SkipCatalogue bool // every endpoint is known, so no catalogue is asked for
}

// Agency is the trust another account gives: whoever signs in acts with its rights from then on.
type Agency struct {
	Name             string
	DomainName       string // the account that grants it
	DelegatedProject string // name of a project of that account; if "", Options name the project
}

// way is how the first session comes about.
type way int

const (
	byPassword way = iota
	byPasscode
	byToken
	byAccessKey
)

func (o Options) way() way {
	switch {
	case o.Token != "":
		return byToken
	case o.AccessKey != "":
		return byAccessKey
	case o.Passcode != "":
		return byPasscode
	default:
		return byPassword
	}
}

// NeedsIAM tells whether a session takes a request at all, and so an AuthURL: a token or an access key
// whose project and endpoints are known does not.
func (o Options) NeedsIAM() bool {
	switch o.way() {
	case byToken, byAccessKey:
		return o.Agency != nil || o.ProjectID == "" || !o.SkipCatalogue
	case byPassword, byPasscode:
		return true
	default:
		return true
	}
}

// renewable tells whether signing in again can replace a session the cloud refused.
func (o Options) renewable() bool {
	switch o.way() {
	case byPassword:
		return o.AllowReauth
	case byAccessKey:
		// A plain access key has no session that could run out.
		return o.AllowReauth && o.Agency != nil
	case byPasscode, byToken:
		return false
	default:
		return false
	}
}

// New returns credentials that sign in as the options say. It asks nothing of the network; an error
// says which option is missing.
func New(sender *otc.Sender, options Options) (otc.Credentials, error) {
	options.AuthURL = strings.TrimRight(options.AuthURL, "/")
	if err := options.check(); err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	return newCredentials(sender, options), nil
}

func newCredentials(sender sender, options Options) *credentials {
	return &credentials{
		options: options,
		iam:     iam{sender: sender, base: options.AuthURL},
		key:     accessKey{id: options.AccessKey, secret: options.SecretKey, securityToken: options.SecurityToken},
	}
}

func (o Options) check() error {
	if o.NeedsIAM() {
		u, err := url.Parse(o.AuthURL)
		if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
			return errors.New("the address of IAM is missing or is not an http or https address")
		}
	}
	if o.Agency != nil && (o.Agency.Name == "" || o.Agency.DomainName == "") {
		return errors.New("an agency needs its name and the name of the domain that grants it")
	}
	if err := o.checkWay(); err != nil {
		return err
	}
	if o.Agency != nil {
		switch {
		case o.Agency.DelegatedProject == "" && !o.hasProject():
			return errors.New("an agency needs a delegated project, or the id or name of a project")
		case o.way() != byToken && !o.hasDomain():
			return errors.New("an agency needs the id or name of the domain that signs in")
		}
		return nil
	}
	if o.way() != byToken && !o.hasProject() {
		return errors.New("the id or name of a project is missing")
	}
	return nil
}

func (o Options) checkWay() error {
	switch o.way() {
	case byToken:
		return nil
	case byAccessKey:
		if o.SecretKey == "" {
			return errors.New("an access key needs its secret key")
		}
		return nil
	case byPasscode:
		if o.UserID == "" {
			return errors.New("a passcode needs the id of the user")
		}
	case byPassword:
	}
	switch {
	case o.Password == "":
		return errors.New("there is no token, no access key and no password")
	case o.UserName == "" && o.UserID == "":
		return errors.New("a password needs the name or id of the user")
	case o.UserID == "" && !o.hasDomain():
		return errors.New("the name of a user needs the id or name of the domain")
	case o.Agency == nil && o.ProjectID == "" && o.ProjectName != "" && !o.hasDomain():
		return errors.New("the name of a project needs the id or name of the domain")
	}
	return nil
}

func (o Options) hasDomain() bool  { return o.DomainID != "" || o.DomainName != "" }
func (o Options) hasProject() bool { return o.ProjectID != "" || o.ProjectName != "" }
