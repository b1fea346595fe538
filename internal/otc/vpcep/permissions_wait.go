package vpcep

import (
	"context"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

const (
	// busyTimeout limits how long a change of permissions is retried while the service is busy with another change.
	busyTimeout = 2 * time.Minute
	// newServiceTimeout limits how long the permissions of a new service are retried on any other error.
	newServiceTimeout = 30 * time.Second
	// listTimeout limits how long an added entry may be missing from the list.
	listTimeout = 30 * time.Second
)

// SetPermissions is ChangePermissions with retries while the service is busy with another change. If isNew is set, the
// service was just created, and every error may be temporary unless the API rejects the entries.
func (c *Client) SetPermissions(ctx context.Context, serviceID string, current, desired []string, isNew bool) (now []string, err error) {
	now = current
	err = retryPermissions(ctx, isNew, func(ctx context.Context) error {
		now, err = c.changePermissions(ctx, serviceID, now, desired)
		return err
	})
	return now, permissionsError(current, now, desired, err)
}

// GrantPermission adds one entry, which may already exist, and keeps all others. It retries while the service is busy with
// another change.
func (c *Client) GrantPermission(ctx context.Context, serviceID, entry string) error {
	return retryPermissions(ctx, false, func(ctx context.Context) error {
		return c.permissionsAction(ctx, serviceID, "add", []string{entry})
	})
}

// RevokePermission removes one entry, which may already be gone, and keeps all others. It retries while the service is busy
// with another change.
func (c *Client) RevokePermission(ctx context.Context, serviceID, entry string) error {
	return retryPermissions(ctx, false, func(ctx context.Context) error {
		return c.permissionsAction(ctx, serviceID, "remove", []string{entry})
	})
}

// WaitPermissionListed waits until the API lists an entry that was added.
func (c *Client) WaitPermissionListed(ctx context.Context, serviceID, entry string) (*Permission, error) {
	ctx, cancel := context.WithTimeout(ctx, listTimeout)
	defer cancel()
	watch, end := c.permissions.of(serviceID).Watch(entry, listInterval)
	defer end()
	return poll.Until(ctx, poll.Wait[*Permission]{
		Paced: true,
		Refresh: func(ctx context.Context) (*Permission, error) {
			return watch.Look(ctx, func(p *Permission) bool { return p.Permission == entry })
		},
		Done:      func(found *Permission) (bool, error) { return found != nil, nil },
		Goal:      "the permission to be listed",
		Retryable: otc.Transient,
	})
}

// FindPermission returns one entry of a service, or nil if the service does not have it.
func (c *Client) FindPermission(ctx context.Context, serviceID, entry string) (*Permission, error) {
	filter := PermissionFilter{Permission: entry}
	if entry == Everyone {
		filter.Permission = "" // the meaning of an asterisk in the filter is not documented
	}
	similar, err := c.ListPermissions(ctx, serviceID, filter)
	if err != nil {
		return nil, err
	}
	for i := range similar {
		if similar[i].Permission == entry {
			return &similar[i], nil
		}
	}
	return nil, nil
}

// retryPermissions retries a change of permissions on temporary errors. It returns the error of the last attempt.
func retryPermissions(ctx context.Context, isNew bool, change func(context.Context) error) error {
	return poll.Retry(ctx, change, func(err error, waited time.Duration) bool {
		return Busy(err) && waited < busyTimeout || isNew && !invalidEntries(err) && waited < newServiceTimeout
	})
}
