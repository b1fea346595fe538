# These tests create a service in the cloud that the environment variables select.
#
# OpenTofu knows the outputs of other runs only in `variables`, not in `assert`, and only those of the latest run of a module.

variables {
  name                  = "shop"
  vpc_id                = "4189d3c2-8882-4871-a3c2-d380272eed80"
  load_balancer_port_id = "4189d3c2-8882-4871-a3c2-d380272eed88"
  ports                 = [{ client_port = 443, server_port = 8443 }]
}

run "rejects_long_name" {
  command = plan

  variables {
    name = "the-shop-of-the-year"
  }

  expect_failures = [var.name]
}

run "rejects_invalid_ids" {
  command = plan

  variables {
    vpc_id                = "vpc"
    load_balancer_port_id = "load balancer"
  }

  expect_failures = [var.vpc_id, var.load_balancer_port_id]
}

run "rejects_empty_ports" {
  command = plan

  variables {
    ports = []
  }

  expect_failures = [var.ports]
}

run "rejects_invalid_port" {
  command = plan

  variables {
    ports = [{ client_port = 443, server_port = 65536 }]
  }

  expect_failures = [var.ports]
}

run "rejects_unknown_protocol" {
  command = plan

  variables {
    ports = [{ client_port = 443, server_port = 8443, protocol = "SCTP" }]
  }

  expect_failures = [var.ports]
}

run "rejects_duplicate_client_port" {
  command = plan

  variables {
    ports = [
      { client_port = 443, server_port = 8443 },
      { client_port = 443, server_port = 9443 },
    ]
  }

  expect_failures = [var.ports]
}

run "rejects_wildcard_domain" {
  command = plan

  variables {
    permissions = ["iam:domain::*"]
  }

  expect_failures = [var.permissions]
}

run "rejects_markup_in_description" {
  command = plan

  variables {
    description = "<b>shop</b>"
  }

  expect_failures = [var.description]
}

run "creates" {
  variables {
    permissions = ["6e9dfd51d1124e8d8498dce894923a0d"]
    tags        = { team = "shop" }
  }

  assert {
    condition     = output.status == "available"
    error_message = "The service is not available."
  }

  assert {
    condition     = strcontains(output.service_name, ".shop.") && strcontains(output.service_name, output.service_id)
    error_message = "The full name does not contain the short name and the ID."
  }

  assert {
    condition     = output.permissions == toset(["6e9dfd51d1124e8d8498dce894923a0d"])
    error_message = "The permissions differ from the configuration."
  }

  assert {
    condition     = opentelekomcloud_vpcep_service.this.approval_enabled
    error_message = "Approval is not enabled."
  }
}

run "updates_in_place" {
  variables {
    name = "shop-2"
    ports = [
      { client_port = 443, server_port = 8443 },
      { client_port = 53, server_port = 53, protocol = "UDP" },
    ]
    permissions      = ["iam:domain::6e9dfd51d1124e8d8498dce894923a0d", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"]
    approval_enabled = false
    tags             = { team = "shop", stage = "production" }
    id_before        = run.creates.service_id
  }

  assert {
    condition     = output.service_id == var.id_before
    error_message = "The service was replaced."
  }

  assert {
    condition     = strcontains(output.service_name, ".shop-2.")
    error_message = "The name was not updated."
  }

  assert {
    condition     = length(output.permissions) == 2 && length(opentelekomcloud_vpcep_service.this.ports) == 2
    error_message = "The permissions or the ports were not updated."
  }
}

run "revokes_all_permissions" {
  variables {
    id_before = run.updates_in_place.service_id
  }

  assert {
    condition     = output.service_id == var.id_before && length(output.permissions) == 0
    error_message = "The service was replaced, or permissions remain."
  }
}
