package vpcep

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// Permission allows one account, or everyone, to connect to a service. The owner of the service needs none.
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

// PermissionFilter selects permissions. Empty fields match all.
type PermissionFilter struct {
	Permission string // part of the entry
	SortKey    string // created_at, the API's default
	SortDir    string // desc, the API's default, or asc
}

// largestPermissionPage is the largest page of permissions.
const largestPermissionPage = 500

// ListPermissions returns all permissions of a service that match the filter.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_whitelist_records_of_a_vpc_endpoint_service.html
func (c *Client) ListPermissions(ctx context.Context, serviceID string, filter PermissionFilter) ([]Permission, error) {
	return otc.Collect(c.ListPermissionsIter(ctx, serviceID, filter))
}

// ListPermissionsIter is ListPermissions, but reads a page only when its first item is needed.
func (c *Client) ListPermissionsIter(ctx context.Context, serviceID string, filter PermissionFilter) iter.Seq2[Permission, error] {
	query := queryParams(map[string]string{
		"permission": filter.Permission, "sort_key": filter.SortKey, "sort_dir": filter.SortDir,
	})
	return list[Permission](ctx, c, permissionsPath(serviceID), query, permissionsKey, largestPermissionPage)
}

const permissionsKey = "permissions"

func permissionsPath(serviceID string) string { return servicePath(serviceID) + "/permissions" }

// PermissionsError is returned if permissions were changed in part or not at all.
type PermissionsError struct {
	Added, Removed       []string
	NotAdded, NotRemoved []string // or not known to be
	Err                  error    // why the change ended
}

// Error counts the entries that were changed and names the others.
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
			part += " (not " + p.verb + ": " + abbreviate(p.left) + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(append(parts, e.Err.Error()), "; ")
}

// Unwrap returns the error that ended the change.
func (e *PermissionsError) Unwrap() error { return e.Err }

func permissionsError(before, now, desired []string, err error) error {
	if err == nil {
		return nil
	}
	return &PermissionsError{
		Added: difference(now, before), Removed: difference(before, now),
		NotAdded: difference(desired, now), NotRemoved: difference(now, desired),
		Err: err,
	}
}

// abbreviate lists the first entries and counts the rest.
func abbreviate(entries []string) string {
	const shown = 5
	if len(entries) <= shown {
		return strings.Join(entries, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(entries[:shown], ", "), len(entries)-shown)
}

// changePermissions changes the permissions of a service from current to desired. It sends the difference only, in batches,
// and is idempotent. It returns the permissions that the service has then, even if it fails.
//
// It adds entries before it removes others, so that no account that stays permitted loses access in between, for example
// when named accounts replace *. It removes entries even if the API rejects an entry to add: an invalid entry must not
// keep another account permitted.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/batch_adding_or_deleting_whitelist_records.html
func (c *Client) changePermissions(ctx context.Context, serviceID string, current, desired []string) (now []string, err error) {
	add, remove := difference(desired, current), difference(current, desired)
	batch := permissionBatch(firstPermissionBatch)
	send := func(action string, entries []string) (int, error) {
		return batch.send(entries, func(part []string) error { return c.permissionsAction(ctx, serviceID, action, part) })
	}
	added, err := send("add", add)
	now = append(slices.Clone(current), add[:added]...)
	if err != nil && !invalidEntries(err) {
		return now, err
	}
	removed, removeErr := send("remove", remove)
	now = difference(now, remove[:removed])
	if HasCode(err, CodePermissionsFull) && removed > 0 {
		rest := add[added:] // the removal has made room
		added, err = send("add", rest)
		now = append(now, rest[:added]...)
	}
	return now, errors.Join(err, removeErr)
}

func (c *Client) permissionsAction(ctx context.Context, serviceID, action string, entries []string) error {
	return c.do(ctx, otc.Call{
		Method: http.MethodPost, Path: permissionsPath(serviceID) + "/action",
		Body: permissionsRequest{Permissions: entries, Action: action},
	})
}

type permissionsRequest struct {
	Permissions []string `json:"permissions"`
	Action      string   `json:"action"` // add or remove
}

// invalidEntries reports whether the API rejected the entries, rather than the call because of the service or the caller.
func invalidEntries(err error) bool {
	return otc.HasStatus(err, http.StatusBadRequest) && !Busy(err) && !NotFound(err) && !otc.Transient(err)
}

// firstPermissionBatch is the initial number of entries in a call. The API documents no limit.
const firstPermissionBatch = 50

// permissionBatch is the number of entries in a call.
type permissionBatch int

// send sends entries in batches, and halves the size of the batches if the API rejects one as too large. It returns the
// number of entries that were sent.
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

// difference returns the entries that are not in others, without duplicates.
func difference(entries, others []string) []string {
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
