# An endpoint with a fixed address, which only one network and one address may use.
resource "opentelekomcloud_vpcep_endpoint" "ledger" {
  endpoint_service_id = "2189d3c2-8882-4871-a3c2-d380272eed82"
  vpc_id              = "4189d3c2-8882-4871-a3c2-d380272eed80"
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"
  port_ip             = "192.168.0.57"
  description         = "The ledger of the holding"

  enable_whitelist = true
  whitelist        = ["192.168.10.0/24", "192.168.11.12"]

  tags = {
    team = "finance"
  }

  timeouts = {
    create = "15m"
  }
}
