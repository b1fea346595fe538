// Command schemajson prints the provider's schema in the form of `terraform providers schema -json`, so that the
// documentation comes out the same whichever Terraform is installed, or none.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// providerName is the key under which tfplugindocs looks for the schema: its -provider-name.
const providerName = "opentelekomcloud"

func main() {
	server := provider.NewServer("dev")
	if err := run(context.Background(), server, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "schemajson:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, server tfprotov6.ProviderServer, out io.Writer) error {
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return fmt.Errorf("reading the provider's schema: %w", err)
	}
	if err := faults(schemas.Diagnostics); err != nil {
		return fmt.Errorf("reading the provider's schema: %w", err)
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return fmt.Errorf("reading the identity schemas: %w", err)
	}
	if err := faults(identities.Diagnostics); err != nil {
		return fmt.Errorf("reading the identity schemas: %w", err)
	}
	converted, err := convert(schemas, identities)
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(tfjson.ProviderSchemas{
		FormatVersion: "1.0",
		Schemas:       map[string]*tfjson.ProviderSchema{providerName: converted},
	})
}

func faults(diagnostics []*tfprotov6.Diagnostic) error {
	var all []error
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			all = append(all, fmt.Errorf("%s: %s", d.Summary, d.Detail))
		}
	}
	return errors.Join(all...)
}
