import {
  to = opentelekomcloud_vpcep_service.shop
  id = "234636b6-ad03-455f-a3ed-f780d8d295e8"
}

import {
  to = opentelekomcloud_vpcep_endpoint.shop
  id = "68200f0b-396a-4086-a949-9e1dfdc37c4b"
}

import {
  to = opentelekomcloud_vpcep_connection.shop
  id = "234636b6-ad03-455f-a3ed-f780d8d295e8/68200f0b-396a-4086-a949-9e1dfdc37c4b"
}
