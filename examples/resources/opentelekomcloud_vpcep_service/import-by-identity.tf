import {
  to = opentelekomcloud_vpcep_service.shop
  identity = {
    id = "4189d3c2-8882-4871-a3c2-d380272eed81"
  }
}
