package auth

import (
	"context"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// tokenMethod uses a token that was obtained elsewhere.
type tokenMethod struct{ Options }

func newToken(o Options) method { return tokenMethod{o} }

func (tokenMethod) about() about {
	return about{name: "token", options: []Option{OptionToken}, usage: "token"}
}

func (m tokenMethod) selected() bool     { return m.Token != "" }
func (tokenMethod) missing() []Missing   { return nil }
func (m tokenMethod) needsIAM() bool     { return m.ProjectID == "" || !m.SkipCatalogue }
func (tokenMethod) usedUp() bool         { return false }
func (tokenMethod) who() string          { return "with a token" }
func (tokenMethod) notRenewable() string { return tokenAdvice }
func (tokenMethod) advice() string       { return tokenAdvice }

const tokenAdvice = "check that the token is for this cloud and has not expired, and get a new one; " +
	"a token cannot be renewed, whereas a user name and password can sign in again"

// signIn uses the token as it is: IAM cannot change its scope. It asks IAM for the project and the catalogue only
// if they are not already known.
func (m tokenMethod) signIn(ctx context.Context, iam iam) (*grant, error) {
	if !m.needsIAM() {
		return &grant{session: &otc.Session{ProjectID: m.ProjectID, Token: m.Token}}, nil
	}
	granted, err := iam.showToken(ctx, m.Token)
	if err != nil {
		return nil, err
	}
	switch project := granted.project; {
	case project.ID == "":
		return nil, optionsErrorf("the token has no project in its scope, and its scope cannot be changed; the VPC Endpoint service " +
			"requires a token with project scope, so get one for the project to work in, or sign in with user_name and password")
	case m.ProjectID != "" && m.ProjectID != project.ID:
		return nil, optionsErrorf("the token is for project %s (%s), and its scope cannot be changed to project %s; "+
			"check tenant_id, or get another token", project.ID, project.Name, m.ProjectID)
	case m.ProjectID == "" && m.ProjectName != "" && m.ProjectName != project.Name:
		return nil, optionsErrorf("the token is for project %s (%s), and its scope cannot be changed to project %q; "+
			"check tenant_name, or get another token", project.ID, project.Name, m.ProjectName)
	}
	return granted, nil
}

func (m tokenMethod) caller(context.Context, iam) (*caller, error) {
	return &caller{authorize: withToken(m.Token)}, nil
}
