terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

variable "service_vpc_id" {
  description = "The id of the VPC with the load balancer."
  type        = string
}

variable "service_port_id" {
  description = "The id of the port that has the private address of the load balancer."
  type        = string
}

variable "client_vpc_id" {
  description = "The id of the VPC that connects to the load balancer."
  type        = string
}

variable "client_subnet_id" {
  description = "The id of the subnet in this VPC in which the endpoint gets its address."
  type        = string
}

# Offers port 8443 of the load balancer as port 443.
resource "opentelekomcloud_vpcep_service" "shop" {
  service_name     = "shop"
  vpc_id           = var.service_vpc_id
  port_id          = var.service_port_id
  server_type      = "LB"
  approval_enabled = false # endpoints of this account connect at once
  ports            = [{ client_port = 443, server_port = 8443 }]
}

# Gives the service an address in the other VPC.
resource "opentelekomcloud_vpcep_endpoint" "shop" {
  endpoint_service_id = opentelekomcloud_vpcep_service.shop.id
  vpc_id              = var.client_vpc_id
  subnet_id           = var.client_subnet_id
}

output "address" {
  value = "${opentelekomcloud_vpcep_endpoint.shop.ip}:443"
}
