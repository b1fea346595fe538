import {
  to = opentelekomcloud_vpcep_connection.partner
  identity = {
    service_id  = "4189d3c2-8882-4871-a3c2-d380272eed81"
    endpoint_id = "705290f3-0d00-41f2-aedc-71f09844e879"
  }
}
