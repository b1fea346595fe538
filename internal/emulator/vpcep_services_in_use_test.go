package emulator_test

import (
	"net/http"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestDeleteServiceInUse(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status  string
		pending bool // PendingBlocksDelete
		blocks  bool
		count   float64 // connection_count
	}{
		{emulator.StatusAccepted, false, true, 1},
		{emulator.StatusCreating, false, true, 1},
		{emulator.StatusPendingAcceptance, false, false, 0},
		{emulator.StatusPendingAcceptance, true, true, 0},
		{emulator.StatusAccepted, true, true, 1},
		{emulator.StatusRejected, true, false, 0},
		{emulator.StatusFailed, true, false, 0},
	} {
		t.Run(test.status, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{PendingBlocksDelete: test.pending})
			s := c.signIn(c.Owner())
			id := c.AddService(emulator.Service{})
			endpoint := c.AddEndpoint(emulator.Endpoint{ServiceID: id, Status: test.status})
			item, _ := s.call(http.MethodGet, "/vpc-endpoint-services", "").list("endpoint_services")[0].(map[string]any)
			if got := item["connection_count"]; got != test.count {
				t.Errorf("connection_count is %v, want %v", got, test.count)
			}
			if test.blocks {
				s.want(http.StatusBadRequest, "EndPoint.3006", http.MethodDelete, "/vpc-endpoint-services/"+id, "")
				c.RemoveEndpoint(endpoint)
			}
			s.want(http.StatusOK, "", http.MethodDelete, "/vpc-endpoint-services/"+id, "")
		})
	}
}
