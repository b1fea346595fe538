package provider

import (
	"context"
	"errors"
	"net/http"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

const adviceUnknown = "Set a value that is known, or first apply the resources it depends on with -target."

// refuseUnknown reports arguments that every plan requires.
func (r *resolver) refuseUnknown(arguments []string) {
	for _, argument := range arguments {
		if argument == argIgnoreTags || argument == argPlanChecks {
			r.fail(argument, argument+" is not known yet",
				"The value of the argument "+argument+" is known only after apply, but the plan depends on it. "+adviceUnknown)
		}
	}
}

// unknownError is the error of whatever requires a session although arguments are known only after apply. A plan of new resources
// does not.
func (r *resolver) unknownError(arguments []string) error {
	are := " is"
	if len(arguments) > 1 {
		are = " are"
	}
	text := "the provider cannot sign in yet: its " + plural("argument", arguments) + are + " known only after apply"
	advice := adviceUnknown
	for _, argument := range arguments {
		if src := sourceOf(argument); len(src.env)+len(src.keys) > 0 {
			advice += "\n\nIf the argument " + argument + " is not set, the provider searches:\n" + r.elsewhere(src)
		}
	}
	return &otc.AdvisedError{Err: errors.New(text), Advice: advice}
}

func (r *resolver) elsewhere(src source) string {
	lines := "- " + plural("environment variable", src.env)
	if len(src.keys) > 0 {
		lines += "\n- clouds.yaml: " + commaSeparated(src.keys) + " of the entry that the argument cloud or OS_CLOUD names"
	}
	return lines
}

// unknownCredentials are credentials that are known only after apply. There is no session.
type unknownCredentials struct{ err error }

// Session implements otc.Credentials.
func (c unknownCredentials) Session(context.Context) (*otc.Session, error) { return nil, c.err }

// Renew implements otc.Credentials.
func (c unknownCredentials) Renew(context.Context, *otc.Session, error) (*otc.Session, error) {
	return nil, c.err
}

// Authorize implements otc.Credentials.
func (c unknownCredentials) Authorize(*http.Request, *otc.Session) error { return c.err }
