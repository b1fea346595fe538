# Rejects all endpoints that wait for a decision:
#
#   terraform apply -invoke=action.opentelekomcloud_vpcep_reject_connection.pending
action "opentelekomcloud_vpcep_reject_connection" "pending" {
  config {
    service_id  = "4189d3c2-8882-4871-a3c2-d380272eed81"
    all_pending = true
  }
}
