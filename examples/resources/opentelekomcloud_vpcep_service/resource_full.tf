# Offers a server that answers DNS queries over TCP and UDP. Endpoints need no approval.
resource "opentelekomcloud_vpcep_service" "resolver" {
  service_name     = "resolver"
  description      = "Name resolution for partner networks"
  vpc_id           = "4189d3c2-8882-4871-a3c2-d380272eed80"
  port_id          = "d5ab7b6a-1f5e-4f3c-9c44-6f2f5d0f7a11"
  server_type      = "VM"
  approval_enabled = false
  tcp_proxy        = "proxy_open"

  ports = [
    { client_port = 53, server_port = 53, protocol = "UDP" },
    { client_port = 53, server_port = 53, protocol = "TCP" },
    { client_port = 853, server_port = 8853 },
  ]

  tags = {
    team  = "network"
    stage = "production"
  }

  timeouts = {
    create = "15m"
    delete = "15m"
  }
}

# Consumers need this name to connect.
output "resolver_service_name" {
  value = opentelekomcloud_vpcep_service.resolver.full_service_name
}
