package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// States and configurations rely on these being sets, whatever the provider has inside.
func TestSetsOnTheWire(t *testing.T) {
	t.Parallel()
	resp, err := provider.NewServer("test").GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp)
	}
	for _, of := range []struct{ schema, attribute string }{
		{"opentelekomcloud_vpcep_service", "ports"}, {"opentelekomcloud_vpcep_service", "permissions"},
		{"opentelekomcloud_vpcep_endpoint", "whitelist"}, {"opentelekomcloud_vpcep_endpoint", "routetables"},
		{"opentelekomcloud_vpcep_endpoint", "active_status"},
	} {
		object, ok := resp.ResourceSchemas[of.schema].ValueType().(tftypes.Object)
		if !ok || !object.AttributeTypes[of.attribute].Is(tftypes.Set{}) {
			t.Errorf("%s of %s is %s, not a set", of.attribute, of.schema, object.AttributeTypes[of.attribute])
		}
	}
	for schema, within := range map[string]string{"opentelekomcloud_vpcep_service": "", "opentelekomcloud_vpcep_services": "services"} {
		object, _ := resp.DataSourceSchemas[schema].ValueType().(tftypes.Object)
		if within != "" {
			list, _ := object.AttributeTypes[within].(tftypes.List)
			object, _ = list.ElementType.(tftypes.Object)
		}
		if ports := object.AttributeTypes["ports"]; ports == nil || !ports.Is(tftypes.Set{}) {
			t.Errorf("ports of the data source %s is %v, not a set", schema, ports)
		}
	}
}
