terraform {
  required_providers {
    opentelekomcloud = {
      source = "opentelekomcloud/opentelekomcloud"
    }
    vpcep = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

data "opentelekomcloud_lb_loadbalancer_v3" "shop" {
  name = "shop"
}

data "opentelekomcloud_vpc_v1" "clients" {
  name = "clients"
}

data "opentelekomcloud_vpc_subnet_v1" "clients" {
  vpc_id = data.opentelekomcloud_vpc_v1.clients.id
  name   = "clients-a"
}

resource "opentelekomcloud_vpcep_service" "shop" {
  provider = vpcep

  service_name     = "shop"
  vpc_id           = data.opentelekomcloud_lb_loadbalancer_v3.shop.router_id
  port_id          = data.opentelekomcloud_lb_loadbalancer_v3.shop.vip_port_id
  server_type      = "LB"
  approval_enabled = false
  ports            = [{ client_port = 443, server_port = 8443 }]
}

resource "opentelekomcloud_vpcep_endpoint" "shop" {
  provider = vpcep

  endpoint_service_id = opentelekomcloud_vpcep_service.shop.id
  vpc_id              = data.opentelekomcloud_vpc_v1.clients.id
  subnet_id           = data.opentelekomcloud_vpc_subnet_v1.clients.id
}

# The domain id of this account, to be permitted by the owner of another service.
data "opentelekomcloud_identity_auth_scope_v3" "this" {
  name = "this"
}

output "domain_id" {
  value = data.opentelekomcloud_identity_auth_scope_v3.this.project_domain_id
}
