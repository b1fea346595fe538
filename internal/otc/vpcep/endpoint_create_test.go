package vpcep

import "testing"

func ptr[T any](v T) *T { return &v }

func TestEndpointCreateDescribes(t *testing.T) {
	t.Parallel()
	create := func(change func(*EndpointCreate)) EndpointCreate {
		c := EndpointCreate{ServiceID: testPort, VPCID: testVPC, SubnetID: ptr(testSubnet)}
		change(&c)
		return c
	}
	endpoint := func(change func(*Endpoint)) *Endpoint {
		e := Endpoint{ID: "1", ServiceID: ptr(testPort), VPCID: ptr(testVPC), SubnetID: ptr(testSubnet), Status: StatusCreating}
		change(&e)
		return &e
	}
	asked, same := create(func(*EndpointCreate) {}), func(*Endpoint) {}
	for name, test := range map[string]struct {
		create   EndpointCreate
		endpoint *Endpoint
		want     bool
	}{
		"the same":            {asked, endpoint(same), true},
		"another case of ids": {asked, endpoint(func(e *Endpoint) { e.VPCID = ptr("4189D3C2-8882-4871-A3C2-D380272EED80") }), true},
		"another service":     {asked, endpoint(func(e *Endpoint) { e.ServiceID = ptr(testVPC) }), false},
		"another VPC":         {asked, endpoint(func(e *Endpoint) { e.VPCID = ptr(testPort) }), false},
		"no VPC":              {asked, endpoint(func(e *Endpoint) { e.VPCID = nil }), false},
		"another subnet":      {asked, endpoint(func(e *Endpoint) { e.SubnetID = ptr(testPort) }), false},
		"no subnet":           {asked, endpoint(func(e *Endpoint) { e.SubnetID = nil }), false},
		"being deleted":       {asked, endpoint(func(e *Endpoint) { e.Status = StatusDeleting }), false},
		"pending":             {asked, endpoint(func(e *Endpoint) { e.Status = StatusPendingAcceptance }), true},
		"its address":         {create(func(c *EndpointCreate) { c.PortIP = ptr("10.0.0.5") }), endpoint(func(e *Endpoint) { e.IP = ptr("10.0.0.5") }), true},
		"another address":     {create(func(c *EndpointCreate) { c.PortIP = ptr("10.0.0.5") }), endpoint(func(e *Endpoint) { e.IP = ptr("10.0.0.6") }), false},
		"address not shown":   {create(func(c *EndpointCreate) { c.PortIP = ptr("10.0.0.5") }), endpoint(same), true},
		"any address":         {asked, endpoint(func(e *Endpoint) { e.IP = ptr("10.0.0.6") }), true},
		"another description": {create(func(c *EndpointCreate) { c.Description = ptr("a") }), endpoint(func(e *Endpoint) { e.Description = ptr("b") }), false},
		"route tables": {
			create(func(c *EndpointCreate) { c.RouteTables = []string{"a", "B"} }),
			endpoint(func(e *Endpoint) { e.RouteTables = &[]string{"b", "a"} }), true,
		},
		"other route tables": {
			create(func(c *EndpointCreate) { c.RouteTables = []string{"a"} }),
			endpoint(func(e *Endpoint) { e.RouteTables = &[]string{"b"} }), false,
		},
		"another whitelist": {
			create(func(c *EndpointCreate) { c.Whitelist = []string{"10.0.0.0/8"} }),
			endpoint(func(e *Endpoint) { e.Whitelist = &[]string{} }), false,
		},
		"gateway": {
			create(func(c *EndpointCreate) { c.SubnetID = nil }),
			endpoint(func(e *Endpoint) { e.SubnetID = ptr("") }), true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.create.describes(test.endpoint); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}
