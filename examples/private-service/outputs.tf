output "service_name" {
  description = "The full name of the service."
  value       = module.provider.service_name
}

output "status" {
  description = "The status of the connection."
  value       = one(data.opentelekomcloud_vpcep_endpoints.connected.endpoints[*].status)
}

output "ip" {
  description = "The address at which the consumer reaches the service."
  value       = one(data.opentelekomcloud_vpcep_endpoints.connected.endpoints[*].ip)
}

output "dns_name" {
  description = "The domain name at which the consumer reaches the service."
  value       = try(data.opentelekomcloud_vpcep_endpoints.connected.endpoints[0].dns_names[0], null)
}
