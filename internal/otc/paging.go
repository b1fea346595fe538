package otc

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/url"
	"strconv"
)

// Pages describes the pages of a list.
type Pages struct {
	Key   string // the field of the response that contains the items
	Limit int    // the largest page
	// End reports whether an error says that the offset is beyond the end of the list.
	End func(error) bool
}

// getPage makes one request for a list.
type getPage func(ctx context.Context, query url.Values, out any) error

// Collect returns the items of a list, or the first error.
func Collect[T any](list iter.Seq2[T, error]) ([]T, error) {
	var found []T
	for item, err := range list {
		if err != nil {
			return nil, err
		}
		found = append(found, item)
	}
	return found, nil
}

// List returns the items of a list. It reads a page when the first item of the page is needed, and ends after the first error.
// get makes one request.
func List[T any](ctx context.Context, query url.Values, pages Pages, get getPage) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := ListPages(ctx, query, pages, get, func(items []T, _ int) bool {
			for _, item := range items {
				if !yield(item, nil) {
					return false
				}
			}
			return true
		})
		if err != nil {
			var none T
			yield(none, err)
		}
	}
}

// ListPages reads the pages of a list until use returns false. get makes one request. total is the number of items on all
// pages, according to the last one.
func ListPages[T any](
	ctx context.Context, query url.Values, pages Pages, get getPage, use func(items []T, total int) (more bool),
) error {
	read := 0
	for {
		response := listPage[T]{key: pages.Key}
		err := get(ctx, page(query, pages.Limit, read), &response)
		if read > 0 && err != nil && pages.End(err) {
			return nil // the remaining items have been deleted meanwhile
		}
		if err != nil {
			return err
		}
		read += len(response.items)
		// A page may be short because items have been deleted meanwhile.
		if !use(response.items, max(response.total, read)) || len(response.items) == 0 || read >= response.total {
			return nil
		}
	}
}

// page adds limit and offset to the query. The API rejects an offset of 0.
func page(query url.Values, limit, offset int) url.Values {
	params := url.Values{"limit": {strconv.Itoa(limit)}}
	for key, values := range query {
		params[key] = values
	}
	if offset > 0 {
		params.Set("offset", strconv.Itoa(offset))
	}
	return params
}

// listPage is one page of a list.
type listPage[T any] struct {
	key   string
	items []T
	total int // items of the whole list
}

// UnmarshalJSON implements json.Unmarshaler. It rejects an object that is not a list, which would otherwise look empty.
func (p *listPage[T]) UnmarshalJSON(body []byte) error {
	const totalKey = "total_count"
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return err
	}
	items, hasItems := fields[p.key]
	total, hasTotal := fields[totalKey]
	if !hasItems && !hasTotal {
		return fmt.Errorf("the list has neither %s nor %s", p.key, totalKey)
	}
	if hasItems {
		if err := json.Unmarshal(items, &p.items); err != nil {
			return fmt.Errorf("%s: %w", p.key, err)
		}
	}
	if hasTotal {
		if err := json.Unmarshal(total, &p.total); err != nil {
			return fmt.Errorf("%s: %w", totalKey, err)
		}
	}
	return nil
}
