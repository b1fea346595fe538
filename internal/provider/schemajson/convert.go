package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The types below are the format described at
// https://developer.hashicorp.com/terraform/cli/commands/providers/schema#format-summary.

type document struct {
	FormatVersion string                    `json:"format_version"`
	Providers     map[string]providerSchema `json:"provider_schemas"`
}

type providerSchema struct {
	Provider           *schema              `json:"provider,omitempty"`
	Resources          map[string]*schema   `json:"resource_schemas,omitempty"`
	DataSources        map[string]*schema   `json:"data_source_schemas,omitempty"`
	EphemeralResources map[string]*schema   `json:"ephemeral_resource_schemas,omitempty"`
	ListResources      map[string]*schema   `json:"list_resource_schemas,omitempty"`
	Actions            map[string]*schema   `json:"action_schemas,omitempty"`
	Functions          map[string]*function `json:"functions,omitempty"`
	Identities         map[string]*identity `json:"resource_identity_schemas,omitempty"`
}

type schema struct {
	Version int64  `json:"version"`
	Block   *block `json:"block"`
}

type block struct {
	Attributes      map[string]*attribute   `json:"attributes,omitempty"`
	BlockTypes      map[string]*nestedBlock `json:"block_types,omitempty"`
	Description     string                  `json:"description,omitempty"`
	DescriptionKind string                  `json:"description_kind,omitempty"`
	Deprecated      bool                    `json:"deprecated,omitempty"`
}

type nestedBlock struct {
	Nesting  string `json:"nesting_mode"`
	Block    *block `json:"block"`
	MinItems int64  `json:"min_items,omitempty"`
	MaxItems int64  `json:"max_items,omitempty"`
}

type attribute struct {
	Type            json.RawMessage `json:"type,omitempty"`
	NestedType      *nestedType     `json:"nested_type,omitempty"`
	Description     string          `json:"description,omitempty"`
	DescriptionKind string          `json:"description_kind,omitempty"`
	Deprecated      bool            `json:"deprecated,omitempty"`
	Required        bool            `json:"required,omitempty"`
	Optional        bool            `json:"optional,omitempty"`
	Computed        bool            `json:"computed,omitempty"`
	Sensitive       bool            `json:"sensitive,omitempty"`
	WriteOnly       bool            `json:"write_only,omitempty"`
}

type nestedType struct {
	Attributes map[string]*attribute `json:"attributes"`
	Nesting    string                `json:"nesting_mode"`
}

type identity struct {
	Version    int64                         `json:"version"`
	Attributes map[string]*identityAttribute `json:"attributes"`
}

type identityAttribute struct {
	Type              json.RawMessage `json:"type"`
	Description       string          `json:"description,omitempty"`
	RequiredForImport bool            `json:"required_for_import,omitempty"`
	OptionalForImport bool            `json:"optional_for_import,omitempty"`
}

type function struct {
	Description        string          `json:"description,omitempty"`
	Summary            string          `json:"summary,omitempty"`
	DeprecationMessage string          `json:"deprecation_message,omitempty"`
	ReturnType         json.RawMessage `json:"return_type"`
	Parameters         []*parameter    `json:"parameters,omitempty"`
	Variadic           *parameter      `json:"variadic_parameter,omitempty"`
}

type parameter struct {
	Name        string          `json:"name,omitempty"`
	Description string          `json:"description,omitempty"`
	IsNullable  bool            `json:"is_nullable,omitempty"`
	Type        json.RawMessage `json:"type"`
}

func convert(
	in *tfprotov6.GetProviderSchemaResponse, identities *tfprotov6.GetResourceIdentitySchemasResponse,
) (providerSchema, error) {
	var out providerSchema
	var err error
	if out.Provider, err = convertSchema(in.Provider); err != nil {
		return out, fmt.Errorf("provider: %w", err)
	}
	if out.Resources, err = convertEach(in.ResourceSchemas, convertSchema); err != nil {
		return out, fmt.Errorf("resource %w", err)
	}
	if out.DataSources, err = convertEach(in.DataSourceSchemas, convertSchema); err != nil {
		return out, fmt.Errorf("data source %w", err)
	}
	if out.EphemeralResources, err = convertEach(in.EphemeralResourceSchemas, convertSchema); err != nil {
		return out, fmt.Errorf("ephemeral resource %w", err)
	}
	if out.ListResources, err = convertEach(in.ListResourceSchemas, convertSchema); err != nil {
		return out, fmt.Errorf("list resource %w", err)
	}
	if out.Actions, err = convertEach(in.ActionSchemas, convertAction); err != nil {
		return out, fmt.Errorf("action %w", err)
	}
	if out.Functions, err = convertEach(in.Functions, convertFunction); err != nil {
		return out, fmt.Errorf("function %w", err)
	}
	if out.Identities, err = convertEach(identities.IdentitySchemas, convertIdentity); err != nil {
		return out, fmt.Errorf("identity of %w", err)
	}
	return out, nil
}

// convertEach converts every entry of a map; an error names the entry it came from.
func convertEach[In, Out any](in map[string]In, one func(In) (Out, error)) (map[string]Out, error) {
	out := make(map[string]Out, len(in))
	for name, value := range in {
		converted, err := one(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = converted
	}
	return out, nil
}

func convertSchema(in *tfprotov6.Schema) (*schema, error) {
	if in == nil {
		return nil, nil //nolint:nilnil // a provider without a schema of that kind has nothing to print
	}
	converted, err := convertBlock(in.Block)
	if err != nil {
		return nil, err
	}
	return &schema{Version: in.Version, Block: converted}, nil
}

func convertAction(in *tfprotov6.ActionSchema) (*schema, error) {
	return convertSchema(in.Schema)
}

func convertBlock(in *tfprotov6.SchemaBlock) (*block, error) {
	attributes, err := convertAttributes(in.Attributes)
	if err != nil {
		return nil, err
	}
	out := &block{
		Attributes:      attributes,
		BlockTypes:      make(map[string]*nestedBlock, len(in.BlockTypes)),
		Description:     in.Description,
		DescriptionKind: descriptionKind(in.Description, in.DescriptionKind),
		Deprecated:      in.Deprecated,
	}
	for _, nested := range in.BlockTypes {
		inner, err := convertBlock(nested.Block)
		if err != nil {
			return nil, fmt.Errorf("block %s: %w", nested.TypeName, err)
		}
		mode, err := blockNesting(nested.Nesting)
		if err != nil {
			return nil, fmt.Errorf("block %s: %w", nested.TypeName, err)
		}
		out.BlockTypes[nested.TypeName] = &nestedBlock{
			Nesting: mode, Block: inner, MinItems: nested.MinItems, MaxItems: nested.MaxItems,
		}
	}
	return out, nil
}

func convertAttributes(in []*tfprotov6.SchemaAttribute) (map[string]*attribute, error) {
	out := make(map[string]*attribute, len(in))
	for _, a := range in {
		converted, err := convertAttribute(a)
		if err != nil {
			return nil, fmt.Errorf("attribute %s: %w", a.Name, err)
		}
		out[a.Name] = converted
	}
	return out, nil
}

func convertAttribute(in *tfprotov6.SchemaAttribute) (*attribute, error) {
	out := &attribute{
		Description:     in.Description,
		DescriptionKind: descriptionKind(in.Description, in.DescriptionKind),
		Deprecated:      in.Deprecated,
		Required:        in.Required,
		Optional:        in.Optional,
		Computed:        in.Computed,
		Sensitive:       in.Sensitive,
		WriteOnly:       in.WriteOnly,
	}
	if in.NestedType == nil {
		typ, err := typeJSON(in.Type)
		if err != nil {
			return nil, err
		}
		out.Type = typ
		return out, nil
	}
	nested, err := convertAttributes(in.NestedType.Attributes)
	if err != nil {
		return nil, err
	}
	mode, err := objectNesting(in.NestedType.Nesting)
	if err != nil {
		return nil, err
	}
	out.NestedType = &nestedType{Attributes: nested, Nesting: mode}
	return out, nil
}

func convertIdentity(in *tfprotov6.ResourceIdentitySchema) (*identity, error) {
	out := &identity{Version: in.Version, Attributes: make(map[string]*identityAttribute, len(in.IdentityAttributes))}
	for _, a := range in.IdentityAttributes {
		typ, err := typeJSON(a.Type)
		if err != nil {
			return nil, fmt.Errorf("attribute %s: %w", a.Name, err)
		}
		out.Attributes[a.Name] = &identityAttribute{
			Type:              typ,
			Description:       a.Description,
			RequiredForImport: a.RequiredForImport,
			OptionalForImport: a.OptionalForImport,
		}
	}
	return out, nil
}

func convertFunction(in *tfprotov6.Function) (*function, error) {
	returns, err := typeJSON(in.Return.Type)
	if err != nil {
		return nil, fmt.Errorf("return type: %w", err)
	}
	out := &function{
		Description:        in.Description,
		Summary:            in.Summary,
		DeprecationMessage: in.DeprecationMessage,
		ReturnType:         returns,
	}
	for _, p := range in.Parameters {
		converted, err := convertParameter(p)
		if err != nil {
			return nil, err
		}
		out.Parameters = append(out.Parameters, converted)
	}
	if in.VariadicParameter != nil {
		if out.Variadic, err = convertParameter(in.VariadicParameter); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func convertParameter(in *tfprotov6.FunctionParameter) (*parameter, error) {
	typ, err := typeJSON(in.Type)
	if err != nil {
		return nil, fmt.Errorf("parameter %s: %w", in.Name, err)
	}
	return &parameter{Name: in.Name, Description: in.Description, IsNullable: in.AllowNullValue, Type: typ}, nil
}

// typeJSON writes a type as Terraform does: "string", ["list","string"], ["object",{…}].
func typeJSON(in tftypes.Type) (json.RawMessage, error) {
	if in == nil {
		return nil, errors.New("no type")
	}
	//nolint:staticcheck // deprecated for use outside the plugin protocol's own libraries; the format is the one needed
	return in.MarshalJSON()
}

func descriptionKind(description string, kind tfprotov6.StringKind) string {
	switch {
	case description == "":
		return ""
	case kind == tfprotov6.StringKindMarkdown:
		return "markdown"
	default:
		return "plain"
	}
}

func blockNesting(in tfprotov6.SchemaNestedBlockNestingMode) (string, error) {
	switch in {
	case tfprotov6.SchemaNestedBlockNestingModeSingle:
		return "single", nil
	case tfprotov6.SchemaNestedBlockNestingModeList:
		return "list", nil
	case tfprotov6.SchemaNestedBlockNestingModeSet:
		return "set", nil
	case tfprotov6.SchemaNestedBlockNestingModeMap:
		return "map", nil
	case tfprotov6.SchemaNestedBlockNestingModeGroup:
		return "group", nil
	case tfprotov6.SchemaNestedBlockNestingModeInvalid:
	}
	return "", fmt.Errorf("unknown nesting mode %s", in)
}

func objectNesting(in tfprotov6.SchemaObjectNestingMode) (string, error) {
	switch in {
	case tfprotov6.SchemaObjectNestingModeSingle:
		return "single", nil
	case tfprotov6.SchemaObjectNestingModeList:
		return "list", nil
	case tfprotov6.SchemaObjectNestingModeSet:
		return "set", nil
	case tfprotov6.SchemaObjectNestingModeMap:
		return "map", nil
	case tfprotov6.SchemaObjectNestingModeInvalid:
	}
	return "", fmt.Errorf("unknown nesting mode %s", in)
}
