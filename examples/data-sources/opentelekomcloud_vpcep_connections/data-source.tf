# The endpoints that wait for a decision.
data "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
}

data "opentelekomcloud_vpcep_connections" "waiting" {
  service_id = data.opentelekomcloud_vpcep_service.shop.id
  status     = "pendingAcceptance"
}

output "waiting" {
  value = {
    for connection in data.opentelekomcloud_vpcep_connections.waiting.connections :
    connection.id => connection.domain_id
  }
}
