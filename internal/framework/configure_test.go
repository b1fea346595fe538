package framework_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestServiceClient(t *testing.T) {
	t.Parallel()
	type one struct{ cloud *otc.Client }
	type other struct{ cloud *otc.Client }
	var diags diag.Diagnostics
	newOne := func(cloud *otc.Client) *one { return &one{cloud} }
	cloud := otc.NewClient(nil, nil, otc.ClientOptions{})
	data := framework.NewProviderData(cloud, types.MapNull(types.StringType))
	first := framework.ServiceClient(data, newOne, &diags)
	if first == nil || first.cloud != cloud || framework.ServiceClient(data, newOne, &diags) != first {
		t.Errorf("got %+v, want one client of the cloud each time", first)
	}
	if got := framework.ServiceClient(
		data,
		func(cloud *otc.Client) *other { return &other{cloud} },
		&diags,
	); got == nil ||
		got.cloud != cloud {
		t.Errorf("got %+v for another service", got)
	}
	if got := framework.ServiceClient(framework.NewProviderData(cloud, types.MapNull(types.StringType)), newOne, &diags); got == first {
		t.Error("two configured providers share a client")
	}
	if got := framework.ServiceClient(nil, newOne, &diags); got != nil || len(diags) > 0 {
		t.Errorf("got %v, %v before the provider is configured", got, diags)
	}
	if got := framework.ServiceClient("text", newOne, &diags); got != nil || len(diags) != 1 {
		t.Fatalf("got %v, %v", got, diags)
	}
	checkDiagnostic(t, diags[0], path.Empty(), "Unexpected provider data", "*framework.ProviderData", "string")
}
