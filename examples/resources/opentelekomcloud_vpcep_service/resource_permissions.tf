# Permits two accounts. An account that is removed from the list is also disconnected.
resource "opentelekomcloud_vpcep_service" "billing" {
  service_name = "billing"
  vpc_id       = "4189d3c2-8882-4871-a3c2-d380272eed80"
  port_id      = "4189d3c2-8882-4871-a3c2-d380272eed88"
  server_type  = "LB"

  ports = [
    { client_port = 443, server_port = 9443 },
  ]

  permissions = [
    "6e9dfd51d1124e8d8498dce894923a0d", # domain ids
    "5fc973eea581490997e82ea11a1d0101",
  ]
  reject_connections_on_revoke = true
}
