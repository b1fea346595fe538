import {
  to = opentelekomcloud_vpcep_endpoint.shop
  identity = {
    id = "705290f3-0d00-41f2-aedc-71f09844e879"
  }
}
