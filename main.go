// Command terraform-provider-opentelekomcloud is a Terraform provider for the VPC Endpoint service
// of Open Telekom Cloud.
package main

import (
	"context"
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// version is set by the linker for a release.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "run so that a debugger can be attached")
	flag.Parse()

	err := providerserver.Serve(context.Background(), provider.New(version), providerserver.ServeOpts{
		Address: "registry.terraform.io/otc-vpcep/opentelekomcloud",
		Debug:   *debug,
	})
	if err != nil {
		log.Fatal(err)
	}
}
