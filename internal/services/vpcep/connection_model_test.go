package vpcep

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

func TestConnectionAnswered(t *testing.T) {
	t.Parallel()
	const marker = 422321321312321321
	m := connectionModel{
		ServiceID: types.StringValue("s"), EndpointID: types.StringValue("e"), Status: types.StringValue(vpcep.StatusAccepted),
		MarkerID: types.Int64Unknown(), DomainID: types.StringUnknown(), CreatedAt: types.StringUnknown(), UpdatedAt: types.StringUnknown(),
	}
	m.fromAPI(&vpcep.Connection{})
	if m.ID.ValueString() != "s/e" || m.Status.ValueString() != vpcep.StatusAccepted || !m.MarkerID.IsNull() || !m.DomainID.IsNull() ||
		!m.UpdatedAt.IsNull() {
		t.Errorf("nothing answered: %+v", m)
	}
	m.fromAPI(
		&vpcep.Connection{Status: vpcep.StatusRejected, MarkerID: to(int64(marker)), DomainID: to("d"), CreatedAt: to("c"), UpdatedAt: to("u")},
	)
	m.fromAPI(&vpcep.Connection{})
	if m.Status.ValueString() != vpcep.StatusRejected || m.MarkerID.ValueInt64() != marker || m.DomainID.ValueString() != "d" ||
		m.CreatedAt.ValueString() != "c" {
		t.Errorf("answered: %+v", m)
	}
}

// The identity is the same whichever case the configuration has.
func TestConnectionIdentity(t *testing.T) {
	t.Parallel()
	const service, endpoint = "4189d3c2-8882-4871-a3c2-d380272eed81", "705290f3-0d00-41f2-aedc-71f09844e879"
	m := connectionModel{ServiceID: types.StringValue(strings.ToUpper(service)), EndpointID: types.StringValue(strings.ToUpper(endpoint))}
	if got := m.identity(); got.ServiceID.ValueString() != service || got.EndpointID.ValueString() != endpoint {
		t.Errorf("got %s", got)
	}
}

func TestParseConnectionID(t *testing.T) {
	t.Parallel()
	const service, endpoint = "4189d3c2-8882-4871-a3c2-d380272eed81", "705290f3-0d00-41f2-aedc-71f09844e879"
	for id, want := range map[string]string{
		service + "/" + endpoint:       "",
		"":                             "has no slash",
		service:                        "has no slash",
		"/" + endpoint:                 "does not begin with the id of a service",
		service + "/":                  "does not end with the id of an endpoint",
		service + "/" + endpoint + "/": "does not end with the id of an endpoint",
		" " + service + "/" + endpoint: "does not begin with the id of a service",
	} {
		gotService, gotEndpoint, problem := parseConnectionID(id)
		if problem != want || want == "" && (gotService != service || gotEndpoint != endpoint) {
			t.Errorf("%q: got %q, %q, %q", id, gotService, gotEndpoint, problem)
		}
	}
}
