// Command terraform-provider-opentelekomcloud is a Terraform provider for the VPC Endpoint service
// of Open Telekom Cloud.
package main

import (
	"flag"
	"log"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// version is set by the linker for a release.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "run so that a debugger can be attached")
	flag.Parse()

	if err := provider.Serve(version, *debug); err != nil {
		log.Fatal(err)
	}
}
