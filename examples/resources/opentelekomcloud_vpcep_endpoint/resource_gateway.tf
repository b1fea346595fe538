# Connects to the cloud's object storage without the internet. Services of the type gateway are reached through routes.
data "opentelekomcloud_vpcep_public_service" "obs" {
  service_name = "com.t-systems.otc.eu-de.obs"
}

resource "opentelekomcloud_vpcep_endpoint" "obs" {
  endpoint_service_id = data.opentelekomcloud_vpcep_public_service.obs.id
  vpc_id              = "4189d3c2-8882-4871-a3c2-d380272eed80"
  routetables         = ["6416b1df-bbe8-4e51-8fa3-4d169b8cc3aa"]

  policy_statement = [
    {
      effect   = "Allow"
      action   = ["obs:object:*"]
      resource = ["obs:*:*:*:backups/*"]
    },
  ]
}
