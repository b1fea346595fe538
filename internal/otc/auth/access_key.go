package auth

import (
	"context"
	"net/http"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// accessKeyMethod signs every request with an access key (AK/SK). There is no login and no token.
type accessKeyMethod struct{ Options }

func newAccessKey(o Options) method { return accessKeyMethod{o} }

func (accessKeyMethod) about() about {
	return about{
		name:    "access key",
		options: []Option{OptionAccessKey, OptionSecretKey},
		usage:   "access_key and secret_key",
	}
}

func (m accessKeyMethod) selected() bool { return m.AccessKey != "" || m.SecretKey != "" }

func (m accessKeyMethod) missing() []Missing {
	var missing []Missing
	if given, other, half := m.halfKey(); half {
		missing = append(missing, Missing{
			AnyOf: []Option{other}, Given: []Option{given},
			Reason: "An access key consists of access_key and secret_key.",
		})
	}
	return append(missing, m.missingScope()...)
}

func (o Options) halfKey() (given, missing Option, half bool) {
	switch {
	case o.AccessKey != "" && o.SecretKey == "":
		return OptionAccessKey, OptionSecretKey, true
	case o.AccessKey == "" && o.SecretKey != "":
		return OptionSecretKey, OptionAccessKey, true
	default:
		return "", "", false
	}
}

// DropHalfKey removes one half of an access key if the other is missing and a password can be used instead. A
// half that was left in the environment must not prevent that. It reports what was removed and what is missing,
// for a warning: it may also be a mistake.
func (o *Options) DropHalfKey() (given, missing Option, dropped bool) {
	given, missing, half := o.halfKey()
	if !half || o.Token != "" || o.Password == "" || (o.UserName == "" && o.UserID == "") {
		return "", "", false
	}
	o.AccessKey, o.SecretKey = "", ""
	return given, missing, true
}

func (m accessKeyMethod) needsIAM() bool { return m.ProjectID == "" || !m.SkipCatalogue }

// notRenewable differs with an agency, which has a token that can expire.
func (m accessKeyMethod) notRenewable() string {
	if m.Agency != nil {
		return ""
	}
	return m.advice()
}

func (accessKeyMethod) usedUp() bool { return false }

func (m accessKeyMethod) who() string {
	if m.SecurityToken != "" {
		return "with a temporary access key"
	}
	return "with an access key"
}

func (accessKeyMethod) advice() string {
	return "check access_key, secret_key and, for a temporary key, security_token and whether it has expired, and the clock " +
		"of this machine; the provider signs nothing more with this key, because five rejected requests lock it for five minutes"
}

// signIn looks up what the options do not say: the id of the project and the service catalogue.
func (m accessKeyMethod) signIn(ctx context.Context, iam iam) (*grant, error) {
	session := &otc.Session{ProjectID: m.ProjectID}
	var err error
	if session.ProjectID == "" {
		if session.ProjectID, err = iam.findProject(ctx, m.ProjectName, m.sign); err != nil {
			return nil, err
		}
	}
	if !m.SkipCatalogue {
		if session.Catalogue, err = iam.catalogue(ctx, session.ProjectID, m.sign); err != nil {
			return nil, err
		}
	}
	return &grant{session: session}, nil
}

// caller names the caller's domain in a header, because a signed request has no scope.
func (m accessKeyMethod) caller(ctx context.Context, iam iam) (*caller, error) {
	id := m.DomainID
	if id == "" {
		var err error
		if id, err = iam.findDomain(ctx, m.DomainName, m.sign); err != nil {
			return nil, err
		}
	}
	return &caller{authorize: m.sign, header: http.Header{headerDomainID: {id}}}, nil
}

// signRequest signs a request to a service. It must not have X-Domain-Id, which project services reject.
func (m accessKeyMethod) signRequest(req *http.Request, session *otc.Session) error {
	req.Header.Set(headerProjectID, session.ProjectID)
	return m.sign(req)
}

func (m accessKeyMethod) sign(req *http.Request) error {
	return accessKey{id: m.AccessKey, secret: m.SecretKey, securityToken: m.SecurityToken}.sign(req, time.Now())
}
