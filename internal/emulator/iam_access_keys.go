package emulator

import (
	"errors"
	"time"
)

// keyFailures counts the consecutive authentication failures of an access key.
type keyFailures struct {
	count       int
	lockedUntil time.Time
}

// authenticateSigned authenticates a signed request. It locks an access key after five consecutive failures.
func (e *Emulator) authenticateSigned(c *call) (*identity, error) {
	a, err := parseAuthorization(c.request.Header.Get("Authorization"))
	if err != nil {
		return nil, badCredentials("invalid Authorization header: %v", err)
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
		if f.count >= maxKeyFailures {
			f.count, f.lockedUntil = 0, c.now.Add(keyLockTime)
		}
		return nil, badCredentials("%v", err)
	}
	f.count = 0

	caller := &identity{account: account, projectID: c.request.Header.Get("X-Project-Id")}
	if p := e.projectByID(caller.projectID); caller.projectID != "" && (p == nil || p.account != account) {
		return nil, forbiddenError(c, "the project in X-Project-Id does not belong to the access key's account")
	}
	if domain := c.request.Header.Get("X-Domain-Id"); domain != "" {
		if domain != account.DomainID {
			return nil, forbiddenError(c, "the domain in X-Domain-Id does not own the access key")
		}
		caller.domainID = domain
	}
	return caller, nil
}

func (e *Emulator) checkAccessKey(c *call, a authorization) (*Account, error) {
	securityToken := c.request.Header.Get("X-Security-Token")
	for _, account := range e.accounts {
		switch a.accessKey {
		case account.AccessKey:
			if securityToken != "" {
				return nil, errors.New("X-Security-Token is not allowed with a permanent access key")
			}
			return account, checkSignature(c.request, c.body, a, account.SecretKey, c.now)
		case account.TemporaryAccessKey:
			if securityToken != account.SecurityToken {
				return nil, errors.New("X-Security-Token is missing or does not belong to the temporary access key")
			}
			return account, checkSignature(c.request, c.body, a, account.TemporarySecretKey, c.now)
		}
	}
	return nil, errors.New("unknown access key")
}
