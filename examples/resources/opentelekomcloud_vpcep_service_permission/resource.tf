# Permits a customer's account to connect to a service that another team manages.
data "opentelekomcloud_vpcep_service" "shop" {
  service_name = "shop"
}

resource "opentelekomcloud_vpcep_service_permission" "customer" {
  service_id = data.opentelekomcloud_vpcep_service.shop.id
  permission = "6e9dfd51d1124e8d8498dce894923a0d" # the account's domain id
}
