terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

resource "opentelekomcloud_vpcep_service" "shop" {
  service_name     = "shop-1"
  port_id          = "4189d3c2-8882-4871-a3c2-d380272eed88"
  vpc_id           = "4189d3c2-8882-4871-a3c2-d380272eed80"
  server_type      = "VM"
  approval_enabled = false
  permissions      = ["698f9bf85ca9437a9b2f41132ab3aa0e"]

  ports = [
    { client_port = 8080, server_port = 80 },
    { client_port = 53, server_port = 53, protocol = "UDP" },
  ]

  tags = {
    team = "shop"
  }
}

resource "opentelekomcloud_vpcep_endpoint" "shop" {
  endpoint_service_id = opentelekomcloud_vpcep_service.shop.id
  vpc_id              = "5189d3c2-8882-4871-a3c2-d380272eed80"
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"

  tags = {
    a = "b"
  }
}

moved {
  from = opentelekomcloud_vpcep_service_v1.shop
  to   = opentelekomcloud_vpcep_service.shop
}

moved {
  from = opentelekomcloud_vpcep_endpoint_v1.shop
  to   = opentelekomcloud_vpcep_endpoint.shop
}
