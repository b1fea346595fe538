resource "opentelekomcloud_vpcep_approval_v1" "shop" {
  service_id = "234636b6-ad03-455f-a3ed-f780d8d295e8"
  endpoints  = ["68200f0b-396a-4086-a949-9e1dfdc37c4b"]
}
