package vpcep

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/batch"
)

// newReaders makes the readers that answer several reads with one list.
func (c *Client) newReaders() {
	c.services = batch.NewReader(batch.Source[Service]{
		Get:      c.GetService,
		List:     listForMany[Service](c, servicesPath, servicesKey, largestPage),
		PageSize: largestPage, ID: func(s *Service) string { return s.ID },
		Version:   func(s *Service) (status, updatedAt string) { return s.Status, instant(s.UpdatedAt) },
		Forbidden: forbidden,
	}, &c.generation)
	c.endpoints = batch.NewReader(batch.Source[Endpoint]{
		Get:      c.GetEndpoint,
		List:     listForMany[Endpoint](c, endpointsPath, endpointsKey, largestPage),
		PageSize: largestPage, ID: func(e *Endpoint) string { return e.ID },
		Version:   func(e *Endpoint) (status, updatedAt string) { return e.Status, instant(e.UpdatedAt) },
		Forbidden: forbidden,
	}, &c.generation)
	// The API has no details of connections and permissions, only filtered lists, which contain the same fields.
	c.connections.source = func(serviceID string) batch.Source[Connection] {
		return batch.Source[Connection]{
			Get: func(ctx context.Context, endpointID string) (*Connection, error) {
				return c.GetConnection(ctx, serviceID, endpointID)
			},
			List:     listForMany[Connection](c, connectionsPath(serviceID), connectionsKey, largestPage),
			PageSize: largestPage, ID: func(c *Connection) string { return c.ID }, Forbidden: forbidden,
		}
	}
	c.permissions.source = func(serviceID string) batch.Source[Permission] {
		return batch.Source[Permission]{
			Get: func(ctx context.Context, entry string) (*Permission, error) {
				return c.FindPermission(ctx, serviceID, entry)
			},
			List:     listForMany[Permission](c, permissionsPath(serviceID), permissionsKey, largestPermissionPage),
			PageSize: largestPermissionPage, ID: func(p *Permission) string { return p.Permission }, Forbidden: forbidden,
		}
	}
	c.connections.generation, c.permissions.generation = &c.generation, &c.generation
}

// instant returns a time in one format, because lists and details may differ in theirs.
func instant(text *string) string {
	if parsed, ok := otc.ParseTime(value(text)); ok {
		return parsed.UTC().Truncate(time.Second).String()
	}
	return value(text)
}

// forbidden reports whether the account may not make a call, which will not change.
func forbidden(err error) bool { return otc.HasStatus(err, http.StatusForbidden) }

// perService has a reader of what belongs to a service, such as its connections, for each service.
type perService[T any] struct {
	source     func(serviceID string) batch.Source[T]
	generation *batch.Generation

	mu      sync.Mutex
	readers map[string]*batch.Reader[T] // by id in lower case
}

func (p *perService[T]) of(serviceID string) *batch.Reader[T] {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := strings.ToLower(serviceID)
	if p.readers[key] == nil {
		if p.readers == nil {
			p.readers = map[string]*batch.Reader[T]{}
		}
		p.readers[key] = batch.NewReader(p.source(serviceID), p.generation)
	}
	return p.readers[key]
}

// listInterval is the time between two lists of the connections or permissions of a service that several wait for.
const listInterval = 250 * time.Millisecond

// listed accepts any item of a list.
func listed[T any](*T) bool { return true }

// RecentServices returns all services, from the list that has just answered several reads if there is one. It does not retry.
func (c *Client) RecentServices(ctx context.Context) (all []Service, err error) {
	if all, ok := c.services.Latest(); ok {
		return all, nil
	}
	err = listForMany[Service](c, servicesPath, servicesKey, largestPage)(ctx, func(page []Service, _ int) bool {
		all = append(all, page...)
		return true
	})
	return all, err
}

// ReadConnection is GetConnection for one of several connections of a service that are read at the same time: a list of all
// of them answers these.
func (c *Client) ReadConnection(ctx context.Context, serviceID, endpointID string) (*Connection, error) {
	if answer := c.connections.of(serviceID).Read(ctx, endpointID); answer.Item != nil {
		return answer.Item, nil
	}
	return c.GetConnection(ctx, serviceID, endpointID)
}

// ReadPermission is FindPermission for one of several permissions of a service that are read at the same time: a list of all
// of them answers these.
func (c *Client) ReadPermission(ctx context.Context, serviceID, entry string) (*Permission, error) {
	answer := c.permissions.of(serviceID).Read(ctx, entry)
	if answer.Item != nil && answer.Item.Permission == entry {
		return answer.Item, nil
	}
	return c.FindPermission(ctx, serviceID, entry)
}
