# Accepts the endpoints of known accounts that wait for a decision, whenever it is invoked:
#
#   terraform apply -invoke=action.opentelekomcloud_vpcep_accept_connection.partners
action "opentelekomcloud_vpcep_accept_connection" "partners" {
  config {
    service_id = "4189d3c2-8882-4871-a3c2-d380272eed81"
    accounts   = ["6e9dfd51d1124e8d8498dce894923a0d"] # domain ids
  }
}
