package vpcep

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestFlag(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`true`: "true", `false`: "false", `"true"`: "true", `"false"`: "false", `"True"`: "true", `null`: "none", ``: "none",
		`"perhaps"`: "error", `7`: "error", `{}`: "error", `""`: "error",
	} {
		body := `{"id":"1"}`
		if text != "" {
			body = `{"id":"1","is_charge":` + text + `}`
		}
		var service PublicService
		got := "none"
		if err := json.Unmarshal([]byte(body), &service); err != nil {
			got = "error"
		} else if service.IsCharge != nil {
			got = fmt.Sprint(*service.IsCharge)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
}

func TestPublicServices(t *testing.T) {
	t.Parallel()
	for _, asText := range []bool{false, true} {
		t.Run(fmt.Sprint("is_charge as text: ", asText), func(t *testing.T) {
			t.Parallel()
			cloud := emulate(t, emulator.Options{IsChargeString: asText})
			services, err := cloud.consumer.ListPublicServices(t.Context(), PublicServiceFilter{SortKey: "created_at", SortDir: "asc"})
			if err != nil {
				t.Fatal(err)
			}
			type seen struct {
				Short, Type string
				IsCharge    bool
			}
			var got []seen
			for _, s := range services {
				got = append(got, seen{s.ShortName(), *s.Type, bool(*s.IsCharge)})
			}
			want := []seen{
				{PublicServiceName("eu-de", "obs"), "gateway", false}, {PublicServiceName("eu-de", "obs-internet"), "gateway", false},
				{PublicServiceName("eu-de", "dns"), "interface", true},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Any account can describe a service, by its id or its full name.
func TestDescribeService(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{IsChargeString: true})
	id := cloud.AddService(emulator.Service{Name: "db"})
	for _, by := range [][2]string{{id, ""}, {"", "eu-de.db." + id}, {id, "eu-de.db." + id}} {
		service, err := cloud.consumer.DescribeService(t.Context(), by[0], by[1])
		if err != nil || service.ID != id || service.ShortName() != "db" || service.IsCharge == nil || *service.IsCharge {
			t.Errorf("by %q: got %+v, %v", by, service, err)
		}
	}
	if _, err := cloud.consumer.DescribeService(t.Context(), testVPC, ""); !NotFound(err) {
		t.Errorf("of none: got %v", err)
	}
}

func TestGetQuotas(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{ServiceQuota: 7})
	cloud.AddService(emulator.Service{})
	endpoints, services := Quota{"endpoint", 0, 50}, Quota{"endpoint_service", 1, 7}
	for asked, want := range map[string][]Quota{"": {endpoints, services}, "endpoint_service": {services}, "endpoint": {endpoints}} {
		got, err := cloud.owner.GetQuotas(t.Context(), asked)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%q: %v (-want +got):\n%s", asked, err, diff)
		}
	}
}
