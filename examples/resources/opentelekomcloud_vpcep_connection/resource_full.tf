# Accepts all endpoints of known accounts, and rejects all others.
data "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
}

data "opentelekomcloud_vpcep_connections" "shop" {
  service_id = data.opentelekomcloud_vpcep_service.shop.id
}

locals {
  partners = ["6e9dfd51d1124e8d8498dce894923a0d"] # domain ids

  decisions = {
    for connection in data.opentelekomcloud_vpcep_connections.shop.connections :
    connection.id => contains(local.partners, connection.domain_id) ? "accepted" : "rejected"
    if contains(["pendingAcceptance", "accepted", "rejected"], connection.status)
  }
}

resource "opentelekomcloud_vpcep_connection" "shop" {
  for_each = local.decisions

  service_id  = data.opentelekomcloud_vpcep_service.shop.id
  endpoint_id = each.key
  status      = each.value
}
