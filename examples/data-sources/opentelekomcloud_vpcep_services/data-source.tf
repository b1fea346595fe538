# All services of one team, newest first.
data "opentelekomcloud_vpcep_services" "network" {
  sort_key = "created_at"
  sort_dir = "desc"

  tags = {
    team = "network"
  }
}

output "services" {
  value = {
    for service in data.opentelekomcloud_vpcep_services.network.services :
    service.id => service.status
  }
}
