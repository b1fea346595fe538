package emulator

import (
	"fmt"
	"maps"
	"slices"
)

// Hooks change the state behind the back of a client that is tested. What they return are copies.

// ExpireTokens ends every token that was given out so far.
func (e *Emulator) ExpireTokens() {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.opts.Now()
	for _, t := range e.tokens {
		t.expiresAt = now
	}
}

// IssueToken returns a token for an account's project, as if its user had signed in.
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
		methods:   []string{"password"},
		user:      user,
		account:   user,
		project:   scope,
		issuedAt:  now,
		expiresAt: now.Add(e.opts.TokenLifetime),
	}
	t.value = randomToken()
	e.tokens[t.value] = t
	return t.value, nil
}

// Tokens lists all tokens that were ever issued, for a test to search a log for.
func (e *Emulator) Tokens() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Sorted(maps.Keys(e.tokens))
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
		return maxKeyFailures, true
	}
	return f.count, false
}
