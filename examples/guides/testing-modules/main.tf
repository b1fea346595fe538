terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

variable "name" {
  description = "The name of the service."
  type        = string
}

variable "load_balancer_port_id" {
  description = "The id of the port that has the private address of the load balancer."
  type        = string
}

variable "vpc_id" {
  description = "The id of the VPC with the load balancer."
  type        = string
}

variable "ports" {
  description = "The ports of the load balancer, by the port that clients connect to."
  type        = map(number)
}

resource "opentelekomcloud_vpcep_service" "this" {
  service_name = var.name
  vpc_id       = var.vpc_id
  port_id      = var.load_balancer_port_id
  server_type  = "LB"

  ports = [
    for client_port, server_port in var.ports : { client_port = client_port, server_port = server_port }
  ]
}

output "service_name" {
  description = "The full name of the service, for consumers."
  value       = opentelekomcloud_vpcep_service.this.full_service_name
}
