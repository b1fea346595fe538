// Package vpcep is a client of the VPC Endpoint API, version 1:
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/.
//
// The methods of Client make the calls of the API; lists are read page by page. Other methods combine calls: they change
// permissions in batches, decide on connections and wait until the decision is in force. Services and Endpoints describe
// the objects that the API creates and deletes asynchronously, for the waiters of package async.
package vpcep

import (
	"context"
	"net/http"
	"net/url"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/batch"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// ServiceType is the type of VPC Endpoint in the service catalogue, and its key in the provider's argument endpoints.
const ServiceType = "vpcep"

// Client calls VPC Endpoint in one project. It is safe for concurrent use.
type Client struct {
	cloud    *otc.Client
	registry *recovery.Registry
	holds    holds
	owner    owner

	generation  batch.Generation
	services    *batch.Reader[Service]
	endpoints   *batch.Reader[Endpoint]
	connections perService[Connection]
	permissions perService[Permission]
}

// NewClient returns a Client. It sends no request.
func NewClient(cloud *otc.Client) *Client {
	c := &Client{cloud: cloud, registry: recovery.NewRegistry(cloud.CloudTime, cloud.MaxRetries())}
	c.newReaders()
	return c
}

// Region returns the region of the services and endpoints, or "" if it is not configured.
func (c *Client) Region() string { return c.cloud.Region() }

// ProjectID returns the id of the project of the services and endpoints. It may sign in.
func (c *Client) ProjectID(ctx context.Context) (string, error) { return c.cloud.ProjectID(ctx) }

// SignIn signs in, unless there is a session, and finds the address of the service. Nothing is sent to the service.
func (c *Client) SignIn(ctx context.Context) error { return c.cloud.SignIn(ctx, ServiceType) }

// HasWritten reports whether a request that may change something was sent, or is about to be.
func (c *Client) HasWritten() bool { return c.generation.Any() }

func (c *Client) get(ctx context.Context, path string, query url.Values, out any) error {
	return c.do(ctx, otc.Call{Method: http.MethodGet, Path: path, Query: query, Out: out})
}

func (c *Client) do(ctx context.Context, call otc.Call) error {
	call.Service, call.Version = ServiceType, "v1"
	if call.Method != http.MethodGet && !call.ReadOnly {
		c.generation.Written()
		defer c.generation.Written()
	}
	if err := c.cloud.Do(ctx, call); err != nil {
		return err
	}
	c.separateIgnored(call.Out)
	return nil
}
