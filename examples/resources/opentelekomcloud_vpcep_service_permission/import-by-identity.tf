import {
  to = opentelekomcloud_vpcep_service_permission.customer
  identity = {
    service_id = "4189d3c2-8882-4871-a3c2-d380272eed81"
    permission = "6e9dfd51d1124e8d8498dce894923a0d"
  }
}
