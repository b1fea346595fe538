terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

provider "opentelekomcloud" {
  alias = "owner"
  cloud = "owner"
}

provider "opentelekomcloud" {
  alias = "consumer"
  cloud = "consumer"
}

resource "opentelekomcloud_vpcep_service" "shop" {
  provider = opentelekomcloud.owner

  service_name = "shop"
  vpc_id       = "4189d3c2-8882-4871-a3c2-d380272eed80"
  port_id      = "4189d3c2-8882-4871-a3c2-d380272eed88"
  server_type  = "LB"
  ports        = [{ client_port = 443, server_port = 8443 }]
  permissions  = ["6e9dfd51d1124e8d8498dce894923a0d"] # the consumer
}

resource "opentelekomcloud_vpcep_endpoint" "shop" {
  provider = opentelekomcloud.consumer

  endpoint_service_id = opentelekomcloud_vpcep_service.shop.id
  vpc_id              = "4189d3c2-8882-4871-a3c2-d380272eed82"
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"
}

resource "opentelekomcloud_vpcep_connection" "shop" {
  provider = opentelekomcloud.owner

  service_id  = opentelekomcloud_vpcep_service.shop.id
  endpoint_id = opentelekomcloud_vpcep_endpoint.shop.id
  status      = "accepted"
}

output "service_id" {
  value = opentelekomcloud_vpcep_service.shop.id
}
