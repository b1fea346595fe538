package emulator

import (
	"fmt"
	"maps"
	"slices"
)

// ExpireTokens makes all issued tokens expire now.
func (e *Emulator) ExpireTokens() {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.opts.Now()
	for _, t := range e.tokens {
		t.expiresAt = now
	}
}

// IssueToken returns a new token with an account's project as its scope, as if the user had signed in.
func (e *Emulator) IssueToken(a Account) (string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	user := e.accountByDomain(a.DomainID, "")
	scope := e.projectByID(a.ProjectID)
	if user == nil || scope == nil {
		return "", fmt.Errorf("no account of the domain %s has the project %s", a.DomainID, a.ProjectID)
	}
	now := e.opts.Now()
	t := &token{
		value: randomToken(), methods: []string{"password"}, user: user, account: user, project: scope,
		issuedAt: now, expiresAt: now.Add(e.opts.TokenLifetime),
	}
	e.tokens[t.value] = t
	return t.value, nil
}

// Tokens returns all issued tokens, so that tests can search logs for them.
func (e *Emulator) Tokens() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Sorted(maps.Keys(e.tokens))
}

// AccessKeyFailures returns the number of consecutive authentication failures of an access key, and whether the key is
// locked.
func (e *Emulator) AccessKeyFailures(accessKey string) (count int, locked bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f := e.failures[accessKey]
	if f == nil {
		return 0, false
	}
	if e.opts.Now().Before(f.lockedUntil) {
		return maxKeyFailures, true
	}
	return f.count, false
}
