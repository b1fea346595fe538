package emulator

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// token is a token that IAM has issued. Expired tokens are kept.
type token struct {
	value     string
	methods   []string
	account   *Account // account of the scope
	user      *Account // account of the user who requested it
	project   *project // nil for domain scope
	agency    string   // "" unless issued for an agency
	issuedAt  time.Time
	expiresAt time.Time
}

type nameOrID struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type tokenRequest struct {
	Auth struct {
		Identity struct {
			Methods  []string `json:"methods"`
			Password struct {
				User struct {
					nameOrID
					Password string   `json:"password"`
					Domain   nameOrID `json:"domain"`
				} `json:"user"`
			} `json:"password"`
			TOTP struct {
				User struct {
					ID       string `json:"id"`
					Passcode string `json:"passcode"`
				} `json:"user"`
			} `json:"totp"`
			AssumeRole struct {
				DomainID   string `json:"domain_id"`
				DomainName string `json:"domain_name"`
				XRoleName  string `json:"xrole_name"`
			} `json:"assume_role"`
		} `json:"identity"`
		Scope *struct {
			Project *struct {
				nameOrID
				Domain nameOrID `json:"domain"`
			} `json:"project"`
			Domain *nameOrID `json:"domain"`
		} `json:"scope"`
	} `json:"auth"`
}

func (e *Emulator) createToken(c *call) (response, error) {
	var req tokenRequest
	if err := json.Unmarshal(c.body, &req); err != nil {
		return response{}, iamErrorf(http.StatusBadRequest, "invalid request body: %v", err)
	}
	t := &token{methods: req.Auth.Identity.Methods}
	var err error
	switch {
	case slices.Equal(t.methods, []string{"password"}):
		t.user, err = e.checkPassword(&req)
		t.account = t.user
	case slices.Equal(t.methods, []string{"password", "totp"}):
		if t.user, err = e.checkPassword(&req); err == nil {
			err = e.checkPasscode(&req, t.user)
		}
		t.account = t.user
	case slices.Equal(t.methods, []string{"assume_role"}):
		t.user, t.account, err = e.checkAgency(c, &req)
		t.agency = req.Auth.Identity.AssumeRole.XRoleName
	default:
		err = iamErrorf(http.StatusBadRequest, "unsupported methods %q", t.methods)
	}
	if err != nil {
		return response{}, err
	}
	if t.project, err = e.checkScope(&req, t.account); err != nil {
		return response{}, err
	}
	t.value = randomToken()
	t.issuedAt, t.expiresAt = c.now, c.now.Add(e.opts.TokenLifetime)
	e.tokens[t.value] = t
	c.caller = &identity{account: t.account, token: t}
	return e.tokenResponse(c, http.StatusCreated, t)
}

func (e *Emulator) checkPassword(req *tokenRequest) (*Account, error) {
	user := req.Auth.Identity.Password.User
	for _, a := range e.accounts {
		byID := user.ID != "" && user.ID == a.UserID
		byName := user.ID == "" && user.Name == a.UserName && e.accountByDomain(user.Domain.ID, user.Domain.Name) == a
		if (byID || byName) && user.Password == a.Password {
			return a, nil
		}
	}
	return nil, iamErrorf(http.StatusUnauthorized, "the user name or the password is wrong")
}

// checkPasscode returns an error unless the passcode is valid. A passcode is valid once.
func (e *Emulator) checkPasscode(req *tokenRequest, user *Account) error {
	totp := req.Auth.Identity.TOTP.User
	if totp.ID != user.UserID || totp.Passcode != user.Passcode {
		return iamErrorf(http.StatusUnauthorized, "the passcode is wrong")
	}
	if e.usedPasscodes[user.UserID] && !e.opts.ReusablePasscode {
		return iamErrorf(http.StatusUnauthorized, "the passcode has been used before")
	}
	e.usedPasscodes[user.UserID] = true
	return nil
}

// checkAgency returns the calling account and the account whose agency it assumes.
func (e *Emulator) checkAgency(c *call, req *tokenRequest) (user, account *Account, err error) {
	if err := e.authenticateIAM(c); err != nil {
		return nil, nil, err
	}
	if c.caller.token != nil && c.caller.token.agency != "" {
		return nil, nil, iamErrorf(http.StatusForbidden, "an agency's token cannot assume another agency")
	}
	if c.caller.token == nil && c.caller.domainID == "" {
		return nil, nil, iamErrorf(http.StatusUnauthorized, "a signed request must carry X-Domain-Id here")
	}
	role := req.Auth.Identity.AssumeRole
	account = e.accountByDomain(role.DomainID, role.DomainName)
	if account == nil || role.XRoleName != account.AgencyName || account.TrustedDomainName != c.caller.account.DomainName {
		return nil, nil, iamErrorf(http.StatusForbidden, "the domain has no agency %q that trusts the caller", role.XRoleName)
	}
	return c.caller.account, account, nil
}

// checkScope returns the project of the requested scope, or nil for domain scope.
func (e *Emulator) checkScope(req *tokenRequest, account *Account) (*project, error) {
	scope := req.Auth.Scope
	switch {
	case scope == nil:
		return nil, nil
	case scope.Project != nil && scope.Domain != nil:
		return nil, iamErrorf(http.StatusBadRequest, "the scope is a project or a domain, not both")
	case scope.Domain != nil:
		if e.accountByDomain(scope.Domain.ID, scope.Domain.Name) != account {
			return nil, iamErrorf(http.StatusForbidden, "the domain of the scope is not that of the account")
		}
		return nil, nil
	case scope.Project != nil:
		for _, p := range e.projects {
			byID := scope.Project.ID != "" && scope.Project.ID == p.id
			byName := scope.Project.ID == "" && scope.Project.Name == p.name &&
				e.accountByDomain(scope.Project.Domain.ID, scope.Project.Domain.Name) == p.account
			if (byID || byName) && p.account == account {
				return p, nil
			}
		}
		return nil, iamErrorf(http.StatusUnauthorized, "there is no such project in the account")
	}
	return nil, iamErrorf(http.StatusBadRequest, "the scope names neither a project nor a domain")
}

func randomToken() string { return "MIIT" + randomText(lettersAndDigits, 200) }

// showToken returns the token in X-Subject-Token.
func (e *Emulator) showToken(c *call) (response, error) {
	if err := e.authenticateIAM(c); err != nil {
		return response{}, err
	}
	t := e.tokens[c.request.Header.Get("X-Subject-Token")]
	if t == nil || !c.now.Before(t.expiresAt) {
		return response{}, iamErrorf(http.StatusNotFound, "there is no such token")
	}
	return e.tokenResponse(c, http.StatusOK, t)
}

func (e *Emulator) tokenResponse(c *call, status int, t *token) (response, error) {
	const format = "2006-01-02T15:04:05.000000Z"
	domain := map[string]any{"id": t.account.DomainID, "name": t.account.DomainName}
	user := map[string]any{"id": t.user.UserID, "name": t.user.UserName, "domain": domain}
	body := map[string]any{
		"methods":    t.methods,
		"issued_at":  t.issuedAt.UTC().Format(format),
		"expires_at": t.expiresAt.UTC().Format(format),
		"roles":      []any{map[string]any{"id": "0", "name": "te_admin"}},
		"user":       user,
		"catalog":    []catalogEntry{},
	}
	if t.agency != "" {
		user["name"] = t.account.DomainName + "/" + t.agency
		body["assumed_by"] = map[string]any{"user": map[string]any{
			"id": t.user.UserID, "name": t.user.UserName,
			"domain": map[string]any{"id": t.user.DomainID, "name": t.user.DomainName},
		}}
	}
	if t.project != nil {
		body["project"] = map[string]any{"id": t.project.id, "name": t.project.name, "domain": domain}
		body["catalog"] = e.catalog(c, t.project.id)
	} else {
		body["domain"] = domain
	}
	resp, err := jsonResponse(status, map[string]any{"token": body})
	resp.header = http.Header{"X-Subject-Token": {t.value}}
	return resp, err
}

// expireToken makes a token expire now.
func (e *Emulator) expireToken(value string, now time.Time) {
	if t := e.tokens[value]; t != nil {
		t.expiresAt = now
	}
}
