package main

import (
	"errors"
	"fmt"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// convert refuses what the provider does not have yet, so that the documentation cannot miss it once it has.
func convert(
	in *tfprotov6.GetProviderSchemaResponse, identities *tfprotov6.GetResourceIdentitySchemasResponse,
) (*tfjson.ProviderSchema, error) {
	if len(in.EphemeralResourceSchemas) > 0 {
		return nil, errors.New("the provider has ephemeral resources, which schemajson does not convert yet")
	}
	config, err := convertSchema(in.Provider)
	if err != nil {
		return nil, fmt.Errorf("provider: %w", err)
	}
	resources, err := convertSchemas(in.ResourceSchemas)
	if err != nil {
		return nil, fmt.Errorf("resource %w", err)
	}
	dataSources, err := convertSchemas(in.DataSourceSchemas)
	if err != nil {
		return nil, fmt.Errorf("data source %w", err)
	}
	functions, err := convertFunctions(in.Functions)
	if err != nil {
		return nil, fmt.Errorf("function %w", err)
	}
	actions, err := convertActions(in.ActionSchemas)
	if err != nil {
		return nil, fmt.Errorf("action %w", err)
	}
	listResources, err := convertSchemas(in.ListResourceSchemas)
	if err != nil {
		return nil, fmt.Errorf("list resource %w", err)
	}
	identitySchemas, err := convertIdentities(identities.IdentitySchemas)
	if err != nil {
		return nil, fmt.Errorf("identity of %w", err)
	}
	return &tfjson.ProviderSchema{
		ConfigSchema: config, ResourceSchemas: resources, DataSourceSchemas: dataSources, Functions: functions, ActionSchemas: actions,
		ListResourceSchemas: listResources, ResourceIdentitySchemas: identitySchemas,
	}, nil
}

func convertActions(in map[string]*tfprotov6.ActionSchema) (map[string]*tfjson.ActionSchema, error) {
	out := make(map[string]*tfjson.ActionSchema, len(in))
	for name, action := range in {
		block, err := convertBlock(action.Schema.Block)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = &tfjson.ActionSchema{Block: block}
	}
	return out, nil
}

func convertSchemas(in map[string]*tfprotov6.Schema) (map[string]*tfjson.Schema, error) {
	out := make(map[string]*tfjson.Schema, len(in))
	for name, schema := range in {
		var err error
		if out[name], err = convertSchema(schema); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}

func convertSchema(in *tfprotov6.Schema) (*tfjson.Schema, error) {
	block, err := convertBlock(in.Block)
	if err != nil {
		return nil, err
	}
	return &tfjson.Schema{Version: uint64(max(in.Version, 0)), Block: block}, nil
}

func convertBlock(in *tfprotov6.SchemaBlock) (*tfjson.SchemaBlock, error) {
	attributes, err := convertAttributes(in.Attributes)
	if err != nil {
		return nil, err
	}
	nested := make(map[string]*tfjson.SchemaBlockType, len(in.BlockTypes))
	for _, block := range in.BlockTypes {
		inner, err := convertBlock(block.Block)
		if err != nil {
			return nil, fmt.Errorf("block %s: %w", block.TypeName, err)
		}
		nested[block.TypeName] = &tfjson.SchemaBlockType{
			NestingMode: nestingMode(block.Nesting), Block: inner,
			MinItems: uint64(max(block.MinItems, 0)), MaxItems: uint64(max(block.MaxItems, 0)),
		}
	}
	return &tfjson.SchemaBlock{
		Attributes: attributes, NestedBlocks: nested, Deprecated: in.Deprecated,
		Description: in.Description, DescriptionKind: descriptionKind(in.Description, in.DescriptionKind),
	}, nil
}

func convertAttributes(in []*tfprotov6.SchemaAttribute) (map[string]*tfjson.SchemaAttribute, error) {
	out := make(map[string]*tfjson.SchemaAttribute, len(in))
	for _, attribute := range in {
		converted, err := convertAttribute(attribute)
		if err != nil {
			return nil, fmt.Errorf("attribute %s: %w", attribute.Name, err)
		}
		out[attribute.Name] = converted
	}
	return out, nil
}

func convertAttribute(in *tfprotov6.SchemaAttribute) (*tfjson.SchemaAttribute, error) {
	out := &tfjson.SchemaAttribute{
		Description: in.Description, DescriptionKind: descriptionKind(in.Description, in.DescriptionKind),
		Deprecated: in.Deprecated, Required: in.Required, Optional: in.Optional, Computed: in.Computed,
		Sensitive: in.Sensitive, WriteOnly: in.WriteOnly,
	}
	var err error
	if in.NestedType == nil {
		out.AttributeType, err = convertType(in.Type)
		return out, err
	}
	out.AttributeNestedType = &tfjson.SchemaNestedAttributeType{NestingMode: nestingMode(in.NestedType.Nesting)}
	out.AttributeNestedType.Attributes, err = convertAttributes(in.NestedType.Attributes)
	return out, err
}

// convertType goes by the form that both kinds of types have in JSON.
func convertType(in tftypes.Type) (cty.Type, error) {
	//nolint:staticcheck // deprecated for use outside the plugin protocol's own libraries; the format is the one needed
	text, err := in.MarshalJSON()
	if err != nil {
		return cty.NilType, err
	}
	return ctyjson.UnmarshalType(text)
}

func nestingMode(in fmt.Stringer) tfjson.SchemaNestingMode {
	return tfjson.SchemaNestingMode(strings.ToLower(in.String()))
}

func descriptionKind(description string, kind tfprotov6.StringKind) tfjson.SchemaDescriptionKind {
	switch {
	case description == "":
		return ""
	case kind == tfprotov6.StringKindMarkdown:
		return tfjson.SchemaDescriptionKindMarkdown
	default:
		return tfjson.SchemaDescriptionKindPlain
	}
}
