list "opentelekomcloud_vpcep_service" "shop" {
  provider = opentelekomcloud

  config {
    tags = { team = "shop" }
  }
}
