# The service with the name "shop". Other names that contain "shop" do not match.
data "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
}

# Consumers need this name to connect.
output "shop_service_name" {
  value = data.opentelekomcloud_vpcep_service.shop.full_service_name
}
