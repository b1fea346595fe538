# Connects to a service of another account. The owner of the service provides its full name.
data "opentelekomcloud_vpcep_public_service" "shop" {
  service_name = "eu-de.shop.4189d3c2-8882-4871-a3c2-d380272eed81"
}

resource "opentelekomcloud_vpcep_endpoint" "shop" {
  endpoint_service_id = data.opentelekomcloud_vpcep_public_service.shop.id
  vpc_id              = "4189d3c2-8882-4871-a3c2-d380272eed80"
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"
  enable_dns          = true
  wait_for_acceptance = true
}

output "shop_address" {
  value = opentelekomcloud_vpcep_endpoint.shop.ip
}

output "shop_domain_names" {
  value = opentelekomcloud_vpcep_endpoint.shop.dns_names
}
