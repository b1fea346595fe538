# Everything that the cloud offers, to see what the services are called.
data "opentelekomcloud_vpcep_public_services" "all" {}

output "public_service_names" {
  value = data.opentelekomcloud_vpcep_public_services.all.services[*].full_service_name
}
