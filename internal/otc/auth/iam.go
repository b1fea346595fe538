package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// iam makes the calls of the identity service.
type iam struct {
	sender sender
	base   string // with the version, without a slash at the end
}

// sender is what is used of otc.Sender.
type sender interface {
	Send(ctx context.Context, req otc.Request) (*otc.Response, error)
}

// authorizer puts credentials on a request; it is nil for a login, which has none yet.
type authorizer func(*http.Request) error

func withToken(token otc.Secret) authorizer {
	return func(req *http.Request) error {
		req.Header.Set(headerAuthToken, token.Reveal())
		return nil
	}
}

// reference names a project or a domain, by id where that is known.
type reference struct {
	ID     string     `json:"id,omitempty"`
	Name   string     `json:"name,omitempty"`
	Domain *reference `json:"domain,omitempty"`
}

type scope struct {
	Project *reference `json:"project,omitempty"`
	Domain  *reference `json:"domain,omitempty"`
}

type user struct {
	ID       string     `json:"id,omitempty"`
	Name     string     `json:"name,omitempty"`
	Password string     `json:"password,omitempty"`
	Passcode string     `json:"passcode,omitempty"`
	Domain   *reference `json:"domain,omitempty"`
}

type userProof struct {
	User user `json:"user"`
}

type assumeRole struct {
	DomainName string `json:"domain_name"`
	AgencyName string `json:"xrole_name"`
}

type identity struct {
	Methods    []string    `json:"methods"`
	Password   *userProof  `json:"password,omitempty"`
	TOTP       *userProof  `json:"totp,omitempty"`
	AssumeRole *assumeRole `json:"assume_role,omitempty"`
}

type tokenRequest struct {
	Auth struct {
		Identity identity `json:"identity"`
		Scope    scope    `json:"scope"`
	} `json:"auth"`
}

type tokenAnswer struct {
	Token struct {
		ExpiresAt string        `json:"expires_at"`
		IssuedAt  string        `json:"issued_at"`
		Catalog   otc.Catalogue `json:"catalog"`
		Project   reference     `json:"project"`
	} `json:"token"`
}

// grant is what a login gives.
type grant struct {
	session *otc.Session
	project reference     // as IAM names it; empty if the token is for a whole domain
	life    time.Duration // from now on; 0 where not known
}

// createToken signs in and gives a token; it takes 201 and a header for an answer.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/token_management/obtaining_a_user_token.html
func (i iam) createToken(ctx context.Context, id identity, s scope, repeat otc.Repeat, authorize authorizer, header http.Header) (*grant, error) {
	var body tokenRequest
	body.Auth.Identity, body.Auth.Scope = id, s
	var answer tokenAnswer
	resp, err := i.sender.Send(ctx, otc.Request{
		Method: http.MethodPost, URL: i.base + "/auth/tokens", Header: header, Body: body, Out: &answer,
		Repeat: repeat, Authorize: authorize, Sensitive: true,
	})
	if err != nil {
		return nil, err
	}
	token := resp.Header.Get(headerSubjectToken)
	if token == "" {
		return nil, errors.New("the answer has no token in its header " + headerSubjectToken)
	}
	return answer.grant(otc.Secret(token), resp.Header), nil
}

// showToken says which project a token is for, and until when.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/token_management/verifying_a_token.html
func (i iam) showToken(ctx context.Context, token otc.Secret) (*grant, error) {
	var answer tokenAnswer
	resp, err := i.sender.Send(ctx, otc.Request{
		Method: http.MethodGet, URL: i.base + "/auth/tokens", Out: &answer, Sensitive: true,
		Authorize: func(req *http.Request) error {
			req.Header.Set(headerSubjectToken, token.Reveal())
			return withToken(token)(req)
		},
	})
	if err != nil {
		return nil, err
	}
	return answer.grant(token, resp.Header), nil
}

func (a tokenAnswer) grant(token otc.Secret, header http.Header) *grant {
	return &grant{
		session: &otc.Session{ProjectID: a.Token.Project.ID, Token: token, Catalogue: a.Token.Catalog},
		project: a.Token.Project,
		life:    life(a.Token.IssuedAt, a.Token.ExpiresAt, header.Get("Date")),
	}
}

// life is how long a token lives from now on. It is taken from the cloud's own times where they are known:
// this machine's clock may be wrong, and must then not cause a login for every request.
func life(issued, expires, answered string) time.Duration {
	end, err := time.Parse(time.RFC3339, expires)
	if err != nil {
		return 0
	}
	now := time.Now()
	if t, err := time.Parse(time.RFC3339, issued); err == nil {
		now = t
	} else if t, err := http.ParseTime(answered); err == nil {
		now = t
	}
	return max(end.Sub(now), 0)
}

// findProject gives the id of the project with exactly that name.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/project_management/querying_project_information_based_on_the_specified_criteria.html
func (i iam) findProject(ctx context.Context, name string, authorize authorizer) (string, error) {
	var answer struct {
		Projects []reference `json:"projects"`
	}
	if err := i.list(ctx, "/projects", name, authorize, &answer); err != nil {
		return "", fmt.Errorf("look up the project %q: %w", name, err)
	}
	return only("project", "tenant_name or tenant_id", name, answer.Projects)
}

// findDomain gives the id of the domain, the account, with exactly that name.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/account_management/querying_account_information_accessible_to_users.html
func (i iam) findDomain(ctx context.Context, name string, authorize authorizer) (string, error) {
	var answer struct {
		Domains []reference `json:"domains"`
	}
	if err := i.list(ctx, "/auth/domains", name, authorize, &answer); err != nil {
		return "", fmt.Errorf("look up the domain %q: %w", name, err)
	}
	return only("domain", "domain_name or domain_id", name, answer.Domains)
}

func (i iam) list(ctx context.Context, path, name string, authorize authorizer, out any) error {
	// A space goes as %20, which every reader of a query takes for one; "+" is a matter of dialect.
	query := "?name=" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	_, err := i.sender.Send(ctx, otc.Request{Method: http.MethodGet, URL: i.base + path + query, Out: out, Authorize: authorize})
	return err
}

// only picks the one entry whose name is exactly the one wanted: the search of IAM may be more generous.
func only(kind, setting, name string, found []reference) (string, error) {
	var ids, names []string
	for _, f := range found {
		names = append(names, fmt.Sprintf("%q", f.Name))
		if f.Name == name && f.ID != "" {
			ids = append(ids, f.ID)
		}
	}
	switch {
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) > 1:
		return "", unfit("there are %d %ss named %q, with the ids %s; give the id of one of them",
			len(ids), kind, name, strings.Join(ids, ", "))
	case len(names) == 0:
		return "", unfit("there is no %s named %q that these credentials may see; check %s", kind, name, setting)
	default:
		return "", unfit("there is no %s named %q that these credentials may see, only %s; check %s",
			kind, name, strings.Join(names, ", "), setting)
	}
}

// catalogue lists where the services of a project are.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/service_and_endpoint_management/querying_a_service_catalog.html
func (i iam) catalogue(ctx context.Context, projectID string, authorize authorizer) (otc.Catalogue, error) {
	var answer struct {
		Catalog otc.Catalogue `json:"catalog"`
	}
	_, err := i.sender.Send(ctx, otc.Request{
		Method: http.MethodGet, URL: i.base + "/auth/catalog", Header: http.Header{headerProjectID: {projectID}},
		Out: &answer, Authorize: authorize,
	})
	if err != nil {
		return nil, fmt.Errorf("read the catalogue of services: %w", err)
	}
	return answer.Catalog, nil
}
