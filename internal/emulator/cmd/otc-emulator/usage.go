package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const introduction = `otc-emulator emulates the identity service (IAM) and the VPC Endpoint service of Open Telekom Cloud, to test
Terraform modules without an account. It has two accounts, owner and consumer. It prints the environment variables that sign in
to it, then a line for each request, and stops on SIGINT or SIGTERM.

  otc-emulator -env-file otc.env         # in one shell
  . ./otc.env && terraform apply         # in another

`

const reference = `Fault rules have the form [METHOD] TARGET KIND [name=value ...]:

  create-service 503 times=2                        the first two creates fail
  create-endpoint create-fails code=EndPoint.2041   the endpoint changes to failed
  vpcep 429 probability=0.1 retry-after=1           one request in ten is throttled

TARGET is vpcep, iam, *, a path such as /vpc-endpoints/*, or an operation:
%s

On the address that it listens on:

  /                                   in a browser, what the emulator has and the latest requests
  GET    /_emulator/state             accounts, services, endpoints and fault rules, as JSON
  GET    /_emulator/requests          the request log; DELETE clears it
  GET    /_emulator/faults            the fault rules; POST adds rules, one per line, DELETE removes all
  PATCH  /_emulator/services/{id}     changes fields of a service, as if it were done elsewhere; DELETE removes the service
  POST   /_emulator/expire-tokens     makes all tokens expire

Guide: https://registry.terraform.io/providers/otc-vpcep/opentelekomcloud/latest/docs/guides/emulator
`

// printUsage prints the help: the flags in groups, the syntax of fault rules and the hooks.
func printUsage(w io.Writer) error {
	text := bytes.NewBufferString(introduction)
	for _, group := range flagGroups(new(config)) {
		fmt.Fprintf(text, "%s:\n", group.Name())
		group.SetOutput(text)
		group.PrintDefaults()
		text.WriteString("\n")
	}
	fmt.Fprintf(text, reference, wrap(emulator.Operations(), 110))
	_, err := w.Write(text.Bytes())
	return err
}

// wrap joins words with commas into indented lines of at most width characters.
func wrap(words []string, width int) string {
	var lines []string
	line := " "
	for i, word := range words {
		if i < len(words)-1 {
			word += ","
		}
		if len(line)+len(word) >= width {
			lines, line = append(lines, line), " "
		}
		line += " " + word
	}
	return strings.Join(append(lines, line), "\n")
}
