# The accounts that may connect to a service.
data "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
}

data "opentelekomcloud_vpcep_permissions" "shop" {
  service_id = data.opentelekomcloud_vpcep_service.shop.id
}

output "shop_is_open_to_everyone" {
  value = contains(data.opentelekomcloud_vpcep_permissions.shop.permissions[*].permission, "*")
}
