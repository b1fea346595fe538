package vpcep

import (
	"context"
	"errors"
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

// WaitPermissionListed looks for an entry that was added until the API lists it.
func (c *Client) WaitPermissionListed(ctx context.Context, serviceID, entry string) (*Permission, error) {
	ctx, cancel := context.WithTimeout(ctx, listedTime)
	defer cancel()
	const absent, listed = "not listed", "listed"
	return poll.Until(ctx, poll.Wait[*Permission]{
		Look: func(ctx context.Context) (*Permission, string, error) {
			found, err := c.FindPermission(ctx, serviceID, entry)
			if found == nil {
				return nil, absent, err
			}
			return found, listed, nil
		},
		Pending: []string{absent},
		Target:  []string{listed},
		Passing: otc.Transient,
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

// repeat makes a change again while it fails for a reason that may pass. The error is that of the last attempt.
func repeat(ctx context.Context, fresh bool, change func(context.Context) error) error {
	const again, done = "to be tried again", "changed or given up"
	var (
		started = time.Now()
		last    error
	)
	_, err := poll.Until(ctx, poll.Wait[struct{}]{
		Look: func(ctx context.Context) (struct{}, string, error) {
			last = change(ctx)
			waited := time.Since(started)
			passing := ChangingNow(last) && waited < changingTime || fresh && !refused(last) && waited < freshTime
			if last != nil && passing {
				return struct{}{}, again, nil
			}
			return struct{}{}, done, nil
		},
		Pending: []string{again},
		Target:  []string{done},
	})
	if err != nil && last != nil {
		return errors.Join(last, err)
	}
	if err != nil {
		return err
	}
	return last
}
