# The object storage of the cloud in a region.
variable "region" {
  type    = string
  default = "eu-de"
}

data "opentelekomcloud_vpcep_public_service" "obs" {
  service_name = provider::opentelekomcloud::public_service_name(var.region, "obs")
}
