# The partners that a service does not permit yet, in whichever forms both are written.
variable "partners" {
  type    = set(string)
  default = ["6e9dfd51d1124e8d8498dce894923a0d"] # domain ids
}

data "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
}

data "opentelekomcloud_vpcep_permissions" "shop" {
  service_id = data.opentelekomcloud_vpcep_service.shop.id
}

output "not_permitted" {
  value = setsubtract(
    [for partner in var.partners : provider::opentelekomcloud::normalize_permission(partner)],
    data.opentelekomcloud_vpcep_permissions.shop.permissions[*].permission,
  )
}
