package main

import (
	"fmt"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func convertIdentities(in map[string]*tfprotov6.ResourceIdentitySchema) (map[string]*tfjson.IdentitySchema, error) {
	out := make(map[string]*tfjson.IdentitySchema, len(in))
	for name, schema := range in {
		attributes := make(map[string]*tfjson.IdentityAttribute, len(schema.IdentityAttributes))
		for _, a := range schema.IdentityAttributes {
			converted, err := convertType(a.Type)
			if err != nil {
				return nil, fmt.Errorf("%s: attribute %s: %w", name, a.Name, err)
			}
			attributes[a.Name] = &tfjson.IdentityAttribute{
				IdentityType: converted, Description: a.Description,
				RequiredForImport: a.RequiredForImport, OptionalForImport: a.OptionalForImport,
			}
		}
		out[name] = &tfjson.IdentitySchema{Version: uint64(max(schema.Version, 0)), Attributes: attributes}
	}
	return out, nil
}
