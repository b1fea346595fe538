package emulator

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	defaultLimit = 10
	maxLimit     = 1000
)

// queryParams returns the query parameters of a call. Unknown and repeated parameters are errors: without the check, a
// misspelled filter would return all items.
func queryParams(c *call, allowed ...string) (url.Values, error) {
	values, err := url.ParseQuery(c.request.URL.RawQuery)
	if err != nil {
		return nil, apiErrorf("EndPoint.0002", "invalid query: %v", err)
	}
	for name, given := range values {
		if !slices.Contains(allowed, name) {
			return nil, apiErrorf("EndPoint.0002", "unknown query parameter %q", name)
		}
		if len(given) > 1 {
			return nil, apiErrorf("EndPoint.0002", "repeated query parameter %q", name)
		}
	}
	return values, nil
}

// sortKeys are the values by which lists can be sorted.
type sortKeys struct {
	createdAt, updatedAt time.Time
	seq                  int64
}

// sortItems sorts items by sort_key and sort_dir. By default, the newest item comes first.
func sortItems[T any](items []T, q url.Values, key func(T) sortKeys, keys ...string) error {
	sortKey := "created_at"
	if q.Has("sort_key") {
		sortKey = q.Get("sort_key")
		if !slices.Contains(keys, sortKey) {
			return apiErrorf("EndPoint.0017", "sort_key %q is not one of %v", sortKey, keys)
		}
	}
	direction := -1
	if q.Has("sort_dir") {
		switch q.Get("sort_dir") {
		case "asc":
			direction = 1
		case "desc":
		default:
			return apiErrorf("EndPoint.0018", "sort_dir %q is neither asc nor desc", q.Get("sort_dir"))
		}
	}
	slices.SortFunc(items, func(a, b T) int {
		x, y := key(a), key(b)
		order := x.createdAt.Compare(y.createdAt)
		if sortKey == "updated_at" {
			order = x.updatedAt.Compare(y.updatedAt)
		}
		return direction * cmp.Or(order, cmp.Compare(x.seq, y.seq))
	})
	return nil
}

// paginate returns one page of the items. As documented, offset must be greater than 0 and less than the total.
func paginate[T any](items []T, q url.Values, highest int) ([]T, error) {
	limit, offset := defaultLimit, 0
	if q.Has("limit") {
		n, err := strconv.Atoi(q.Get("limit"))
		if err != nil || n < 0 || n > highest {
			return nil, apiErrorf("EndPoint.0006", "limit %q is not a number from 0 to %d", q.Get("limit"), highest)
		}
		limit = n
	}
	if q.Has("offset") {
		n, err := strconv.Atoi(q.Get("offset"))
		if err != nil || n <= 0 || n >= len(items) {
			return nil, apiErrorf("EndPoint.0010", "offset %q is not greater than 0 and less than the total of %d",
				q.Get("offset"), len(items))
		}
		offset = n
	}
	return items[offset:min(offset+limit, len(items))], nil
}

// containsFold reports whether s contains the substring, ignoring case.
func containsFold(s, substring string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(substring))
}

// matches reports whether a value equals the filter. The empty filter matches all values.
func matches(value, filter string) bool { return filter == "" || value == filter }
