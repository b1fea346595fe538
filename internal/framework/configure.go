package framework

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// ProviderData takes what the provider's Configure left for resources and data sources. It is the zero value
// before the provider is configured, as during validation.
func ProviderData[T any](data any, diags *diag.Diagnostics) T {
	var none T
	if data == nil {
		return none
	}
	client, ok := data.(T)
	if !ok {
		diags.AddError("Unexpected provider data", fmt.Sprintf("Wanted %T, got %T. This is a fault of the provider; please report it.", none, data))
		return none
	}
	return client
}
