package vpcep

import (
	"slices"
	"testing"
)

func TestIAMActions(t *testing.T) {
	t.Parallel()
	const host = "https://vpcep.eu-de.otc.t-systems.com/v1/p1/"
	for _, test := range []struct {
		method, address string
		want            []string
	}{
		{"GET", host + "vpc-endpoint-services?limit=1000", []string{"vpcep:epservices:list"}},
		{"GET", host + "vpc-endpoint-services/public?limit=1000", []string{
			"vpcep:pubEpservices:list", "vpc:vpcs:get", "vpc:vpcs:list", "vpc:subnets:get",
		}},
		{"GET", host + "vpc-endpoint-services/describe?id=s1", []string{"vpcep:epserviceDesc:get"}},
		{"GET", host + "vpc-endpoint-services/s1", []string{"vpcep:epservices:get"}},
		{"DELETE", host + "vpc-endpoint-services/s1", []string{"vpcep:epservices:delete"}},
		{"POST", host + "vpc-endpoint-services/s1/permissions/action", []string{"vpcep:permissions:update"}},
		{"POST", host + "vpc-endpoint-services/s1/connections/action", []string{"vpcep:connections:update"}},
		{"POST", host + "endpoint_service/resource_instances/action", []string{"vpcep:resource:list"}},
		{"POST", host + "endpoint/e1/tags/action", []string{"vpcep:tags:update"}},
		{"GET", host + "endpoint/tags", []string{"vpcep:tags:list"}},
		{"GET", "http://127.0.0.1:8080/vpcep/v1/p1/quotas", []string{"vpcep:quotas:get"}},
		{"PATCH", host + "vpc-endpoint-services/s1", nil},
		{"GET", host + "unknown", nil},
		{"GET", "https://iam.eu-de.otc.t-systems.com/v3/projects", nil},
		{"GET", "https://vpcep.eu-de.otc.t-systems.com/v1", nil},
		{"GET", "::", nil},
	} {
		if got := IAMActions(test.method, test.address); !slices.Equal(got, test.want) {
			t.Errorf("%s %s: %q, want %q", test.method, test.address, got, test.want)
		}
	}
	if got := IAMActions("POST", host+"vpc-endpoint-services"); len(got) != 4 || got[0] != "vpcep:epservices:create" {
		t.Errorf("creating a service needs %q", got)
	}
}
