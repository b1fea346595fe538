# The id and the region of a service, from the full name that its owner gives to its consumers.
locals {
  shop = provider::opentelekomcloud::parse_full_service_name("eu-de.shop.4189d3c2-8882-4871-a3c2-d380272eed81")
}

output "endpoint_service_id" {
  value = local.shop.id
}

output "region" {
  value = local.shop.region
}
