# The configuration that `make demo` applies. The emulator sets the environment variables to sign in.

terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

provider "opentelekomcloud" {}

variable "approval_enabled" {
  description = "Whether the owner of the service must accept each endpoint."
  type        = bool
  default     = true
}

variable "client_port" {
  description = "The port at which endpoints reach the service."
  type        = number
  default     = 80
}

resource "opentelekomcloud_vpcep_service" "web" {
  service_name     = "web"
  vpc_id           = "4189d3c2-8882-4871-a3c2-d380272eed80"
  port_id          = "4189d3c2-8882-4871-a3c2-d380272eed88"
  server_type      = "LB"
  approval_enabled = var.approval_enabled

  ports = [
    { client_port = var.client_port, server_port = 8080 },
    { client_port = 443, server_port = 8443 },
  ]

  tags = {
    purpose = "demo"
  }
}

output "id" {
  value = opentelekomcloud_vpcep_service.web.id
}

output "full_service_name" {
  value = opentelekomcloud_vpcep_service.web.full_service_name
}
