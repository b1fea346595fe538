terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

variable "partners" {
  description = "The domain ids of the accounts whose endpoints are accepted, by name."
  type        = map(string)
}

data "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
}

data "opentelekomcloud_vpcep_connections" "shop" {
  service_id = data.opentelekomcloud_vpcep_service.shop.id
}

# Accepts the endpoints of partners. Others keep waiting.
resource "opentelekomcloud_vpcep_connection" "partner" {
  for_each = toset([
    for connection in data.opentelekomcloud_vpcep_connections.shop.connections : connection.id
    if contains(values(var.partners), connection.domain_id) && contains(["pendingAcceptance", "accepted"], connection.status)
  ])

  service_id  = data.opentelekomcloud_vpcep_service.shop.id
  endpoint_id = each.key
  status      = "accepted"
}
