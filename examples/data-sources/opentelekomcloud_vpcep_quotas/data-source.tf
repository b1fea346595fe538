# The number of services that the project may still create.
data "opentelekomcloud_vpcep_quotas" "services" {
  type = "endpoint_service"
}

output "services_left" {
  value = one([
    for quota in data.opentelekomcloud_vpcep_quotas.services.quotas : quota.quota - quota.used
  ])
}
