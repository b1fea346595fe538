// Package vpcep calls the VPC Endpoint service, version 1:
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/. One method is one call of the API; the
// waiters poll the calls that answer before their work is done.
package vpcep

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// ServiceType is the type of VPC Endpoint in the service catalogue, and its key among the
// provider's endpoints.
const ServiceType = "vpcep"

// Client calls VPC Endpoint in one project. It is safe for concurrent use.
type Client struct {
	cloud    *otc.Client
	creating creating
}

// NewClient makes a Client; nothing is asked of the network.
func NewClient(cloud *otc.Client) *Client {
	return &Client{cloud: cloud, creating: newCreating()}
}

func (c *Client) get(ctx context.Context, path string, query url.Values, out any) error {
	return c.do(ctx, otc.Call{Method: http.MethodGet, Path: path, Query: query, Out: out})
}

func (c *Client) do(ctx context.Context, call otc.Call) error {
	call.Service, call.Version = ServiceType, "v1"
	return c.cloud.Do(ctx, call)
}

// largestPage is the most that the API lists at a time; permissions have a limit of their own.
const largestPage = 1000

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

// all collects the pages of a list. fetch returns one page and how many there are in all.
func all[T any](limit int, fetch func(limit, offset int) (items []T, total int, err error)) ([]T, error) {
	var found []T
	for {
		items, total, err := fetch(limit, len(found))
		if len(found) > 0 && otc.HasCode(err, codeInvalidOffset) {
			return found, nil // what lay beyond has vanished meanwhile
		}
		if err != nil {
			return nil, err
		}
		found = append(found, items...)
		// A page may come up short when something vanishes meanwhile.
		if len(items) == 0 || len(found) >= total {
			return found, nil
		}
	}
}
