package vpcep

import (
	"context"
	"net/url"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// largestPage is the largest page of the API, except for permissions.
const largestPage = 1000

// list reads all pages of a list, with at most limit items each. key is the field of the response that contains the items.
func list[T any](ctx context.Context, c *Client, path string, query url.Values, key string, limit int) ([]T, error) {
	pages := otc.Pages{Key: key, Limit: limit, End: func(err error) bool { return HasCode(err, CodeInvalidOffset) }}
	items, err := otc.ListAll[T](ctx, query, pages, func(ctx context.Context, query url.Values, out any) error {
		return c.get(ctx, path, query, out)
	})
	for i := range items {
		c.separateIgnored(&items[i])
	}
	return items, err
}
