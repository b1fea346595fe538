package emulator

import (
	"fmt"
)

// identity is the authenticated caller and the scope of its credentials.
type identity struct {
	account   *Account // for an agency, the account that delegated access
	projectID string   // "" without project scope
	domainID  string   // "" without domain scope
	token     *token   // nil for signed requests
}

// credentialsError is the reason for an authentication failure. Each API returns it in its own format.
type credentialsError struct{ message string }

func (e *credentialsError) Error() string { return e.message }

func badCredentials(format string, args ...any) error {
	return &credentialsError{fmt.Sprintf(format, args...)}
}

// authenticate returns the caller, based on the token or the signature.
func (e *Emulator) authenticate(c *call) (*identity, error) {
	header := c.request.Header
	if value := header.Get("X-Auth-Token"); value != "" {
		t := e.tokens[value]
		if t == nil {
			return nil, badCredentials("unknown token")
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
	return nil, badCredentials("the request has neither X-Auth-Token nor a signature")
}
