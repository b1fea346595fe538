terraform {
  required_version = ">= 1.6"

  required_providers {
    opentelekomcloud = {
      source  = "otc-vpcep/opentelekomcloud"
      version = ">= 0.1"
    }
  }
}
