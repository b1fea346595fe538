package acctest

import (
	"net/http/httptest"
	"testing"
	"testing/synctest"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator/cloudclock"
)

// OnVirtualClock runs a test with an emulator on a virtual clock, so that neither its results nor its duration depend on the speed of
// the machine. Processes are not on that clock: the test calls the provider with Cloud.NewProtocol.
func OnVirtualClock(t *testing.T, options emulator.Options, test func(t *testing.T, cloud *Cloud)) {
	t.Helper()
	clock := cloudclock.New()
	options.Now = clock.Now
	cloud := emulator.New(options)
	server := httptest.NewServer(clock.Handler(cloud))
	t.Cleanup(server.Close)
	synctest.Test(t, func(t *testing.T) {
		go clock.Follow(t.Context())
		test(t, &Cloud{Emulator: cloud, URL: server.URL})
	})
}
