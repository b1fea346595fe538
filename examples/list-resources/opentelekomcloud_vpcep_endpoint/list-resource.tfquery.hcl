# Up to 10 endpoints, with the values of all attributes.
list "opentelekomcloud_vpcep_endpoint" "main" {
  provider         = opentelekomcloud
  include_resource = true
  limit            = 10

  config {
    vpc_id = "4189d3c2-8882-4871-a3c2-d380272eed80"
  }
}
