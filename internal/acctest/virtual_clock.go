package acctest

import (
	"context"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// OnVirtualClock runs a test with an emulator on a virtual clock, so that neither its results nor its duration depend on the speed of
// the machine. The context ends after ten minutes on that clock. Child processes use the real clock, so the test must call the provider
// through Cloud.NewProtocol.
func OnVirtualClock(t *testing.T, options emulator.Options, test func(ctx context.Context, t *testing.T, cloud *Cloud)) {
	t.Helper()
	clock := emulator.NewClock(time.Now())
	options.Now = clock.Now
	cloud := emulator.New(options)
	server := httptest.NewServer(clock.Handler(cloud))
	t.Cleanup(server.Close)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		clock.Set(time.Now())
		go clock.Follow(ctx)
		test(ctx, t, &Cloud{Emulator: cloud, URL: server.URL})
	})
}
