# Both sides of a private service: one account offers it, another account connects, and the first account accepts the connection.

provider "opentelekomcloud" {
  alias = "owner"
  cloud = var.owner_cloud
}

provider "opentelekomcloud" {
  alias = "consumer"
  cloud = var.consumer_cloud
}

module "provider" {
  source    = "./modules/provider"
  providers = { opentelekomcloud = opentelekomcloud.owner }

  name                  = "shop"
  vpc_id                = var.service.vpc_id
  load_balancer_port_id = var.service.load_balancer_port_id
  ports                 = [{ client_port = 443, server_port = 8443 }]
  permissions           = [var.consumer_domain_id]
}

module "consumer" {
  source    = "./modules/consumer"
  providers = { opentelekomcloud = opentelekomcloud.consumer }

  service_id = module.provider.service_id
  vpc_id     = var.endpoint.vpc_id
  subnet_id  = var.endpoint.subnet_id
}

# The owner accepts only this endpoint.
resource "opentelekomcloud_vpcep_connection" "consumer" {
  provider = opentelekomcloud.owner

  service_id  = module.provider.service_id
  endpoint_id = module.consumer.endpoint_id
  status      = "accepted"
}

# The endpoint gets its address when it is accepted, after it was created.
data "opentelekomcloud_vpcep_endpoints" "connected" {
  provider   = opentelekomcloud.consumer
  depends_on = [opentelekomcloud_vpcep_connection.consumer]

  id = module.consumer.endpoint_id
}
