output "service_id" {
  description = "The id of the service, to create endpoints and to accept them."
  value       = opentelekomcloud_vpcep_service.this.id
}

output "service_name" {
  description = "The full name of the service, by which other accounts find it."
  value       = opentelekomcloud_vpcep_service.this.full_service_name
}

output "permissions" {
  description = "The accounts, besides the owner's, that may connect."
  value       = opentelekomcloud_vpcep_service.this.permissions
}

output "status" {
  description = "The status of the service."
  value       = opentelekomcloud_vpcep_service.this.status
}
