package emulator

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// identity is who makes a call, and in which project or domain.
type identity struct {
	account   *Account // the account acted for
	projectID string   // "" where the call is not in a project
	domainID  string   // of the domain the credentials are for; "" where they are for a project
	token     *token   // nil where the call is signed
}

// credentialsError is why credentials are refused. Each part of the cloud wraps it in its own form.
type credentialsError struct{ message string }

func (e *credentialsError) Error() string { return e.message }

func badCredentials(format string, args ...any) error {
	return &credentialsError{fmt.Sprintf(format, args...)}
}

// authenticate finds out who makes a call, from its token or its signature.
func (e *Emulator) authenticate(c *call) (*identity, error) {
	header := c.request.Header
	if value := header.Get("X-Auth-Token"); value != "" {
		t := e.tokens[value]
		if t == nil {
			return nil, badCredentials("the token is not known")
		}
		if !c.now.Before(t.expiresAt) {
			return nil, badCredentials("the token has expired")
		}
		who := &identity{account: t.account, token: t}
		if t.project != nil {
			who.projectID = t.project.id
		} else {
			who.domainID = t.account.DomainID
		}
		return who, nil
	}
	if header.Get("Authorization") != "" {
		return e.authenticateSigned(c)
	}
	return nil, badCredentials("there is neither X-Auth-Token nor a signature")
}

// authenticateSigned checks a signature, and locks an access key that was refused five times in a row.
func (e *Emulator) authenticateSigned(c *call) (*identity, error) {
	a, err := parseAuthorization(c.request.Header.Get("Authorization"))
	if err != nil {
		return nil, badCredentials("the header Authorization cannot be read: %v", err)
	}
	f := e.failures[a.accessKey]
	if f == nil {
		f = &keyFailures{}
		e.failures[a.accessKey] = f
	}
	if c.now.Before(f.lockedUntil) {
		return nil, badCredentials("the access key is locked until %s", f.lockedUntil.UTC().Format(time.RFC3339))
	}
	account, err := e.checkAccessKey(c, a)
	if err != nil {
		f.count++
		if f.count >= maxFailure {
			f.count, f.lockedUntil = 0, c.now.Add(lockTime)
		}
		return nil, badCredentials("%v", err)
	}
	f.count = 0

	who := &identity{account: account, projectID: c.request.Header.Get("X-Project-Id")}
	if p := e.projectByID(who.projectID); who.projectID != "" && (p == nil || p.account != account) {
		return nil, refuseIn(c, "the project in X-Project-Id does not belong to the access key's account")
	}
	if domain := c.request.Header.Get("X-Domain-Id"); domain != "" {
		if domain != account.DomainID {
			return nil, refuseIn(c, "the domain in X-Domain-Id is not that of the access key")
		}
		who.domainID = domain
	}
	return who, nil
}

func (e *Emulator) checkAccessKey(c *call, a authorization) (*Account, error) {
	securityToken := c.request.Header.Get("X-Security-Token")
	for _, account := range e.accounts {
		switch a.accessKey {
		case account.AccessKey:
			if securityToken != "" {
				return nil, errors.New("a permanent access key takes no X-Security-Token")
			}
			return account, checkSignature(c.request, c.body, a, account.SecretKey, c.now)
		case account.TemporaryAccessKey:
			if securityToken != account.SecurityToken {
				return nil, errors.New("X-Security-Token is missing or does not belong to the temporary access key")
			}
			return account, checkSignature(c.request, c.body, a, account.TemporarySecretKey, c.now)
		}
	}
	return nil, errors.New("the access key is not known")
}

// authorizeProject lets a call of VPCEP pass if its credentials are for the project in its path.
func (e *Emulator) authorizeProject(c *call) error {
	who, err := e.authenticate(c)
	var bad *credentialsError
	if errors.As(err, &bad) {
		return refuse(codeUnauthorized, "%s", bad.message)
	}
	if err != nil {
		return err
	}
	c.who = who
	switch {
	case who.token == nil && who.domainID != "":
		return refuse("EndPoint.0004", "a call in a project must not carry X-Domain-Id")
	case who.token == nil && who.projectID == "":
		return refuse("EndPoint.0004", "a signed call in a project must carry X-Project-Id")
	case who.projectID == "":
		return refuse("EndPoint.0004", "the token is for a domain, not for a project")
	case who.projectID != c.vars["project_id"]:
		return refuse("EndPoint.0004", "the credentials are for another project than the one in the path")
	}
	return nil
}

// authenticateIAM is authenticate for the calls of IAM.
func (e *Emulator) authenticateIAM(c *call) error {
	who, err := e.authenticate(c)
	var bad *credentialsError
	if errors.As(err, &bad) {
		return refuseIAM(http.StatusUnauthorized, "%s", bad.message)
	}
	if err != nil {
		return err
	}
	c.who = who
	return nil
}

// refuseIn forbids a call in the form of the area it belongs to.
func refuseIn(c *call, message string) error {
	if c.op.area == areaIAM {
		return refuseIAM(http.StatusForbidden, "%s", message)
	}
	return refuse("EndPoint.0004", "%s", message)
}

// AccessKeyFailures returns how often in a row an access key was refused, and whether it is locked.
func (e *Emulator) AccessKeyFailures(accessKey string) (count int, locked bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f := e.failures[accessKey]
	if f == nil {
		return 0, false
	}
	if e.opts.Now().Before(f.lockedUntil) {
		return maxFailure, true
	}
	return f.count, false
}
