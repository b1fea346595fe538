// Command terraform-provider-opentelekomcloud is a Terraform provider for the VPC Endpoint service
// of Open Telekom Cloud.
package main

import (
	"flag"
	"fmt"
	"log"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// version is set by the linker for a release.
var version = "dev"

func main() {
	log.SetFlags(0)
	debug := flag.Bool("debug", false, "run so that a debugger can be attached")
	showVersion := flag.Bool("version", false, "print the version")
	flag.Parse()

	if *showVersion {
		fmt.Println("terraform-provider-opentelekomcloud", version)
		return
	}
	if err := provider.Serve(version, *debug); err != nil {
		log.Fatal(err)
	}
}
