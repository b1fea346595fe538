# The object storage of the cloud.
data "opentelekomcloud_vpcep_public_service" "obs" {
  service_name = "com.t-systems.otc.eu-de.obs"
}

output "obs_service_id" {
  value = data.opentelekomcloud_vpcep_public_service.obs.id
}
