# The module, against the cloud that the environment signs in to. The service that it connects to belongs to the same
# account, and is made by the provider's module.

variables {
  service_id = "4189d3c2-8882-4871-a3c2-d380272eed81"
  vpc_id     = "4189d3c2-8882-4871-a3c2-d380272eed80"
  subnet_id  = "61881173-3899-4981-a700-170253d469b6"
}

run "refuses_the_name_of_a_service" {
  command = plan

  variables {
    service_id = "eu-de.shop.4189d3c2-8882-4871-a3c2-d380272eed81"
  }

  expect_failures = [var.service_id]
}

run "refuses_what_is_no_id" {
  command = plan

  variables {
    vpc_id    = "vpc"
    subnet_id = "subnet"
  }

  expect_failures = [var.vpc_id, var.subnet_id]
}

run "refuses_what_is_no_address" {
  command = plan

  variables {
    ip               = "192.168.0.256"
    allowed_networks = ["192.168.0.0/33"]
  }

  expect_failures = [var.ip, var.allowed_networks]
}

run "service" {
  module {
    source = "../provider"
  }

  variables {
    name                  = "shop"
    vpc_id                = "4189d3c2-8882-4871-a3c2-d380272eed80"
    load_balancer_port_id = "4189d3c2-8882-4871-a3c2-d380272eed88"
    ports                 = [{ client_port = 443, server_port = 8443 }]
    approval_enabled      = false
  }
}

run "connects" {
  variables {
    service_id       = run.service.service_id
    allowed_networks = ["192.168.10.0/24", "192.168.11.12"]
  }

  assert {
    condition     = output.status == "accepted"
    error_message = "The endpoint is not connected."
  }

  assert {
    condition     = can(cidrnetmask("${output.ip}/32"))
    error_message = "The endpoint has no address."
  }

  assert {
    condition     = output.dns_name != null
    error_message = "The endpoint has no domain name."
  }

  assert {
    condition     = opentelekomcloud_vpcep_endpoint.this.enable_whitelist
    error_message = "Everything in the VPC may use the endpoint."
  }
}

run "changes_in_place" {
  variables {
    service_id       = run.service.service_id
    allowed_networks = ["192.168.10.0/24", "192.168.11.12"]
    tags             = { team = "shop" }
  }

  assert {
    condition     = output.endpoint_id == run.connects.endpoint_id
    error_message = "The endpoint was replaced."
  }

  assert {
    condition     = opentelekomcloud_vpcep_endpoint.this.tags == tomap({ team = "shop" })
    error_message = "The tags were not changed."
  }
}
