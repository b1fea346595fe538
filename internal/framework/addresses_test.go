package framework_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ address, orBlock bool }{
		"192.168.0.10":         {true, true},
		"0.0.0.0":              {true, true},
		"192.168.0.0/24":       {false, true},
		"0.0.0.0/0":            {false, true},
		"192.168.0.7/24":       {false, true},
		"":                     {false, false},
		"192.168.0":            {false, false},
		"192.168.0.256":        {false, false},
		"192.168.0.1/33":       {false, false},
		"fe80::1":              {false, false},
		"::ffff:1.2.3.4":       {false, false},
		"fe80::/10":            {false, false},
		"010.0.0.1":            {false, false},
		" 10.0.0.1":            {false, false},
		"gateway.example.com":  {false, false},
		"10.0.0.1-10.0.0.9":    {false, false},
		"192.168.0.0/24,other": {false, false},
	} {
		if got := accepted(t, framework.IPv4(), text); got != want.address {
			t.Errorf("address %q: got %t", text, got)
		}
		if got := accepted(t, framework.IPv4OrCIDR(), text); got != want.orBlock {
			t.Errorf("address or block %q: got %t", text, got)
		}
	}
}

func accepted(t *testing.T, rule validator.String, text string) bool {
	t.Helper()
	var resp validator.StringResponse
	rule.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("a"), ConfigValue: types.StringValue(text)}, &resp)
	return !resp.Diagnostics.HasError()
}

func TestNetwork(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"10.0.0.1": "10.0.0.1/32", "10.0.0.1/32": "10.0.0.1/32", "10.0.0.7/24": "10.0.0.0/24", "nonsense": "nonsense",
	} {
		if got := framework.Network(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
