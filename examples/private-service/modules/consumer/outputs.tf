output "endpoint_id" {
  description = "The ID of the endpoint, for the owner of the service to accept it."
  value       = opentelekomcloud_vpcep_endpoint.this.id
}

output "status" {
  description = "The status of the endpoint, for example accepted or pendingAcceptance."
  value       = opentelekomcloud_vpcep_endpoint.this.status
}

output "ip" {
  description = "The IP address of the service in the VPC. Null until the endpoint is accepted."
  value       = opentelekomcloud_vpcep_endpoint.this.ip
}

output "dns_name" {
  description = "The domain name of the service in the VPC. Null without a private domain name."
  value       = try(opentelekomcloud_vpcep_endpoint.this.dns_names[0], null)
}
