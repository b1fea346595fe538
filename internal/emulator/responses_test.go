package emulator_test

import (
	"net/http"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestResponseFormats(t *testing.T) {
	t.Parallel()
	vip := emulator.Service{Name: "web", ServerType: "VIP", VIPPortID: portID}
	tests := []struct {
		name    string
		opts    emulator.Options
		service emulator.Service
		field   string
		want    any
	}{
		{"full name", emulator.Options{}, emulator.Service{ID: netID, Name: "web"}, "service_name", "eu-de.web." + netID},
		{"full, unnamed", emulator.Options{Region: "eu-nl"}, emulator.Service{ID: netID}, "service_name", "eu-nl." + netID},
		{"short name", emulator.Options{NameForm: emulator.NameShort}, emulator.Service{Name: "web"}, "service_name", "web"},
		{"time with zone", emulator.Options{}, emulator.Service{}, "created_at", "2024-01-02T03:04:05Z"},
		{"time with milliseconds", emulator.Options{TimestampForm: emulator.TimestampMillis}, emulator.Service{},
			"created_at", "2024-01-02T03:04:05.000"},
		{"vip_port_id", emulator.Options{}, vip, "vip_port_id", portID},
		{"vip_port_id omitted", emulator.Options{Omit: []string{"vip_port_id"}}, vip, "vip_port_id", nil},
		{"vip_port_id of a VM", emulator.Options{}, emulator.Service{VIPPortID: portID}, "vip_port_id", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, test.opts)
			s := c.signIn(c.Owner())
			id := c.AddService(test.service)
			r := s.want(http.StatusOK, "", http.MethodGet, "/vpc-endpoint-services/"+id, "")
			if got := r.json[test.field]; got != test.want {
				t.Errorf("%s is %v, want %v", test.field, got, test.want)
			}
		})
	}
}
