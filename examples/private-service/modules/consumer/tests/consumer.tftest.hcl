# These tests create an endpoint in the cloud that the environment variables select, and a service in the same account for
# it to connect to.
#
# OpenTofu knows the outputs of other runs only in `variables`, not in `assert`, and only those of the latest run of a module.

variables {
  service_id = "4189d3c2-8882-4871-a3c2-d380272eed81"
  vpc_id     = "4189d3c2-8882-4871-a3c2-d380272eed80"
  subnet_id  = "61881173-3899-4981-a700-170253d469b6"
}

run "rejects_service_name" {
  command = plan

  variables {
    service_id = "eu-de.shop.4189d3c2-8882-4871-a3c2-d380272eed81"
  }

  expect_failures = [var.service_id]
}

run "rejects_invalid_ids" {
  command = plan

  variables {
    vpc_id    = "vpc"
    subnet_id = "subnet"
  }

  expect_failures = [var.vpc_id, var.subnet_id]
}

run "rejects_invalid_addresses" {
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
    error_message = "The endpoint has no IP address."
  }

  assert {
    condition     = output.dns_name != null
    error_message = "The endpoint has no domain name."
  }

  assert {
    condition     = opentelekomcloud_vpcep_endpoint.this.enable_whitelist
    error_message = "The whitelist is not enabled."
  }
}

run "updates_in_place" {
  variables {
    service_id       = run.service.service_id
    allowed_networks = ["192.168.10.0/24", "192.168.11.12"]
    tags             = { team = "shop" }
    id_before        = run.connects.endpoint_id
  }

  assert {
    condition     = output.endpoint_id == var.id_before
    error_message = "The endpoint was replaced."
  }

  assert {
    condition     = opentelekomcloud_vpcep_endpoint.this.tags == tomap({ team = "shop" })
    error_message = "The tags were not updated."
  }
}
