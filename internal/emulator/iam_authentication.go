package emulator

import (
	"fmt"
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
		caller := &identity{account: t.account, token: t}
		if t.project != nil {
			caller.projectID = t.project.id
		} else {
			caller.domainID = t.account.DomainID
		}
		return caller, nil
	}
	if header.Get("Authorization") != "" {
		return e.authenticateSigned(c)
	}
	return nil, badCredentials("there is neither X-Auth-Token nor a signature")
}
