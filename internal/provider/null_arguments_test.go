package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// An argument without a value, as OpenTofu sends it, is null.
func TestNullArguments(t *testing.T) {
	t.Parallel()
	const id = "4189d3c2-8882-4871-a3c2-d380272eed83"
	for name, argument := range map[string]*tfprotov6.DynamicValue{"empty": {}, "absent": nil} {
		resp, err := provider.NewServer("test").CallFunction(t.Context(), &tfprotov6.CallFunctionRequest{
			Name:      "full_service_name",
			Arguments: []*tfprotov6.DynamicValue{{JSON: []byte(`"eu-de"`)}, argument, {JSON: []byte(`"` + id + `"`)}},
		})
		if err != nil || resp.Error != nil {
			t.Fatalf("%s: %v, %+v", name, err, resp.Error)
		}
		value, err := resp.Result.Unmarshal(tftypes.String)
		if want := tftypes.NewValue(tftypes.String, "eu-de."+id); err != nil || !value.Equal(want) {
			t.Errorf("%s: got %s, %v", name, value, err)
		}
	}
}
