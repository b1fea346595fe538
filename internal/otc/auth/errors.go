package auth

import (
	"errors"
	"fmt"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// optionsError says that a response contradicts the options, for example because a project does not exist.
type optionsError struct{ text string }

func (e *optionsError) Error() string { return e.text }

func optionsErrorf(format string, args ...any) error {
	return &optionsError{fmt.Sprintf(format, args...)}
}

// denied reports whether err is a response that denies the request, rather than an outage.
func denied(err error) bool {
	var response *otc.Error
	return errors.As(err, &response) && !otc.Transient(err)
}

// notExecuted reports whether err is from a request that cannot have been executed.
func notExecuted(err error) bool {
	var call *otc.CallError
	return errors.As(err, &call) && call.Undone
}

// explain adds to an error who was signing in where and, if the request was denied, what to check.
func explain(m method, iam iam, err error) error {
	err = fmt.Errorf("sign in %s at %s: %w", m.who(), iam.base, err)
	if denied(err) {
		err = fmt.Errorf("%w; %s", err, m.advice())
	}
	return err
}
