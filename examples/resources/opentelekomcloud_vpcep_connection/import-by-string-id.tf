import {
  to = opentelekomcloud_vpcep_connection.partner
  id = "4189d3c2-8882-4871-a3c2-d380272eed81/705290f3-0d00-41f2-aedc-71f09844e879"
}
