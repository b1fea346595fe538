# Services of production or test that no team owns.
data "opentelekomcloud_vpcep_resources_by_tags" "unowned" {
  type         = "endpoint_service"
  tags         = { stage = ["production", "test"] }
  not_tags_any = { team = [] } # with any value
}

output "unowned_services" {
  value = data.opentelekomcloud_vpcep_resources_by_tags.unowned.resources[*].id
}

# How many endpoints the network team has.
data "opentelekomcloud_vpcep_resources_by_tags" "network" {
  type       = "endpoint"
  tags       = { team = ["network"] }
  count_only = true
}

output "network_endpoints" {
  value = data.opentelekomcloud_vpcep_resources_by_tags.network.total_count
}
