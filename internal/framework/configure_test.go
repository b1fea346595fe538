package framework_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

func TestProviderData(t *testing.T) {
	t.Parallel()
	type client struct{ name string }
	own := &client{"own"}
	var diags diag.Diagnostics
	if got := framework.ProviderData[*client](own, &diags); got != own {
		t.Errorf("got %+v", got)
	}
	if got := framework.ProviderData[*client](nil, &diags); got != nil || len(diags) != 0 {
		t.Errorf("before the provider is configured: %+v, %v", got, diags)
	}
	if got := framework.ProviderData[*client]("text", &diags); got != nil || len(diags) != 1 {
		t.Fatalf("something else: %+v, %v", got, diags)
	}
	checkDiagnostic(t, diags[0], path.Empty(), "Unexpected provider data", "*framework_test.client", "string")
}
