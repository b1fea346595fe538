variables {
  name                  = "shop"
  vpc_id                = "4189d3c2-8882-4871-a3c2-d380272eed80"
  load_balancer_port_id = "4189d3c2-8882-4871-a3c2-d380272eed88"
  ports                 = { 443 = 8443, 80 = 8080 }
}

run "creates" {
  assert {
    condition     = opentelekomcloud_vpcep_service.this.status == "available"
    error_message = "The service is not available."
  }

  assert {
    condition     = can(regex("^[^.]+\\.shop\\.", output.service_name))
    error_message = "The name is ${output.service_name}."
  }
}

# Changes a port. The service must not be replaced.
run "changes_in_place" {
  variables {
    ports = { 443 = 9443 }
  }

  assert {
    condition     = [for port in opentelekomcloud_vpcep_service.this.ports : port.server_port] == [9443]
    error_message = "The ports are not those of the variable."
  }
}
