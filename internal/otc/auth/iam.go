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

// iam sends the requests to the identity service.
type iam struct {
	sender sender
	base   string // URL including the version, without a trailing slash
}

// sender is the part of otc.Sender that iam uses.
type sender interface {
	Send(ctx context.Context, req otc.Request) (*otc.Response, error)
}

// authorizer adds credentials to a request.
type authorizer func(*http.Request) error

func withToken(token otc.Secret) authorizer {
	return func(req *http.Request) error {
		req.Header.Set(headerAuthToken, token.Reveal())
		return nil
	}
}

// reference identifies a project or a domain, by id if that is known.
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

type userCredential struct {
	User user `json:"user"`
}

type assumeRole struct {
	DomainName string `json:"domain_name"`
	AgencyName string `json:"xrole_name"`
}

type identity struct {
	Methods    []string        `json:"methods"`
	Password   *userCredential `json:"password,omitempty"`
	TOTP       *userCredential `json:"totp,omitempty"`
	AssumeRole *assumeRole     `json:"assume_role,omitempty"`
}

type tokenRequest struct {
	Auth struct {
		Identity identity `json:"identity"`
		Scope    scope    `json:"scope"`
	} `json:"auth"`
}

type tokenResponse struct {
	Token struct {
		ExpiresAt string        `json:"expires_at"`
		IssuedAt  string        `json:"issued_at"`
		Catalog   otc.Catalogue `json:"catalog"`
		Project   reference     `json:"project"`
	} `json:"token"`
}

// grant is the result of a sign-in.
type grant struct {
	session  *otc.Session
	project  reference     // of the token, according to IAM; empty if the token has no project scope
	lifetime time.Duration // from now on; 0 if unknown
}

// createToken requests a token. The caller is nil if the identity itself carries the credentials.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/token_management/obtaining_a_user_token.html
func (i iam) createToken(ctx context.Context, id identity, s scope, retry otc.Retry, by *caller) (*grant, error) {
	if by == nil {
		by = &caller{}
	}
	var body tokenRequest
	body.Auth.Identity, body.Auth.Scope = id, s
	var token tokenResponse
	resp, err := i.sender.Send(ctx, otc.Request{
		Method: http.MethodPost, URL: i.base + "/auth/tokens", Header: by.header, Body: body, Out: &token,
		Retry: retry, Authorize: by.authorize, Sensitive: true,
	})
	if err != nil {
		return nil, err
	}
	value := resp.Header.Get(headerSubjectToken)
	if value == "" {
		return nil, errors.New("the response has no token in its header " + headerSubjectToken)
	}
	return token.grant(otc.Secret(value), resp.Header), nil
}

// showToken returns the project of a token, its lifetime and its service catalogue.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/token_management/verifying_a_token.html
func (i iam) showToken(ctx context.Context, token otc.Secret) (*grant, error) {
	var details tokenResponse
	resp, err := i.sender.Send(ctx, otc.Request{
		Method: http.MethodGet, URL: i.base + "/auth/tokens", Out: &details, Sensitive: true,
		Authorize: func(req *http.Request) error {
			req.Header.Set(headerSubjectToken, token.Reveal())
			return withToken(token)(req)
		},
	})
	if err != nil {
		return nil, err
	}
	return details.grant(token, resp.Header), nil
}

func (r tokenResponse) grant(token otc.Secret, header http.Header) *grant {
	return &grant{
		session:  &otc.Session{ProjectID: r.Token.Project.ID, Token: token, Catalogue: r.Token.Catalog},
		project:  r.Token.Project,
		lifetime: lifetime(r.Token.IssuedAt, r.Token.ExpiresAt, header.Get("Date")),
	}
}

// lifetime returns how long a token is valid from now on. It prefers the cloud's own timestamps: if the clock of
// this machine is wrong, that must not cause a login for every request.
func lifetime(issued, expires, date string) time.Duration {
	end, err := time.Parse(time.RFC3339, expires)
	if err != nil {
		return 0
	}
	now := time.Now()
	if t, err := time.Parse(time.RFC3339, issued); err == nil {
		now = t
	} else if t, err := http.ParseTime(date); err == nil {
		now = t
	}
	return max(end.Sub(now), 0)
}

// findProject returns the id of the project with exactly that name.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/project_management/querying_project_information_based_on_the_specified_criteria.html
func (i iam) findProject(ctx context.Context, name string, authorize authorizer) (string, error) {
	var found struct {
		Projects []reference `json:"projects"`
	}
	if err := i.list(ctx, "/projects", name, authorize, &found); err != nil {
		return "", fmt.Errorf("look up the project %q: %w", name, err)
	}
	return exactMatch("project", "tenant_name or tenant_id", name, found.Projects)
}

// findDomain returns the id of the domain (the account) with exactly that name.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/account_management/querying_account_information_accessible_to_users.html
func (i iam) findDomain(ctx context.Context, name string, authorize authorizer) (string, error) {
	var found struct {
		Domains []reference `json:"domains"`
	}
	if err := i.list(ctx, "/auth/domains", name, authorize, &found); err != nil {
		return "", fmt.Errorf("look up the domain %q: %w", name, err)
	}
	return exactMatch("domain", "domain_name or domain_id", name, found.Domains)
}

func (i iam) list(ctx context.Context, path, name string, authorize authorizer, out any) error {
	// Encode a space as %20, which every server decodes; not every one decodes "+".
	query := "?name=" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	_, err := i.sender.Send(ctx, otc.Request{Method: http.MethodGet, URL: i.base + path + query, Out: out, Authorize: authorize})
	return err
}

// exactMatch returns the id of the one entry with exactly that name. The search of IAM may return others.
func exactMatch(kind, setting, name string, found []reference) (string, error) {
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
		return "", optionsErrorf("there are %d %ss named %q, with the ids %s; set the id of one of them",
			len(ids), kind, name, strings.Join(ids, ", "))
	case len(names) == 0:
		return "", optionsErrorf("there is no %s named %q that these credentials can access; check %s", kind, name, setting)
	default:
		return "", optionsErrorf("there is no %s named %q that these credentials can access, only %s; check %s",
			kind, name, strings.Join(names, ", "), setting)
	}
}

// catalogue returns the endpoints of the services of a project.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/service_and_endpoint_management/querying_a_service_catalog.html
func (i iam) catalogue(ctx context.Context, projectID string, authorize authorizer) (otc.Catalogue, error) {
	var response struct {
		Catalog otc.Catalogue `json:"catalog"`
	}
	_, err := i.sender.Send(ctx, otc.Request{
		Method: http.MethodGet, URL: i.base + "/auth/catalog", Header: http.Header{headerProjectID: {projectID}},
		Out: &response, Authorize: authorize,
	})
	if err != nil {
		return nil, fmt.Errorf("read the service catalogue: %w", err)
	}
	return response.Catalog, nil
}
