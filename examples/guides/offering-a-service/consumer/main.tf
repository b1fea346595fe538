terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

variable "service_name" {
  description = "The full name of the service, which its owner provides."
  type        = string
}

data "opentelekomcloud_vpcep_public_service" "shop" {
  service_name = var.service_name
}

resource "opentelekomcloud_vpcep_endpoint" "shop" {
  endpoint_service_id = data.opentelekomcloud_vpcep_public_service.shop.id
  vpc_id              = "4189d3c2-8882-4871-a3c2-d380272eed82"
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"
  enable_dns          = true
}

output "status" {
  value = opentelekomcloud_vpcep_endpoint.shop.status
}

output "address" {
  value = opentelekomcloud_vpcep_endpoint.shop.ip
}

output "domain_names" {
  value = opentelekomcloud_vpcep_endpoint.shop.dns_names
}
