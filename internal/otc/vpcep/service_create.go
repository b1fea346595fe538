package vpcep

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Creation is a service that was created, though it may not be available yet.
type Creation struct {
	Service *Service
	// Adopted says that the call which created the service got no answer, and why: the service was found
	// by what was asked for. nil where it was answered.
	Adopted error
}

// CreateService creates a service, once. Where an attempt ends without an answer that can be trusted, the
// service is looked for before the next one, as often as the client repeats calls.
//
// The error is an *UnknownOutcomeError where an orphan may be left behind, and a *SeveralFoundError
// where it cannot be told which service was created.
func (c *Client) CreateService(ctx context.Context, create ServiceCreate) (*Creation, error) {
	service, lost, err := createOnce(ctx, c, c.creationOfService(create))
	if err != nil {
		return nil, err
	}
	return &Creation{Service: service, Adopted: lost}, nil
}

// Settle says that a service or an endpoint belongs to a resource, and is not what another one's lost call created.
func (c *Client) Settle(id string) { c.creating.settle(id) }

// RecoverService lists the ids of the services that are what create asks for and were created at or after since, by
// the cloud's clock, and that no resource has. Where since is just past it looks for a while: the cloud
// may still be working on the call.
func (c *Client) RecoverService(ctx context.Context, create ServiceCreate, since time.Time) ([]string, error) {
	return recoverCreated(ctx, c, c.creationOfService(create), since)
}

func (c *Client) creationOfService(create ServiceCreate) creation[Service] {
	return creation[Service]{
		turn:     create.turn(),
		post:     func(ctx context.Context) (*Service, error) { return c.postService(ctx, create) },
		list:     func(ctx context.Context) ([]Service, error) { return c.ListServices(ctx, ServiceFilter{}) },
		isAsked:  func(service *Service) bool { return create.describes(*service) },
		identify: func(service *Service) (string, *string) { return service.ID, service.CreatedAt },
	}
}

// turn is the same for services that could be mistaken for one another.
func (r ServiceCreate) turn() string {
	ports := make([]string, len(r.Ports))
	for i, p := range r.Ports {
		ports[i] = fmt.Sprint(p.Normal())
	}
	slices.Sort(ports)
	return fmt.Sprint("service", r.PortID, r.VPCID, r.ServerType, value(r.Name), ports)
}
