terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

variable "region" {
  type    = string
  default = "eu-de"
}

locals {
  vpc_id = "4189d3c2-8882-4871-a3c2-d380272eed80"
}

# The resolver of the cloud: a service of the type interface, at an address in the subnet.
data "opentelekomcloud_vpcep_public_service" "dns" {
  service_name = "com.t-systems.otc.${var.region}.dns"
}

resource "opentelekomcloud_vpcep_endpoint" "dns" {
  endpoint_service_id = data.opentelekomcloud_vpcep_public_service.dns.id
  vpc_id              = local.vpc_id
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"
}

# The object storage: a service of the type gateway, through routes.
data "opentelekomcloud_vpcep_public_service" "obs" {
  service_name = "com.t-systems.otc.${var.region}.obs"
}

resource "opentelekomcloud_vpcep_endpoint" "obs" {
  endpoint_service_id = data.opentelekomcloud_vpcep_public_service.obs.id
  vpc_id              = local.vpc_id
  routetables         = ["6416b1df-bbe8-4e51-8fa3-4d169b8cc3aa"]
}

output "resolver_address" {
  value = opentelekomcloud_vpcep_endpoint.dns.ip
}
