package vpcep

import (
	"context"
	"iter"
	"net/http"
	"net/url"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// largestPage is the largest page of the API, except for permissions.
const largestPage = 1000

// list returns the items of a list, read in pages of at most limit items. key is the field of the response that contains the
// items.
func list[T any](ctx context.Context, c *Client, path string, query url.Values, key string, limit int) iter.Seq2[T, error] {
	items := otc.List[T](ctx, query, pagesOf(key, limit), func(ctx context.Context, query url.Values, out any) error {
		return c.get(ctx, path, query, out)
	})
	return func(yield func(T, error) bool) {
		for item, err := range items {
			c.separateIgnored(&item)
			if !yield(item, err) {
				return
			}
		}
	}
}

// listForMany returns the function that reads an unfiltered list for several callers. A failed request is not retried: the
// callers can do without the list.
func listForMany[T any](c *Client, path, key string, limit int) func(context.Context, func([]T, int) bool) error {
	return func(ctx context.Context, use func([]T, int) bool) error {
		return otc.ListPages(ctx, nil, pagesOf(key, limit), func(ctx context.Context, query url.Values, out any) error {
			return c.do(ctx, otc.Call{Method: http.MethodGet, Path: path, Query: query, Out: out, Retry: otc.RetryNever})
		}, func(items []T, total int) bool {
			for i := range items {
				c.separateIgnored(&items[i])
			}
			return use(items, total)
		})
	}
}

func pagesOf(key string, limit int) otc.Pages {
	return otc.Pages{Key: key, Limit: limit, End: func(err error) bool { return HasCode(err, CodeInvalidOffset) }}
}
