terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

# Settings and credentials come from the environment.
provider "opentelekomcloud" {}

resource "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
  vpc_id       = "4189d3c2-8882-4871-a3c2-d380272eed80"
  port_id      = "4189d3c2-8882-4871-a3c2-d380272eed88"
  server_type  = "LB"
  ports        = [{ client_port = 443, server_port = 8443 }]
}
