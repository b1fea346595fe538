package auth

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// optionsError says that a response contradicts the options, for example because a project does not exist.
type optionsError struct{ text string }

func (e *optionsError) Error() string { return e.text }

func optionsErrorf(format string, args ...any) error {
	return &optionsError{fmt.Sprintf(format, args...)}
}

// denied reports whether IAM itself denies the request. A 401 is taken for a denial in any form: another attempt
// with a wrong password could lock the account.
func denied(err error) bool {
	var response *otc.Error
	return errors.As(err, &response) && !otc.Transient(err) && (response.FromAPI() || response.StatusCode == http.StatusUnauthorized)
}

// foreign reports whether something other than IAM rejected the request, such as a proxy with a page of its own.
// That says nothing about the credentials.
func foreign(err error) bool {
	var response *otc.Error
	return errors.As(err, &response) && !otc.Transient(err) && !denied(err)
}

// notExecuted reports whether err is from a request that cannot have been executed.
func notExecuted(err error) bool {
	var call *otc.CallError
	return errors.As(err, &call) && call.NotExecuted
}

const foreignAdvice = "this response is not from IAM; check auth_url, and any proxy in between"

// explain adds to an error who was signing in where and, if the request was rejected, what to check.
func explain(m method, iam iam, err error) error {
	err = fmt.Errorf("sign in %s at %s: %w", m.who(), iam.base, err)
	switch {
	case denied(err):
		err = fmt.Errorf("%w; %s", err, m.advice())
	case foreign(err):
		err = fmt.Errorf("%w; %s", err, foreignAdvice)
	}
	return err
}
