# Needs no cloud: without plan_checks, a plan of new resources makes no request. The settings only have to be complete.
provider "opentelekomcloud" {
  auth_url    = "https://iam.eu-de.otc.t-systems.com/v3"
  token       = "unused"
  plan_checks = false
}

variables {
  name                  = "shop"
  vpc_id                = "4189d3c2-8882-4871-a3c2-d380272eed80"
  load_balancer_port_id = "4189d3c2-8882-4871-a3c2-d380272eed88"
  ports                 = { 443 = 8443, 80 = 8080 }
}

run "plans_two_ports" {
  command = plan

  assert {
    condition     = length(opentelekomcloud_vpcep_service.this.ports) == 2
    error_message = "The service does not have the ports of the variable."
  }
}
