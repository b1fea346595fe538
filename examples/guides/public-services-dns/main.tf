terraform {
  required_providers {
    opentelekomcloud = {
      source = "opentelekomcloud/opentelekomcloud"
    }
    vpcep = {
      source = "otc-vpcep/opentelekomcloud"
    }
  }
}

resource "opentelekomcloud_vpcep_endpoint" "shop" {
  provider = vpcep

  endpoint_service_id = "4189d3c2-8882-4871-a3c2-d380272eed81"
  vpc_id              = "4189d3c2-8882-4871-a3c2-d380272eed80"
  subnet_id           = "61881173-3899-4981-a700-170253d469b6"
}

resource "opentelekomcloud_dns_zone_v2" "internal" {
  name = "internal.example.com."
  type = "private"

  router {
    router_id     = opentelekomcloud_vpcep_endpoint.shop.vpc_id
    router_region = "eu-de"
  }
}

resource "opentelekomcloud_dns_recordset_v2" "shop" {
  zone_id = opentelekomcloud_dns_zone_v2.internal.id
  name    = "shop.internal.example.com."
  type    = "A"
  ttl     = 300
  records = [opentelekomcloud_vpcep_endpoint.shop.ip]
}
