package vpcep

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// Permission lets an account, or everyone, connect to a service. The service's owner always may and is not
// listed.
type Permission struct {
	ID          string  `json:"id"`
	Permission  string  `json:"permission"`      // AccountPrefix and an account id, or Everyone
	Type        *string `json:"permission_type"` // domainId
	Description *string `json:"description"`
	CreatedAt   *string `json:"created_at"` // UTC, with or without fractions and zone
}

// Forms of an entry.
const (
	Everyone      = "*"
	AccountPrefix = "iam:domain::" // an account id follows
)

// PermissionFilter narrows a list of permissions; empty fields do not.
type PermissionFilter struct {
	Permission string // part of the entry
	SortKey    string // created_at, the API's default
	SortDir    string // desc, the API's default, or asc
}

// largestPermissionPage is the most permissions that the API lists at a time.
const largestPermissionPage = 500

// ListPermissions fetches all permissions of a service that the filter lets through.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_whitelist_records_of_a_vpc_endpoint_service.html
func (c *Client) ListPermissions(ctx context.Context, serviceID string, filter PermissionFilter) ([]Permission, error) {
	query := queryOf(map[string]string{
		"permission": filter.Permission, "sort_key": filter.SortKey, "sort_dir": filter.SortDir,
	})
	return list[Permission](ctx, c, servicePath(serviceID)+"/permissions", query, "permissions", largestPermissionPage)
}

// PermissionsError says how far a change of permissions got.
type PermissionsError struct {
	Added, Removed       []string
	NotAdded, NotRemoved []string // or at least not known to be
	Err                  error    // why the change did not go on
}

// Error counts what was done and names what was not.
func (e *PermissionsError) Error() string {
	var parts []string
	for _, p := range []struct {
		verb       string
		done, left []string
	}{{"added", e.Added, e.NotAdded}, {"removed", e.Removed, e.NotRemoved}} {
		all := len(p.done) + len(p.left)
		if all == 0 {
			continue
		}
		part := fmt.Sprintf("%d of %d permissions were %s", len(p.done), all, p.verb)
		if len(p.left) > 0 {
			part += ", without " + someOf(p.left)
		}
		parts = append(parts, part)
	}
	return strings.Join(append(parts, e.Err.Error()), "; ")
}

// Unwrap gives why the change did not go on.
func (e *PermissionsError) Unwrap() error { return e.Err }

func permissionsError(has, now, wanted []string, err error) error {
	if err == nil {
		return nil
	}
	return &PermissionsError{
		Added: missing(now, has), Removed: missing(has, now),
		NotAdded: missing(wanted, now), NotRemoved: missing(now, wanted),
		Err: err,
	}
}

// someOf names entries, as many as can be read at a glance.
func someOf(entries []string) string {
	const shown = 5
	if len(entries) <= shown {
		return strings.Join(entries, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(entries[:shown], ", "), len(entries)-shown)
}

// ChangePermissions makes the permissions of a service those that are wanted, given those it has: only the
// difference is sent, in batches, and it may be repeated without harm. It returns the permissions as the
// answers leave them, also with the error, which is a *PermissionsError.
//
// Adding comes first, so that nobody who stays permitted is shut out in between, as when named accounts take the
// place of *. Removing is done even where an entry to add was refused: what is revoked must not stay for that.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/batch_adding_or_deleting_whitelist_records.html
func (c *Client) ChangePermissions(ctx context.Context, serviceID string, has, wanted []string) (now []string, err error) {
	now, err = c.changePermissions(ctx, serviceID, has, wanted)
	return now, permissionsError(has, now, wanted, err)
}

func (c *Client) changePermissions(ctx context.Context, serviceID string, has, wanted []string) (now []string, err error) {
	add, remove := missing(wanted, has), missing(has, wanted)
	batch := permissionBatch(firstPermissionBatch)
	send := func(action string, entries []string) (int, error) {
		return batch.send(entries, func(part []string) error { return c.permissionsAction(ctx, serviceID, action, part) })
	}
	added, err := send("add", add)
	now = append(slices.Clone(has), add[:added]...)
	if err != nil && !refused(err) {
		return now, err
	}
	removed, removeErr := send("remove", remove)
	now = missing(now, remove[:removed])
	if HasCode(err, CodePermissionsFull) && removed > 0 {
		rest := add[added:] // for which there is room now
		added, err = send("add", rest)
		now = append(now, rest[:added]...)
	}
	return now, errors.Join(err, removeErr)
}

func (c *Client) permissionsAction(ctx context.Context, serviceID, action string, entries []string) error {
	return c.do(ctx, otc.Call{
		Method: http.MethodPost, Path: servicePath(serviceID) + "/permissions/action",
		Body: permissionsRequest{Permissions: entries, Action: action},
	})
}

type permissionsRequest struct {
	Permissions []string `json:"permissions"`
	Action      string   `json:"action"` // add or remove
}

// refused tells whether the API found fault with the entries, and not with the service or the caller.
func refused(err error) bool {
	return otc.HasStatus(err, http.StatusBadRequest) && !Busy(err) && !NotFound(err) && !otc.Transient(err)
}

// firstPermissionBatch is how many entries are sent at a time at first. The API documents no limit.
const firstPermissionBatch = 50

// permissionBatch is how many entries are sent at a time.
type permissionBatch int

// send sends entries in batches, which become smaller when the API finds them too large. It returns how many
// were sent.
func (b *permissionBatch) send(entries []string, call func(entries []string) error) (sent int, err error) {
	for sent < len(entries) {
		until := min(sent+int(*b), len(entries))
		err := call(entries[sent:until])
		if size := until - sent; HasCode(err, CodeBatchTooLarge) && size > 1 {
			*b = permissionBatch(size / 2)
			continue
		}
		if err != nil {
			return sent, err
		}
		sent = until
	}
	return sent, nil
}

// missing lists what of entries is not among others, each once.
func missing(entries, others []string) []string {
	seen := make(map[string]struct{}, len(entries)+len(others))
	for _, entry := range others {
		seen[entry] = struct{}{}
	}
	var list []string
	for _, entry := range entries {
		if _, ok := seen[entry]; !ok {
			seen[entry] = struct{}{}
			list = append(list, entry)
		}
	}
	return list
}
