package vpcep

import (
	"context"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

const (
	// changingTime is how long a service may be busy with another change before its permissions are given up.
	changingTime = 2 * time.Minute
	// freshTime is how long the permissions of a new service are tried again, whatever the cloud says.
	freshTime = 30 * time.Second
	// listedTime is how long an entry that was added may be missing from the list.
	listedTime = 30 * time.Second
)

// SettlePermissions is ChangePermissions that tries again while the service is busy with another change. fresh
// says that the service was just created: anything but a refusal of the entries may pass then.
func (c *Client) SettlePermissions(ctx context.Context, serviceID string, has, wanted []string, fresh bool) (now []string, err error) {
	now = has
	err = repeat(ctx, fresh, func(ctx context.Context) error {
		now, err = c.changePermissions(ctx, serviceID, now, wanted)
		return err
	})
	return now, permissionsError(has, now, wanted, err)
}

// GrantPermission adds one entry and leaves all others alone; it may be there already. It tries again while the
// service is busy with another change.
func (c *Client) GrantPermission(ctx context.Context, serviceID, entry string) error {
	return repeat(ctx, false, func(ctx context.Context) error {
		return c.permissionsAction(ctx, serviceID, "add", []string{entry})
	})
}

// RevokePermission removes one entry and leaves all others alone; it may be gone already. It tries again while
// the service is busy with another change.
func (c *Client) RevokePermission(ctx context.Context, serviceID, entry string) error {
	return repeat(ctx, false, func(ctx context.Context) error {
		return c.permissionsAction(ctx, serviceID, "remove", []string{entry})
	})
}

// WaitPermissionListed reads an entry that was added until the API lists it.
func (c *Client) WaitPermissionListed(ctx context.Context, serviceID, entry string) (*Permission, error) {
	ctx, cancel := context.WithTimeout(ctx, listedTime)
	defer cancel()
	return poll.Until(ctx, poll.Wait[*Permission]{
		Refresh:   func(ctx context.Context) (*Permission, error) { return c.FindPermission(ctx, serviceID, entry) },
		Done:      func(found *Permission) (bool, error) { return found != nil, nil },
		Goal:      "the permission to be listed",
		Retryable: otc.Transient,
	})
}

// FindPermission fetches one entry of a service, nil where the service does not have it.
func (c *Client) FindPermission(ctx context.Context, serviceID, entry string) (*Permission, error) {
	filter := PermissionFilter{Permission: entry}
	if entry == Everyone {
		filter.Permission = "" // what a search makes of an asterisk is not documented
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

// repeat makes a change again while it fails for a temporary reason. The error is that of the last attempt.
func repeat(ctx context.Context, fresh bool, change func(context.Context) error) error {
	return poll.Retry(ctx, change, func(err error, waited time.Duration) bool {
		return Busy(err) && waited < changingTime || fresh && !refused(err) && waited < freshTime
	})
}
