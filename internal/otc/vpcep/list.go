package vpcep

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
)

// largestPage is the most that the API lists at a time; permissions have a limit of their own.
const largestPage = 1000

// list fetches all pages of a list, of which limit is the largest. key is what the answers call it.
func list[T any](ctx context.Context, c *Client, path string, query url.Values, key string, limit int) ([]T, error) {
	var found []T
	for {
		answer := listPage[T]{key: key}
		err := c.get(ctx, path, page(query, limit, len(found)), &answer)
		if len(found) > 0 && HasCode(err, CodeInvalidOffset) {
			return found, nil // what lay beyond has vanished meanwhile
		}
		if err != nil {
			return nil, err
		}
		found = append(found, answer.items...)
		// A page may come up short when something vanishes meanwhile.
		if len(answer.items) == 0 || len(found) >= answer.total {
			return found, nil
		}
	}
}

// page asks for the part of a list that begins at offset. The API refuses an offset of 0.
func page(query url.Values, limit, offset int) url.Values {
	asked := url.Values{"limit": {strconv.Itoa(limit)}}
	for key, values := range query {
		asked[key] = values
	}
	if offset > 0 {
		asked.Set("offset", strconv.Itoa(offset))
	}
	return asked
}

// listPage is one page of a list.
type listPage[T any] struct {
	key   string
	items []T
	total int // of the whole list
}

// UnmarshalJSON implements json.Unmarshaler. An answer that is something else must not pass for an empty list.
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
