# The service named "shop", and no other whose name only contains that.
data "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
}

# What the owners of endpoints need to know to connect.
output "shop_service_name" {
  value = data.opentelekomcloud_vpcep_service.shop.full_service_name
}
