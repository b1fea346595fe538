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

// refused reports whether another sign-in with the same options cannot succeed, or does harm. A wrong password locks the account
// after a few attempts, and each of fifty resources would make one.
func refused(err error) bool {
	var contradiction *optionsError
	return errors.As(err, &contradiction) || denied(err)
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
	err = fmt.Errorf("signing in %s at %s failed: %w", m.who(), iam.base, err)
	switch {
	case denied(err):
		return &otc.AdvisedError{Err: err, Advice: m.advice()}
	case foreign(err):
		return &otc.AdvisedError{Err: err, Advice: foreignAdvice}
	default:
		return err
	}
}
