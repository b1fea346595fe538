output "service_name" {
  description = "The full name of the service."
  value       = module.provider.service_name
}

output "status" {
  description = "The status of the connection."
  value       = one(data.opentelekomcloud_vpcep_endpoints.connected.endpoints[*].status)
}

output "ip" {
  description = "The IP address of the service in the consumer's VPC."
  value       = one(data.opentelekomcloud_vpcep_endpoints.connected.endpoints[*].ip)
}

output "dns_name" {
  description = "The domain name of the service in the consumer's VPC."
  value       = try(data.opentelekomcloud_vpcep_endpoints.connected.endpoints[0].dns_names[0], null)
}
