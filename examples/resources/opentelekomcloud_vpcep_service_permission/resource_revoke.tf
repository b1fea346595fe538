# Permits partners to connect to a service that another team manages, and disconnects those who are removed.
data "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
}

locals {
  partners = {
    acme    = "5fc973eea581490997e82ea11a1d0101" # domain ids
    initech = "9c1d2f6b0a4e4d7f8b3a5e6c7d8f9a0b"
  }
}

resource "opentelekomcloud_vpcep_service_permission" "partner" {
  for_each = local.partners

  service_id                   = data.opentelekomcloud_vpcep_service.shop.id
  permission                   = each.value
  reject_connections_on_revoke = true

  lifecycle {
    create_before_destroy = true
  }
}
