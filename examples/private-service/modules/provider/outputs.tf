output "service_id" {
  description = "The ID of the service, for creating endpoints and accepting connections."
  value       = opentelekomcloud_vpcep_service.this.id
}

output "service_name" {
  description = "The full name of the service, with which other accounts can find it."
  value       = opentelekomcloud_vpcep_service.this.full_service_name
}

output "permissions" {
  description = "The accounts that may connect, in addition to the owner."
  value       = opentelekomcloud_vpcep_service.this.permissions
}

output "status" {
  description = "The status of the service."
  value       = opentelekomcloud_vpcep_service.this.status
}
