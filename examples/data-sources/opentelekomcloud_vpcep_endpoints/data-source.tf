# The addresses of all endpoints that connect to services with "shop" in their name.
data "opentelekomcloud_vpcep_endpoints" "shop" {
  endpoint_service_name = "shop"
}

output "shop_addresses" {
  value = data.opentelekomcloud_vpcep_endpoints.shop.endpoints[*].ip
}
