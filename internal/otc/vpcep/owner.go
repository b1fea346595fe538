package vpcep

import (
	"context"
	"strings"
	"sync"
)

// owner is the account of the client's project, which owns all services of the project.
type owner struct {
	mu       sync.Mutex
	known    bool
	domainID string
}

// OwnerDomainID returns the domain id of the account that owns the services of the project, or "" if the API does not return
// it. Only lists contain it, so it is read from a list, once for all services: that of a refresh if there is one.
func (c *Client) OwnerDomainID(ctx context.Context, serviceID string) (string, error) {
	c.owner.mu.Lock()
	defer c.owner.mu.Unlock()
	if c.owner.known {
		return c.owner.domainID, nil
	}
	if answer := c.services.Read(ctx, serviceID); answer.Item != nil {
		c.owner.known, c.owner.domainID = true, value(answer.Item.DomainID)
		return c.owner.domainID, nil
	}
	services, err := c.ListServices(ctx, ServiceFilter{ID: serviceID})
	if err != nil {
		return "", err
	}
	for _, s := range services {
		if strings.EqualFold(s.ID, serviceID) {
			c.owner.known, c.owner.domainID = true, value(s.DomainID)
			break
		}
	}
	return c.owner.domainID, nil
}
