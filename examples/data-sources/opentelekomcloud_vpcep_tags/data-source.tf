# The stages that services are tagged with.
data "opentelekomcloud_vpcep_tags" "services" {
  type = "endpoint_service"
}

output "stages" {
  value = lookup(data.opentelekomcloud_vpcep_tags.services.tags, "stage", [])
}
