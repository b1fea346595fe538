terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

variable "partners" {
  description = "The domain ids of the accounts that may connect, by name."
  type        = map(string)
}

resource "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
  description  = "Orders of partners"
  vpc_id       = "4189d3c2-8882-4871-a3c2-d380272eed80"
  port_id      = "4189d3c2-8882-4871-a3c2-d380272eed88"
  server_type  = "LB"
  ports        = [{ client_port = 443, server_port = 8443 }]

  # Whoever is removed from the list is also disconnected.
  permissions                  = values(var.partners)
  reject_connections_on_revoke = true
}

output "service_name" {
  value = opentelekomcloud_vpcep_service.shop.full_service_name
}
