# The object storage of the cloud.
data "opentelekomcloud_vpcep_public_service" "obs" {
  service_name = "OBS"
}

output "obs_service_id" {
  value = data.opentelekomcloud_vpcep_public_service.obs.id
}
