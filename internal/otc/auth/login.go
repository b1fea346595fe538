package auth

import (
	"context"
	"net/http"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// signIn makes every call that leads to a session, from the first one on: a renewal repeats them all.
func (c *credentials) signIn(ctx context.Context) (*grant, error) {
	if c.options.Agency == nil {
		granted, err := c.first(ctx)
		return granted, c.explain(err)
	}
	authorize, header, err := c.caller(ctx)
	if err != nil {
		return nil, c.explain(err)
	}
	granted, err := c.assume(ctx, authorize, header)
	return granted, c.explainAgency(err)
}

// first signs in to a project without an agency.
func (c *credentials) first(ctx context.Context) (*grant, error) {
	switch c.options.way() {
	case byToken:
		return c.givenToken(ctx)
	case byAccessKey:
		return c.signed(ctx)
	case byPassword, byPasscode:
		granted, err := c.login(ctx, scope{Project: c.options.project()})
		if err != nil {
			return nil, err
		}
		if granted.session.ProjectID == "" {
			granted.session.ProjectID = c.options.ProjectID
		}
		if granted.session.ProjectID == "" {
			return nil, unfit("the answer names no project")
		}
		return granted, nil
	default:
		return nil, unfit("there is no such way to sign in")
	}
}

func (c *credentials) login(ctx context.Context, s scope) (*grant, error) {
	who := user{ID: c.options.UserID, Password: c.options.Password.Reveal()}
	if who.ID == "" {
		who.Name, who.Domain = c.options.UserName, c.options.domain()
	}
	id := identity{Methods: []string{"password"}, Password: &userProof{who}}
	repeat := otc.RepeatSafe
	if c.options.way() == byPasscode {
		id.Methods = append(id.Methods, "totp")
		id.TOTP = &userProof{user{ID: c.options.UserID, Passcode: c.options.Passcode.Reveal()}}
		// A passcode is used up by the first attempt, whatever becomes of the answer.
		repeat = otc.RepeatNever
	}
	granted, err := c.iam.createToken(ctx, id, s, repeat, nil, nil)
	c.passcodeSent = c.options.way() == byPasscode && !undone(err)
	return granted, err
}

// givenToken uses a token as it is. What it is for is asked only where that is not known otherwise.
func (c *credentials) givenToken(ctx context.Context) (*grant, error) {
	if !c.options.NeedsIAM() {
		return &grant{session: &otc.Session{ProjectID: c.options.ProjectID, Token: c.options.Token}}, nil
	}
	granted, err := c.iam.showToken(ctx, c.options.Token)
	if err != nil {
		return nil, err
	}
	has := granted.project
	switch {
	case has.ID == "" && c.options.ProjectID == "":
		return nil, unfit("the token is of no project, and cannot be given one; get a token with the scope of a project")
	case has.ID == "":
		granted.session.ProjectID = c.options.ProjectID
	case c.options.ProjectID != "" && c.options.ProjectID != has.ID:
		return nil, unfit("the token is of the project %s (%s) and cannot be changed to that of project %s; "+
			"check tenant_id, or get another token", has.ID, has.Name, c.options.ProjectID)
	case c.options.ProjectID == "" && c.options.ProjectName != "" && c.options.ProjectName != has.Name:
		return nil, unfit("the token is of the project %s (%s) and cannot be changed to that of project %q; "+
			"check tenant_name, or get another token", has.ID, has.Name, c.options.ProjectName)
	}
	return granted, nil
}

// signed looks up what an access key does not say by itself: the project's id and where the services are.
func (c *credentials) signed(ctx context.Context) (*grant, error) {
	session := &otc.Session{ProjectID: c.options.ProjectID}
	var err error
	if session.ProjectID == "" {
		if session.ProjectID, err = c.iam.findProject(ctx, c.options.ProjectName, c.sign); err != nil {
			return nil, err
		}
	}
	if !c.options.SkipCatalogue {
		if session.Catalogue, err = c.iam.catalogue(ctx, session.ProjectID, c.sign); err != nil {
			return nil, err
		}
	}
	return &grant{session: session}, nil
}

func (c *credentials) sign(req *http.Request) error { return c.key.sign(req, time.Now()) }

// caller signs in to one's own account, and gives what an agency is then asked for with.
func (c *credentials) caller(ctx context.Context) (authorizer, http.Header, error) {
	switch c.options.way() {
	case byToken:
		return withToken(c.options.Token), nil, nil
	case byAccessKey:
		id := c.options.DomainID
		if id == "" {
			var err error
			if id, err = c.iam.findDomain(ctx, c.options.DomainName, c.sign); err != nil {
				return nil, nil, err
			}
		}
		return c.sign, http.Header{headerDomainID: {id}}, nil
	case byPassword, byPasscode:
		granted, err := c.login(ctx, scope{Domain: c.options.domain()})
		if err != nil {
			return nil, nil, err
		}
		return withToken(granted.session.Token), nil, nil
	default:
		return nil, nil, unfit("there is no such way to sign in")
	}
}

// assume takes on the agency. From then on only its token counts.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/token_management/obtaining_an_agency_token.html
func (c *credentials) assume(ctx context.Context, authorize authorizer, header http.Header) (*grant, error) {
	agency := c.options.Agency
	id := identity{
		Methods:    []string{"assume_role"},
		AssumeRole: &assumeRole{DomainName: agency.DomainName, AgencyName: agency.Name},
	}
	granted, err := c.iam.createToken(ctx, id, scope{Project: c.options.agencyProject()}, otc.RepeatSafe, authorize, header)
	if err != nil {
		return nil, err
	}
	if granted.session.ProjectID == "" {
		return nil, unfit("the answer names no project")
	}
	return granted, nil
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

// agencyProject returns the project to work in through the agency. Without a delegated project it is the
// project of the options, which then belongs to the domain that grants the agency. A token for that whole
// domain is never requested: the services of a project do not accept one.
func (o Options) agencyProject() *reference {
	domain := &reference{Name: o.Agency.DomainName}
	switch {
	case o.Agency.DelegatedProject != "":
		return &reference{Name: o.Agency.DelegatedProject, Domain: domain}
	case o.ProjectID != "":
		return &reference{ID: o.ProjectID}
	default:
		return &reference{Name: o.ProjectName, Domain: domain}
	}
}
