package otc

import (
	"context"
	"errors"
	"net/http"
)

// Credentials authenticate calls to the cloud. Package auth implements the sign-in methods.
//
// Implementations are safe for concurrent use: one value serves all requests of a process.
type Credentials interface {
	// Session returns the current session and signs in if there is none. Concurrent callers share one sign-in,
	// and ctx bounds only the wait of its own caller.
	Session(ctx context.Context) (*Session, error)

	// Authorize adds a token header or a signature to one attempt of a request. It is called for each attempt,
	// with a clone of the request, after all other headers are set. req.GetBody returns the bytes to sign.
	Authorize(req *http.Request, session *Session) error

	// Renew returns a session that replaces one that the cloud rejected with the error cause. Callers with the
	// same rejected session share one renewal. If signing in again cannot help, Renew returns ErrNotRenewable
	// and the cause. If more attempts would lock the account, Session fails with the same error from then on.
	Renew(ctx context.Context, rejected *Session, cause error) (*Session, error)
}

// ErrNotRenewable means that signing in again cannot replace a rejected session.
var ErrNotRenewable = errors.New("the credentials were rejected and cannot be renewed")

// Session is the result of a sign-in: the project to work in and the endpoints of its services.
type Session struct {
	ProjectID string
	Token     Secret    // "" if requests are signed instead
	Catalogue Catalogue // empty if all endpoints are configured
}
