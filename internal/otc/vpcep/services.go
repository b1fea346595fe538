package vpcep

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"reflect"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

const (
	servicesPath = "/vpc-endpoint-services"
	servicesKey  = "endpoint_services"
)

// Statuses of a VPC endpoint service.
const (
	StatusCreating  = "creating"
	StatusAvailable = "available"
	StatusFailed    = "failed"
	StatusDeleting  = "deleting"
)

// Service is a VPC endpoint service as the API returns it. A nil field was absent from the response, which differs from empty.
type Service struct {
	ID              string        `json:"id"`
	PortID          *string       `json:"port_id"`
	VIPPortID       *string       `json:"vip_port_id"`
	PoolID          *string       `json:"pool_id"`
	Name            *ServiceName  `json:"service_name"`
	ServerType      *string       `json:"server_type"`
	VPCID           *string       `json:"vpc_id"`
	ApprovalEnabled *bool         `json:"approval_enabled"`
	Status          string        `json:"status"`
	ServiceType     *string       `json:"service_type"`
	CreatedAt       *string       `json:"created_at"` // UTC, with or without fractions and zone
	UpdatedAt       *string       `json:"updated_at"`
	ProjectID       *string       `json:"project_id"`
	CIDRType        *string       `json:"cidr_type"` // public or internal; older versions of the API
	Ports           *[]Port       `json:"ports"`
	TCPProxy        *string       `json:"tcp_proxy"`
	Tags            *[]Tag        `json:"tags"`
	Description     *string       `json:"description"`
	EnablePolicy    *bool         `json:"enable_policy"`    // newer versions of the API
	Errors          []StatusError `json:"error"`            // why the status is failed
	DomainID        *string       `json:"domain_id"`        // lists only
	ConnectionCount *int64        `json:"connection_count"` // lists only
	IgnoredTags     []Tag         `json:"-"`                // tags of the response that the client ignores
}

// Validate implements otc.Validator.
func (s *Service) Validate() error {
	if s.ID == "" {
		return errors.New("the service has no id")
	}
	return nil
}

// Port maps a port of the endpoint to a port of the backend.
type Port struct {
	ClientPort int64  `json:"client_port"` // 1 to 65535
	ServerPort int64  `json:"server_port"` // 1 to 65535
	Protocol   string `json:"protocol"`    // TCP or UDP; "" in a response means TCP
}

// StatusError is one reason why a service or endpoint failed.
type StatusError struct {
	Code    string `json:"error_code"`
	Message string `json:"error_message"`
}

// ServiceCreate is the request that creates a service.
type ServiceCreate struct {
	PortID          string  `json:"port_id"`
	VPCID           string  `json:"vpc_id"`
	ServerType      string  `json:"server_type"`
	Ports           []Port  `json:"ports"`
	PoolID          *string `json:"pool_id,omitempty"`
	VIPPortID       *string `json:"vip_port_id,omitempty"`
	Name            *string `json:"service_name,omitempty"`
	ApprovalEnabled *bool   `json:"approval_enabled,omitempty"`
	ServiceType     *string `json:"service_type,omitempty"`
	TCPProxy        *string `json:"tcp_proxy,omitempty"`
	Tags            []Tag   `json:"tags,omitempty"`
	Description     *string `json:"description,omitempty"`
}

// ServiceUpdate is the request that changes a service. Nil fields stay unchanged.
type ServiceUpdate struct {
	PortID          *string `json:"port_id,omitempty"`
	VIPPortID       *string `json:"vip_port_id,omitempty"`
	Name            *string `json:"service_name,omitempty"`
	ApprovalEnabled *bool   `json:"approval_enabled,omitempty"`
	Ports           []Port  `json:"ports,omitempty"`
	TCPProxy        *string `json:"tcp_proxy,omitempty"`
	Description     *string `json:"description,omitempty"`
	EnablePolicy    *bool   `json:"enable_policy,omitempty"` // cannot be set by ServiceCreate
}

// Empty reports whether the request would change nothing. Such a request must not be sent.
func (u ServiceUpdate) Empty() bool { return reflect.ValueOf(u).IsZero() }

// GetService returns the details of a service.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_details_about_a_vpc_endpoint_service.html
func (c *Client) GetService(ctx context.Context, id string) (*Service, error) {
	if id == "" {
		return nil, errNoID
	}
	var service Service
	if err := c.get(ctx, servicePath(id), nil, &service); err != nil {
		return nil, err
	}
	return &service, nil
}

// CreateService creates a service. The request is not idempotent, so it is retried only if the API cannot have executed it.
// The API responds before the service is available.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/creating_a_vpc_endpoint_service.html
func (c *Client) CreateService(ctx context.Context, create ServiceCreate) (*Service, error) {
	var service Service
	if err := c.do(ctx, otc.Call{
		Method: http.MethodPost, Path: servicesPath, Body: create, Out: &service, Retry: otc.RetryNotExecuted,
	}); err != nil {
		return nil, err
	}
	return &service, nil
}

// UpdateService changes a service and returns it, or nil if the response is empty. The change may still be in progress: see
// the status.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/modifying_a_vpc_endpoint_service.html
func (c *Client) UpdateService(ctx context.Context, id string, update ServiceUpdate) (*Service, error) {
	if id == "" {
		return nil, errNoID
	}
	var service Service
	call := otc.Call{Method: http.MethodPut, Path: servicePath(id), Body: update, Out: &service, EmptyOK: true}
	if err := c.do(ctx, call); err != nil {
		return nil, err
	}
	if service.ID == "" {
		return nil, nil
	}
	return &service, nil
}

// DeleteService starts the deletion of a service. The service is gone when GetService returns a 404.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/deleting_a_vpc_endpoint_service.html
func (c *Client) DeleteService(ctx context.Context, id string) error {
	if id == "" {
		return errNoID
	}
	return c.do(ctx, otc.Call{Method: http.MethodDelete, Path: servicePath(id)})
}

// ServiceFilter selects services. Empty fields match all.
type ServiceFilter struct {
	Name    string // part of the name, in any case
	ID      string
	Status  string
	SortKey string // created_at, the API's default, or updated_at
	SortDir string // desc, the API's default, or asc
}

// ListServices returns all services of the project that match the filter.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_vpc_endpoint_services.html
func (c *Client) ListServices(ctx context.Context, filter ServiceFilter) ([]Service, error) {
	return otc.Collect(c.ListServicesIter(ctx, filter))
}

// ListServicesIter is ListServices, but reads a page only when its first item is needed.
func (c *Client) ListServicesIter(ctx context.Context, filter ServiceFilter) iter.Seq2[Service, error] {
	query := queryParams(map[string]string{
		"endpoint_service_name": filter.Name, "id": filter.ID, "status": filter.Status,
		"sort_key": filter.SortKey, "sort_dir": filter.SortDir,
	})
	return list[Service](ctx, c, servicesPath, query, servicesKey, largestPage)
}

func servicePath(id string) string { return servicesPath + "/" + url.PathEscape(id) }

// queryParams returns the query parameters for all values that are not empty.
func queryParams(values map[string]string) url.Values {
	query := url.Values{}
	for key, value := range values {
		if value != "" {
			query.Set(key, value)
		}
	}
	return query
}
