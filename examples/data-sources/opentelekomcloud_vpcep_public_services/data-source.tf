# All services that the cloud offers, to find their names.
data "opentelekomcloud_vpcep_public_services" "all" {}

output "public_service_names" {
  value = data.opentelekomcloud_vpcep_public_services.all.services[*].full_service_name
}
