// Package vpcep calls the VPC Endpoint service, version 1:
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/. It has one method for each call of the API, and waiters for the
// calls that are answered before their work is done.
package vpcep

import (
	"context"
	"net/http"
	"net/url"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// ServiceType is the type of VPC Endpoint in the service catalogue, and its key among the
// provider's endpoints.
const ServiceType = "vpcep"

// Client calls VPC Endpoint in one project. It is safe for concurrent use.
type Client struct {
	cloud    *otc.Client
	registry *recovery.Registry
	holds    holds
	owner    owner
}

// NewClient returns a Client. It makes no request.
func NewClient(cloud *otc.Client) *Client {
	return &Client{cloud: cloud, registry: recovery.NewRegistry(cloud.CloudTime, cloud.MaxRetries())}
}

func (c *Client) get(ctx context.Context, path string, query url.Values, out any) error {
	return c.do(ctx, otc.Call{Method: http.MethodGet, Path: path, Query: query, Out: out})
}

func (c *Client) do(ctx context.Context, call otc.Call) error {
	call.Service, call.Version = ServiceType, "v1"
	return c.cloud.Do(ctx, call)
}
