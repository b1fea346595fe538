locals {
  endpoints = toset([
    "68200f0b-396a-4086-a949-9e1dfdc37c4b",
    "705290f3-0d00-41f2-aedc-71f09844e879",
  ])
}

import {
  for_each = local.endpoints
  to       = opentelekomcloud_vpcep_connection.shop[each.key]
  id       = "234636b6-ad03-455f-a3ed-f780d8d295e8/${each.key}"
}

resource "opentelekomcloud_vpcep_connection" "shop" {
  for_each    = local.endpoints
  service_id  = "234636b6-ad03-455f-a3ed-f780d8d295e8"
  endpoint_id = each.key
  status      = "accepted"
}
