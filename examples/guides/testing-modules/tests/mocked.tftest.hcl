# Needs no cloud: computed attributes get random values. For Terraform 1.7 or OpenTofu 1.8, and later.
mock_provider "opentelekomcloud" {}

variables {
  name                  = "shop"
  vpc_id                = "4189d3c2-8882-4871-a3c2-d380272eed80"
  load_balancer_port_id = "4189d3c2-8882-4871-a3c2-d380272eed88"
  ports                 = { 443 = 8443 }
}

run "offers_the_load_balancer" {
  assert {
    condition     = opentelekomcloud_vpcep_service.this.server_type == "LB"
    error_message = "The type of the backend is ${opentelekomcloud_vpcep_service.this.server_type}."
  }
}
