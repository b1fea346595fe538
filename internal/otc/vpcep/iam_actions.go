package vpcep

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

// iamActions are the IAM actions that a call needs. In a path * is any segment; the first match applies.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/permissions_policies_and_supported_actions/index.html
var iamActions = []struct {
	method, path string // after the project
	actions      []string
}{
	{http.MethodPost, "vpc-endpoint-services", []string{
		"vpcep:epservices:create", "vpc:vpcs:get", "vpc:vpcs:list", "get and list of the backend (elb:loadbalancers, ecs:servers or bms:servers)",
	}},
	{http.MethodGet, "vpc-endpoint-services", []string{"vpcep:epservices:list"}},
	{http.MethodGet, "vpc-endpoint-services/public", []string{"vpcep:pubEpservices:list", "vpc:vpcs:get", "vpc:vpcs:list", "vpc:subnets:get"}},
	{http.MethodGet, "vpc-endpoint-services/describe", []string{"vpcep:epserviceDesc:get"}},
	{http.MethodGet, "vpc-endpoint-services/*", []string{"vpcep:epservices:get"}},
	{http.MethodPut, "vpc-endpoint-services/*", []string{"vpcep:epservices:update"}},
	{http.MethodDelete, "vpc-endpoint-services/*", []string{"vpcep:epservices:delete"}},
	{http.MethodGet, "vpc-endpoint-services/*/connections", []string{"vpcep:connections:list"}},
	{http.MethodPost, "vpc-endpoint-services/*/connections/action", []string{"vpcep:connections:update"}},
	{http.MethodGet, "vpc-endpoint-services/*/permissions", []string{"vpcep:permissions:list"}},
	{http.MethodPost, "vpc-endpoint-services/*/permissions/action", []string{"vpcep:permissions:update"}},
	{http.MethodPost, "vpc-endpoints", []string{"vpcep:endpoints:create", "vpc:vpcs:get", "vpc:vpcs:list", "vpc:subnets:get"}},
	{http.MethodGet, "vpc-endpoints", []string{"vpcep:endpoints:list"}},
	{http.MethodGet, "vpc-endpoints/*", []string{"vpcep:endpoints:get"}},
	{http.MethodDelete, "vpc-endpoints/*", []string{"vpcep:endpoints:delete"}},
	{http.MethodPost, "*/resource_instances/action", []string{"vpcep:resource:list"}},
	{http.MethodPost, "*/*/tags/action", []string{"vpcep:tags:update"}},
	{http.MethodGet, "*/tags", []string{"vpcep:tags:list"}},
	{http.MethodGet, "quotas", []string{"vpcep:quotas:get"}},
}

// IAMActions returns the IAM actions that a call of the API needs, or none if the call is unknown.
func IAMActions(method, address string) []string {
	parsed, err := url.Parse(address)
	if err != nil {
		return nil
	}
	segments := strings.Split(strings.Trim(parsed.Path, "/"), "/")
	version := slices.Index(segments, "v1")
	if version < 0 || len(segments) < version+3 {
		return nil
	}
	called := strings.Join(segments[version+2:], "/")
	for _, call := range iamActions {
		if matched, _ := path.Match(call.path, called); matched && call.method == method {
			return slices.Clone(call.actions)
		}
	}
	return nil
}
