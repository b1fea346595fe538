package auth

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// methods are the sign-in methods in order of precedence. To add one, implement method in a file of its own and
// add its constructor here.
var methods = []func(Options) method{
	newToken,
	newAccessKey,
	newPasscode,
	newPassword,
}

// method is a way to sign in with given options. Each implementation keeps its rules, its requests and its advice
// in one file.
type method interface {
	about() about

	// selected reports whether one of about's options is set.
	selected() bool

	// missing lists what the method still requires of the options.
	missing() []Missing

	// needsIAM reports whether signing in without an agency sends a request to IAM.
	needsIAM() bool

	// notRenewable says why signing in again cannot replace an expired session, and what the user can do. It
	// returns "" if signing in again helps.
	notRenewable() string

	// usedUp reports whether the credentials have been sent and will not be accepted a second time.
	usedUp() bool

	// who completes "sign in" in an error text, such as "with a token".
	who() string

	// advice says what to check when IAM denies the sign-in.
	advice() string

	// signIn returns a session in the project of the options.
	signIn(ctx context.Context, iam iam) (*grant, error)

	// caller authenticates for the request that assumes an agency.
	caller(ctx context.Context, iam iam) (*caller, error)
}

// requestSigner is a method whose sessions have no token. It signs every request instead.
type requestSigner interface {
	signRequest(req *http.Request, session *otc.Session) error
}

// about describes a method, whatever its options are.
type about struct {
	name    string
	options []Option // any of them selects the method
	usage   string   // the options to set together
}

// caller is who asks for an agency.
type caller struct {
	authorize authorizer
	header    http.Header
}

// callerWithToken asks for an agency with the token of a domain.
func callerWithToken(granted *grant, err error) (*caller, error) {
	if err != nil {
		return nil, err
	}
	return &caller{authorize: withToken(granted.session.Token)}, nil
}

// method returns the first method that the options select, or nil.
func (o Options) method() method {
	for _, newMethod := range methods {
		if m := newMethod(o); m.selected() {
			return m
		}
	}
	return nil
}

// noMethodError lists the options of all methods, the most common method first.
func noMethodError() error {
	var options []Option
	var usages []string
	for _, newMethod := range slices.Backward(methods) {
		about := newMethod(Options{}).about()
		options = append(options, about.options...)
		usages = append(usages, about.usage)
	}
	return &MissingError{Missing: []Missing{{
		AnyOf:   options,
		Reason:  "Set " + strings.Join(usages, "; or ") + ".",
		summary: "there is nothing to sign in with",
	}}}
}
