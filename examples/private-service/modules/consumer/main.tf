resource "opentelekomcloud_vpcep_endpoint" "this" {
  endpoint_service_id = var.service_id
  vpc_id              = var.vpc_id
  subnet_id           = var.subnet_id
  port_ip             = var.ip
  whitelist           = var.allowed_networks
  enable_whitelist    = var.allowed_networks != null
  enable_dns          = var.private_domain_name
  wait_for_acceptance = var.wait_for_acceptance
  tags                = var.tags
}
