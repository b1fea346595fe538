package vpcep

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

const (
	endpointsPath = "/vpc-endpoints"
	endpointsKey  = "endpoints"
)

// Types of a service, and of the endpoints that connect to it.
const (
	TypeInterface = "interface"
	TypeGateway   = "gateway" // configured by the cloud's operators only
)

// Endpoint is a VPC endpoint as the API returns it. A nil field was absent from the response, which differs from empty.
type Endpoint struct {
	ID                string             `json:"id"`
	ServiceID         *string            `json:"endpoint_service_id"`
	ServiceName       *string            `json:"endpoint_service_name"`
	ServiceType       *string            `json:"service_type"` // interface or gateway
	VPCID             *string            `json:"vpc_id"`
	SubnetID          *string            `json:"subnet_id"` // interface only
	Status            string             `json:"status"`
	IP                *string            `json:"ip"` // interface only, and only after it was accepted
	MarkerID          *int64             `json:"marker_id"`
	EnableDNS         *bool              `json:"enable_dns"`
	DNSNames          *[]string          `json:"dns_names"`        // if enable_dns is true
	Whitelist         *[]string          `json:"whitelist"`        // interface only
	EnableWhitelist   *bool              `json:"enable_whitelist"` // interface only
	RouteTables       *[]string          `json:"routetables"`      // gateway only
	PolicyStatement   *[]PolicyStatement `json:"policy_statement"` // gateway only
	SpecificationName *string            `json:"specification_name"`
	Description       *string            `json:"description"`
	Tags              *[]Tag             `json:"tags"`
	ActiveStatus      *[]string          `json:"active_status"` // of the account: active, or why it is frozen
	EnableStatus      *string            `json:"enable_status"` // enable or disable
	ProjectID         *string            `json:"project_id"`
	CreatedAt         *string            `json:"created_at"` // UTC, with or without fractions and zone
	UpdatedAt         *string            `json:"updated_at"`
	Errors            []StatusError      `json:"error"` // why the status is failed
	IgnoredTags       []Tag              `json:"-"`     // tags of the response that the client ignores
}

// Validate implements otc.Validator.
func (e *Endpoint) Validate() error {
	if e.ID == "" {
		return errors.New("the endpoint has no id")
	}
	return nil
}

// PolicyStatement allows or denies actions through a gateway endpoint. Unlike all other fields of the API, its fields begin
// with a capital.
type PolicyStatement struct {
	Effect   string   `json:"Effect"` // Allow or Deny
	Action   []string `json:"Action"`
	Resource []string `json:"Resource"`
}

// EndpointCreate is the request that creates an endpoint.
type EndpointCreate struct {
	ServiceID         string            `json:"endpoint_service_id"`
	VPCID             string            `json:"vpc_id"`
	SubnetID          *string           `json:"subnet_id,omitempty"` // required for an interface service
	PortIP            *string           `json:"port_ip,omitempty"`   // IPv4
	EnableDNS         *bool             `json:"enable_dns,omitempty"`
	Whitelist         []string          `json:"whitelist,omitempty"` // IPv4 addresses or CIDR blocks
	EnableWhitelist   *bool             `json:"enable_whitelist,omitempty"`
	RouteTables       []string          `json:"routetables,omitempty"`
	PolicyStatement   []PolicyStatement `json:"policy_statement,omitempty"` // at most 10
	SpecificationName *string           `json:"specification_name,omitempty"`
	Description       *string           `json:"description,omitempty"`
	Tags              []Tag             `json:"tags,omitempty"`
}

// GetEndpoint returns the details of an endpoint.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoints/querying_details_about_a_vpc_endpoint.html
func (c *Client) GetEndpoint(ctx context.Context, id string) (*Endpoint, error) {
	if id == "" {
		return nil, errNoID
	}
	var endpoint Endpoint
	if err := c.get(ctx, endpointPath(id), nil, &endpoint); err != nil {
		return nil, err
	}
	return &endpoint, nil
}

// CreateEndpoint creates an endpoint. The request is not idempotent, so it is retried only if the API cannot have executed it.
// The API responds before the endpoint is connected.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoints/creating_a_vpc_endpoint.html
func (c *Client) CreateEndpoint(ctx context.Context, create EndpointCreate) (*Endpoint, error) {
	var endpoint Endpoint
	if err := c.do(ctx, otc.Call{
		Method: http.MethodPost, Path: endpointsPath, Body: create, Out: &endpoint, Retry: otc.RetryNotExecuted,
	}); err != nil {
		return nil, err
	}
	return &endpoint, nil
}

// DeleteEndpoint starts the deletion of an endpoint. The endpoint is gone when GetEndpoint returns a 404.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoints/deleting_a_vpc_endpoint.html
func (c *Client) DeleteEndpoint(ctx context.Context, id string) error {
	if id == "" {
		return errNoID
	}
	return c.do(ctx, otc.Call{Method: http.MethodDelete, Path: endpointPath(id)})
}

// EndpointFilter selects endpoints. Empty fields match all.
type EndpointFilter struct {
	ServiceName string // part of the service's name, in any case
	VPCID       string
	ID          string
	SortKey     string // created_at, the API's default, or updated_at
	SortDir     string // desc, the API's default, or asc
}

// ListEndpoints returns all endpoints of the project that match the filter.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoints/querying_vpc_endpoints.html
func (c *Client) ListEndpoints(ctx context.Context, filter EndpointFilter) ([]Endpoint, error) {
	return otc.Collect(c.ListEndpointsIter(ctx, filter))
}

// ListEndpointsIter is ListEndpoints, but reads a page only when its first item is needed.
func (c *Client) ListEndpointsIter(ctx context.Context, filter EndpointFilter) iter.Seq2[Endpoint, error] {
	query := queryParams(map[string]string{
		"endpoint_service_name": filter.ServiceName, "vpc_id": filter.VPCID, "id": filter.ID,
		"sort_key": filter.SortKey, "sort_dir": filter.SortDir,
	})
	return list[Endpoint](ctx, c, endpointsPath, query, endpointsKey, largestPage)
}

func endpointPath(id string) string { return endpointsPath + "/" + url.PathEscape(id) }
