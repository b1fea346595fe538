package vpcep_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// A plan as a whole is compared with the quota of the project, by at most one request. One
// of the project's two resources is not managed by Terraform.
func TestAccPlanQuotas(t *testing.T) {
	t.Parallel()
	const may, exceeds = "The plan may exceed the quota of", "The plan exceeds the quota of"
	type names []string
	for _, k := range []struct {
		name, objects string
		config        func(names) string
		create        func(cloud *acctest.Cloud)
	}{
		{
			name: "services", objects: "VPC endpoint services",
			config: func(n names) string {
				var b strings.Builder
				for i, name := range n {
					b.WriteString(strings.Replace(serviceWith(arguments{
						"ports": fmt.Sprintf("[{ client_port = %d, server_port = 80 }]", 1000+i), "port_id": quoted(fmt.Sprintf("4189d3c2-8882-4871-a3c2-d380272eed%02d", i)),
					}), `"test"`, quoted(name), 1))
				}
				return b.String()
			},
			create: func(cloud *acctest.Cloud) {
				cloud.AddService(emulator.Service{PortID: acctest.OtherPort, Ports: []emulator.Port{{ClientPort: 7, ServerPort: 7, Protocol: "TCP"}}})
			},
		},
		{
			name: "endpoints", objects: "VPC endpoints",
			config: func(n names) string {
				var b strings.Builder
				for _, name := range n {
					b.WriteString(strings.Replace(endpointConfig(openServiceID, inSubnet()), `"test"`, quoted(name), 1))
				}
				return b.String()
			},
			create: func(cloud *acctest.Cloud) { cloud.AddEndpoint(emulator.Endpoint{ServiceID: openServiceID}) },
		},
	} {
		for name, test := range map[string]struct {
			quota         int
			before, after names
			args          []string
			fault         string
			says          string
			requests      int
		}{
			"within the quota":       {quota: 3, before: names{"a"}, after: names{"a", "b"}, requests: 1},
			"one more":               {quota: 2, before: names{"a"}, after: names{"a", "b"}, says: may, requests: 1},
			"as a whole":             {quota: 3, before: names{"a"}, after: names{"a", "b", "c"}, says: may, requests: 1},
			"one for another":        {quota: 2, before: names{"a"}, after: names{"b"}, requests: 1},
			"two for one":            {quota: 2, before: names{"a"}, after: names{"b", "c"}, says: may, requests: 1},
			"more than ever allowed": {quota: 2, before: names{"a"}, after: names{"a", "b", "c", "d"}, says: exceeds, requests: 1},
			"not refreshed":          {quota: 2, before: names{"a"}, after: names{"a", "b"}, args: []string{"-refresh=false"}, says: may, requests: 1},
			"only new ones":          {quota: 2, after: names{"a", "b"}, says: may, requests: 1},
			"too many new ones":      {quota: 1, after: names{"a", "b"}, says: exceeds, requests: 1},
			"nothing new":            {quota: 2, before: names{"a"}, after: names{"a"}},
			"deleted":                {quota: 2, before: names{"a"}},
			"forbidden":              {quota: 2, before: names{"a"}, after: names{"a", "b"}, fault: "list-quotas 403", requests: 1},
		} {
			t.Run(k.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				cloud := acctest.New(t, emulator.Options{ServiceQuota: test.quota, EndpointQuota: test.quota})
				provider := func(more ...string) string { return cloud.Provider(more...) }
				if k.name == "endpoints" {
					cloud.AddService(emulator.Service{ID: openServiceID, Permissions: []emulator.Permission{{Permission: "*"}}})
					provider = func(more ...string) string { return cloud.ConsumerProvider(more...) }
				}
				w := acctest.NewWorkspace(t, provider()+k.config(test.before))
				w.Must(t, "apply", "-auto-approve")
				k.create(cloud)
				cloud.AddFaults(t, test.fault)
				for _, off := range []bool{false, true} {
					argument, says, requests := "", test.says, test.requests
					if off {
						argument, says, requests = "plan_checks = false", "", 0
					}
					w.Configure(t, provider(argument)+k.config(test.after))
					cloud.ResetRequests()
					output, code := w.CLI(t, append([]string{"plan"}, test.args...)...)
					if fails := code != 0; fails != (says == exceeds) {
						t.Errorf("the plan ended with %d:\n%s", code, output)
					}
					if says != "" {
						mustSay(t, output, says+" "+k.objects)
					} else {
						mustNotSay(t, output, may, exceeds)
					}
					if n := strings.Count(output, "exceed the quota"); n > 1 {
						t.Errorf("said %d times:\n%s", n, output)
					}
					if n := cloud.Count(emulator.OpListQuotas); n != requests {
						t.Errorf("%d requests for quotas, want %d", n, requests)
					}
				}
			})
		}
	}
}
