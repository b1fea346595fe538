//go:build unix

package main

import (
	"fmt"
	"strings"
)

const serviceArguments = `  vpc_id      = "4189d3c2-8882-4871-a3c2-d380272eed80"
  port_id     = "4189d3c2-8882-4871-a3c2-d380272eed88"
  server_type = "VM"
`

// services returns a configuration with n services.
func services(n int) string {
	return fmt.Sprintf(`resource "opentelekomcloud_vpcep_service" "test" {
  count       = %d
%s  ports       = [{ client_port = 1000 + count.index, server_port = 2000 + count.index }]
  tags        = { index = count.index }
}
`, n, serviceArguments)
}

// mappings returns a configuration of a service with n port mappings. They are literals: a "for" expression would add to
// Terraform's CPU time.
func mappings(n int) string {
	var ports strings.Builder
	for i := range n {
		fmt.Fprintf(&ports, "    { client_port = %d, server_port = %d },\n", 1000+i, 2000+i)
	}
	return fmt.Sprintf("resource \"opentelekomcloud_vpcep_service\" \"test\" {\n%s  ports = [\n%s  ]\n}\n", serviceArguments, &ports)
}

// permissions returns a configuration of a service with n permissions.
func permissions(n int) string {
	var accounts strings.Builder
	for i := range n {
		fmt.Fprintf(&accounts, "    \"iam:domain::%032x\",\n", i*7919) // not in the order of their text
	}
	return fmt.Sprintf(`resource "opentelekomcloud_vpcep_service" "test" {
%s  ports       = [{ client_port = 1000, server_port = 2000 }]
  permissions = [
%s  ]
}
`, serviceArguments, &accounts)
}

// endpoints returns a configuration with n endpoints of a service.
func endpoints(n int, serviceID string) string {
	return fmt.Sprintf(`resource "opentelekomcloud_vpcep_endpoint" "test" {
  count               = %d
  endpoint_service_id = %q
  vpc_id              = "4189d3c2-8882-4871-a3c2-d380272eed80"
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"
}
`, n, serviceID)
}

// connections returns a configuration that accepts endpoints of a service.
func connections(serviceID string, endpointIDs []string) string {
	return fmt.Sprintf(`resource "opentelekomcloud_vpcep_connection" "test" {
  for_each    = toset(["%s"])
  service_id  = %q
  endpoint_id = each.key
  status      = "accepted"
}
`, strings.Join(endpointIDs, `", "`), serviceID)
}

// servicePermissions returns a configuration that permits n accounts to connect to a service.
func servicePermissions(n int, serviceID string) string {
	return fmt.Sprintf(`resource "opentelekomcloud_vpcep_service_permission" "test" {
  count      = %d
  service_id = %q
  permission = format("iam:domain::%%032x", count.index)
}
`, n, serviceID)
}
