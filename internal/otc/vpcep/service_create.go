package vpcep

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

const (
	// interruptionGrace is how long a call that creates may still take when the work is
	// interrupted: its answer carries the id, without which a service would be orphaned.
	interruptionGrace = 1200 * time.Millisecond
	// searchTime is how long a service is looked for that may have been created without an answer.
	searchTime = 10 * time.Second
)

// Creation is a service that was created, though it may not be available yet.
type Creation struct {
	Service *Service
	// Adopted says that the call which created the service got no answer, and why: the service was found
	// by what was asked for. nil where it was answered.
	Adopted error
}

// UnknownOutcomeError says that a service may have been created or not.
type UnknownOutcomeError struct {
	Since time.Time // by the cloud's clock: a service that was created is not older
	Err   error     // of the last attempt
}

// Error says what failed.
func (e *UnknownOutcomeError) Error() string {
	return "it is not known whether the service was created: " + e.Err.Error()
}

// Unwrap gives the error of the last attempt.
func (e *UnknownOutcomeError) Unwrap() error { return e.Err }

// SeveralFoundError says that more than one service may be the one that was created.
type SeveralFoundError struct {
	IDs []string
	Err error // why the answer is missing
}

// Error lists the services.
func (e *SeveralFoundError) Error() string {
	return fmt.Sprintf("the call that creates the service got no answer, and several services could be the one it created: %s; the call failed with: %s",
		strings.Join(e.IDs, ", "), e.Err)
}

// Unwrap gives why the answer is missing.
func (e *SeveralFoundError) Unwrap() error { return e.Err }

// CreateService creates a service, once. Where an attempt ends without an answer that can be trusted, the
// service is looked for before the next one, as often as the client repeats calls.
//
// The error is an *UnknownOutcomeError where an orphan may be left behind, and a *SeveralFoundError
// where it cannot be told which service was created.
func (c *Client) CreateService(ctx context.Context, create ServiceCreate) (*Creation, error) {
	leave, err := c.creating.enter(ctx, create)
	if err != nil {
		return nil, err
	}
	defer leave()

	since, lost := time.Now(), error(nil)
	for attempt := 0; ; attempt++ {
		service, err := c.attemptService(ctx, create)
		if err == nil {
			c.creating.settle(service.ID)
			return &Creation{Service: service}, nil
		}
		if otc.OutcomeUnknown(err) {
			lost = err
		}
		if lost == nil {
			return nil, err
		}
		// A refusal after a lost answer needs a look too: what is in the way may be what that attempt created.
		found, searchErr := c.search(ctx, create, func() time.Time { return c.cloud.CloudTime(since) }, time.Now().Add(searchTime))
		switch {
		case len(found) == 1:
			c.creating.settle(found[0].ID)
			return &Creation{Service: &found[0], Adopted: lost}, nil
		case len(found) > 1:
			return nil, &SeveralFoundError{IDs: ids(found), Err: lost}
		case searchErr != nil:
			return nil, &UnknownOutcomeError{Since: c.cloud.CloudTime(since), Err: errors.Join(lost, searchErr)}
		case !otc.OutcomeUnknown(err):
			return nil, &UnknownOutcomeError{Since: c.cloud.CloudTime(since), Err: errors.Join(err, lost)}
		case attempt >= c.cloud.MaxRetries():
			return nil, &UnknownOutcomeError{Since: c.cloud.CloudTime(since), Err: lost}
		}
	}
}

// attemptService asks for the service once. The call goes on for a moment when the work is interrupted.
func (c *Client) attemptService(ctx context.Context, create ServiceCreate) (*Service, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("not asked for: %w", err)
	}
	call, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(interruptionGrace, cancel) })()
	return c.postService(call, create)
}

// Settle says that a service belongs to a resource, and is not what another one's lost call created.
func (c *Client) Settle(id string) { c.creating.settle(id) }

// RecoverCreated lists the services that are what create asks for and were created at or after since, by the
// cloud's clock, and that no resource has. Where since is just past it looks for a while: the cloud may
// still be working on the call.
func (c *Client) RecoverCreated(ctx context.Context, create ServiceCreate, since time.Time) ([]Service, error) {
	past := c.cloud.CloudTime(time.Now()).Sub(since)
	return c.search(ctx, create, func() time.Time { return since }, time.Now().Add(2*searchTime-past))
}

// search looks for services until some are found or the time for it is over.
func (c *Client) search(ctx context.Context, create ServiceCreate, since func() time.Time, until time.Time) ([]Service, error) {
	const searching, done = "not found", "found or given up"
	return poll.Until(ctx, poll.Wait[[]Service]{
		Look: func(ctx context.Context) ([]Service, string, error) {
			services, err := c.ListServices(ctx, ServiceFilter{})
			if err != nil {
				return nil, searching, err
			}
			found := c.createdOf(services, create, since())
			if len(found) == 0 && time.Now().Before(until) {
				return nil, searching, nil
			}
			return found, done, nil
		},
		Pending: []string{searching},
		Target:  []string{done},
		Passing: otc.Transient,
	})
}

// createdOf picks the services that are what create asks for, are not older than since, and are not known to be
// another resource's.
func (c *Client) createdOf(services []Service, create ServiceCreate, since time.Time) []Service {
	var found []Service
	for _, service := range services {
		if create.describes(service) && !service.createdBefore(since) && !c.creating.settled(service.ID) {
			found = append(found, service)
		}
	}
	return found
}

func ids(services []Service) []string {
	list := make([]string, len(services))
	for i, s := range services {
		list[i] = s.ID
	}
	return list
}
