terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

provider "opentelekomcloud" {
  default_tags = {
    tags = {
      env  = "production"
      team = "network"
    }
  }

  # Another system writes these.
  ignore_tags = {
    keys         = ["cost-center"]
    key_prefixes = ["inventory_"]
  }
}

resource "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
  vpc_id       = "4189d3c2-8882-4871-a3c2-d380272eed80"
  port_id      = "4189d3c2-8882-4871-a3c2-d380272eed88"
  server_type  = "LB"

  ports = [
    { client_port = 443, server_port = 8443 },
  ]

  tags = {
    team = "shop" # instead of "network"
  }
}

output "tags_of_the_shop" {
  value = opentelekomcloud_vpcep_service.shop.tags_all # env = "production", team = "shop"
}
