output "endpoint_id" {
  description = "The id of the endpoint, by which the owner of the service accepts it."
  value       = opentelekomcloud_vpcep_endpoint.this.id
}

output "status" {
  description = "The status of the endpoint: accepted, or pendingAcceptance until the owner of the service has decided."
  value       = opentelekomcloud_vpcep_endpoint.this.status
}

output "ip" {
  description = "The address at which the service is reached. Null until the endpoint was accepted."
  value       = opentelekomcloud_vpcep_endpoint.this.ip
}

output "dns_name" {
  description = "The domain name at which the service is reached. Null if the endpoint has no private domain name."
  value       = try(opentelekomcloud_vpcep_endpoint.this.dns_names[0], null)
}
