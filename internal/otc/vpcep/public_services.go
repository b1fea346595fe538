package vpcep

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// PublicService is the information on a service that every account can read. The cloud or another account offers the service.
type PublicService struct {
	ID        string       `json:"id"`
	Owner     *string      `json:"owner"` // lists only
	Name      *ServiceName `json:"service_name"`
	Type      *string      `json:"service_type"` // gateway or interface
	CreatedAt *string      `json:"created_at"`   // UTC, with or without fractions and zone
	IsCharge  *Flag        `json:"is_charge"`    // whether its endpoints are charged for
}

// PublicServiceName returns the name of a service that the cloud offers to everyone in a region, such as obs.
func PublicServiceName(region, service string) string {
	return "com.t-systems.otc." + region + "." + service
}

// Validate implements otc.Validator.
func (s *PublicService) Validate() error {
	if s.ID == "" {
		return errors.New("the service has no id")
	}
	return nil
}

// Flag is a boolean that the API may also encode as a string: "true" or "false".
type Flag bool

// UnmarshalJSON implements json.Unmarshaler.
func (f *Flag) UnmarshalJSON(raw []byte) error {
	var value bool
	if err := json.Unmarshal(raw, &value); err == nil {
		*f = Flag(value)
		return nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return fmt.Errorf("neither a boolean nor a string: %w", err)
	}
	value, err := strconv.ParseBool(strings.ToLower(text))
	if err != nil {
		return fmt.Errorf("%q is neither true nor false", text)
	}
	*f = Flag(value)
	return nil
}

// PublicServiceFilter selects public services. Empty fields match all.
type PublicServiceFilter struct {
	Name    string // part of the name, in any case
	ID      string
	SortKey string // created_at, the API's default, or updated_at
	SortDir string // desc, the API's default, or asc
}

// ListPublicServices returns all services that the cloud offers to everyone and that match the filter.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_public_vpc_endpoint_services.html
func (c *Client) ListPublicServices(ctx context.Context, filter PublicServiceFilter) ([]PublicService, error) {
	query := queryParams(map[string]string{
		"endpoint_service_name": filter.Name, "id": filter.ID, "sort_key": filter.SortKey, "sort_dir": filter.SortDir,
	})
	return otc.Collect(list[PublicService](ctx, c, servicesPath+"/public", query, "endpoint_services", largestPage))
}

// DescribeService returns the public information on a service by its id, its full name, or both. Empty arguments are not
// sent.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_basic_information_about_a_vpc_endpoint_service.html
func (c *Client) DescribeService(ctx context.Context, id, name string) (*PublicService, error) {
	var service PublicService
	query := queryParams(map[string]string{"id": id, "endpoint_service_name": name})
	if err := c.get(ctx, servicesPath+"/describe", query, &service); err != nil {
		return nil, err
	}
	return &service, nil
}

// ShortName returns the name that was given to the service, or "" if there is none.
func (s *PublicService) ShortName() string { return value(s.Name).Short(s.ID) }
