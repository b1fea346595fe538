package vpcep

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

const (
	// statusGone stands for the 404 that a deleted service or endpoint is answered with.
	statusGone = "gone"
	// failedBefore stands for the status of one that had failed, until its deletion begins.
	failedBefore = "failed before its deletion"
)

// FailedError says that the cloud gave up on a service or an endpoint.
type FailedError struct {
	ID      string
	Reasons []StatusError // may be empty
}

// Error gives the reasons in the API's words.
func (e *FailedError) Error() string {
	return fmt.Sprintf("%s has the status %q: %s", e.ID, StatusFailed, Reasons(e.Reasons))
}

// Reasons lists why something failed, in the API's words.
func Reasons(reasons []StatusError) string {
	var parts []string
	for _, r := range reasons {
		if part := strings.Trim(r.Code+": "+r.Message, ": "); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "the API gives no reason"
	}
	return strings.Join(parts, "; ")
}

// CameBackError says that a deletion was given up by the cloud.
type CameBackError struct{ ID string }

// Error says what became of the deletion.
func (e *CameBackError) Error() string {
	return e.ID + " is available again after its deletion had begun: the cloud gave the deletion up without saying why"
}

// WaitServiceAvailable looks at a service until it is available, and returns it as last seen, also
// with an error. seen is the status that it had in an earlier answer. A service that fails ends the
// wait with a *FailedError.
func (c *Client) WaitServiceAvailable(ctx context.Context, id, seen string) (*Service, error) {
	service, err := poll.Until(ctx, poll.Wait[*Service]{
		Look:    c.lookAtService(id),
		Pending: []string{StatusCreating},
		Target:  []string{StatusAvailable},
		Seen:    seen,
		// What was just created may not be known yet to the part of the cloud that is asked.
		Passing: func(err error) bool { return otc.Transient(err) || NotFound(err) },
	})
	return service, asFailed(err, id, service)
}

// WaitServiceGone looks at a service whose deletion was asked for until it is gone; before is the status it had. A
// deletion that fails ends with a *FailedError, one that is given up with a *CameBackError; the service comes
// as last seen.
func (c *Client) WaitServiceGone(ctx context.Context, id, before string) (*Service, error) {
	look, begun := c.lookAtService(id), false
	service, err := poll.Until(ctx, poll.Wait[*Service]{
		Look: func(ctx context.Context) (*Service, string, error) {
			service, status, err := look(ctx)
			begun = begun || status == StatusDeleting
			switch {
			case begun && status == StatusAvailable:
				return service, status, &CameBackError{ID: id}
			case !begun && status == StatusFailed && before == StatusFailed:
				return service, failedBefore, nil
			default:
				return service, status, err
			}
		},
		// Until the deletion begins the service keeps the status it had.
		Pending: []string{StatusAvailable, StatusCreating, StatusDeleting, failedBefore},
		Target:  []string{statusGone},
		Gone:    gone,
		Passing: otc.Transient,
	})
	return service, asFailed(err, id, service)
}

func (c *Client) lookAtService(id string) func(context.Context) (*Service, string, error) {
	return func(ctx context.Context) (*Service, string, error) {
		service, err := c.GetService(ctx, id)
		if err != nil {
			return nil, "", err
		}
		return service, service.Status, nil
	}
}

func gone(err error) (string, bool) { return statusGone, NotFound(err) }

// asFailed makes the status "failed" an error that says why.
func asFailed(err error, id string, service *Service) error {
	var unexpected *poll.UnexpectedStatusError
	if errors.As(err, &unexpected) && unexpected.Status == StatusFailed && service != nil {
		return &FailedError{ID: id, Reasons: service.Errors}
	}
	return err
}
