package framework

import (
	"fmt"
	"reflect"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// ProviderData is what the configured provider passes to the resources and data sources of every cloud service: the
// client of the cloud, the clients of its services, of which each is made once, and the default tags.
type ProviderData struct {
	cloud       *otc.Client
	defaultTags types.Map

	mu       sync.Mutex
	services map[reflect.Type]any
}

// NewProviderData returns the data of a provider that is configured to use cloud. The default tags, or some of their values,
// may be unknown in a plan.
func NewProviderData(cloud *otc.Client, defaultTags types.Map) *ProviderData {
	return &ProviderData{cloud: cloud, defaultTags: defaultTags, services: map[reflect.Type]any{}}
}

// ServiceClient returns the client of a cloud service from what Configure of a resource or data source receives. It is
// made by newClient, once for each configured provider. It is nil before the provider is configured, as during validation.
func ServiceClient[C any](data any, newClient func(*otc.Client) *C, diags *diag.Diagnostics) *C {
	if data == nil {
		return nil
	}
	provider, ok := data.(*ProviderData)
	if !ok {
		diags.AddError(
			"Unexpected provider data",
			fmt.Sprintf("Expected %T, got %T. This is a bug in the provider; please report it.", provider, data),
		)
		return nil
	}
	provider.mu.Lock()
	defer provider.mu.Unlock()
	key := reflect.TypeFor[C]()
	client, ok := provider.services[key].(*C)
	if !ok {
		client = newClient(provider.cloud)
		provider.services[key] = client
	}
	return client
}
