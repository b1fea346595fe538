list "opentelekomcloud_vpcep_connection" "rejected" {
  provider = opentelekomcloud

  config {
    service_id = "4189d3c2-8882-4871-a3c2-d380272eed81"
    status     = "rejected"
  }
}
