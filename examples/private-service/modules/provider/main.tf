resource "opentelekomcloud_vpcep_service" "this" {
  service_name     = var.name
  description      = var.description
  vpc_id           = var.vpc_id
  port_id          = var.load_balancer_port_id
  server_type      = "LB"
  ports            = var.ports
  permissions      = var.permissions
  approval_enabled = var.approval_enabled
  tags             = var.tags
}
