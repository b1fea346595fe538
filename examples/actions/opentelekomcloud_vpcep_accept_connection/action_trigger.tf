# Accepts an endpoint of the owner's own account as soon as it is created.
resource "opentelekomcloud_vpcep_endpoint" "shop" {
  endpoint_service_id = "4189d3c2-8882-4871-a3c2-d380272eed81"
  vpc_id              = "4189d3c2-8882-4871-a3c2-d380272eed80"
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.opentelekomcloud_vpcep_accept_connection.shop]
    }
  }
}

action "opentelekomcloud_vpcep_accept_connection" "shop" {
  config {
    service_id  = opentelekomcloud_vpcep_endpoint.shop.endpoint_service_id
    endpoint_id = opentelekomcloud_vpcep_endpoint.shop.id
  }
}
