package otc

import (
	"context"
	"errors"
	"net/http"
)

// Credentials prove to the cloud who is calling. The ways to sign in are in package auth.
//
// Implementations are safe for concurrent use: one value serves every request of a process.
type Credentials interface {
	// Session returns the session that is signed in, signing in first if nobody has yet. Callers that
	// come at the same time share one sign-in, and ctx bounds only the wait of its own caller.
	Session(ctx context.Context) (*Session, error)

	// Authorize puts the session on one attempt of a request: a token header, or a signature over the
	// request as it is sent. It runs anew for each attempt, on a clone that nobody else sees, after
	// every other header is set; req.GetBody gives the bytes to sign.
	Authorize(req *http.Request, session *Session) error

	// Renew returns a session to use instead of one the cloud refused, and cause is how. Callers with
	// the same refused session share one renewal. Where signing in again cannot help it returns
	// ErrNotRenewable with the cause; where to go on would lock the account, Session fails alike from then on.
	Renew(ctx context.Context, refused *Session, cause error) (*Session, error)
}

// ErrNotRenewable says that a refused session cannot be replaced by signing in again.
var ErrNotRenewable = errors.New("the credentials were refused and cannot be renewed")

// Session is what a sign-in gives: the project that calls act in, and where its services are.
type Session struct {
	ProjectID string
	Token     Secret    // "" where requests are signed instead
	Catalogue Catalogue // empty where no service was to be looked up
}
