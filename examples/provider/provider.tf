terraform {
  required_providers {
    opentelekomcloud = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

# The password comes from OS_PASSWORD in the environment.
provider "opentelekomcloud" {
  auth_url    = "https://iam.eu-de.otc.t-systems.com/v3"
  domain_name = "OTC-EU-DE-00000000001000000001"
  tenant_name = "eu-de_production"
  user_name   = "terraform"
}
