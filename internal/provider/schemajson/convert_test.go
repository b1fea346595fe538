package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func TestConvert(t *testing.T) {
	t.Parallel()
	in := &tfprotov6.GetProviderSchemaResponse{
		Provider: &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{
			Attributes: []*tfprotov6.SchemaAttribute{
				{Name: "password", Type: tftypes.String, Optional: true, Sensitive: true, Description: "The password."},
				{Name: "endpoints", Type: tftypes.Map{ElementType: tftypes.String}, Optional: true, Deprecated: true},
			},
		}},
		ResourceSchemas: map[string]*tfprotov6.Schema{"cloud_thing": {Version: 2, Block: &tfprotov6.SchemaBlock{
			Description:     "A *thing*.",
			DescriptionKind: tfprotov6.StringKindMarkdown,
			Attributes: []*tfprotov6.SchemaAttribute{
				{Name: "id", Type: tftypes.String, Computed: true},
				{Name: "ports", Required: true, NestedType: &tfprotov6.SchemaObject{
					Nesting: tfprotov6.SchemaObjectNestingModeSet,
					Attributes: []*tfprotov6.SchemaAttribute{
						{Name: "client_port", Type: tftypes.Number, Required: true},
					},
				}},
			},
			BlockTypes: []*tfprotov6.SchemaNestedBlock{{
				TypeName: "timeouts",
				Nesting:  tfprotov6.SchemaNestedBlockNestingModeSingle,
				Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
					{Name: "create", Type: tftypes.String, Optional: true},
				}},
			}},
		}}},
		DataSourceSchemas: map[string]*tfprotov6.Schema{"cloud_look": {Block: &tfprotov6.SchemaBlock{}}},
		ActionSchemas: map[string]*tfprotov6.ActionSchema{"cloud_do": {Schema: &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{
			Description: "Does.",
			Attributes:  []*tfprotov6.SchemaAttribute{{Name: "id", Type: tftypes.String, Required: true}},
		}}}},
		ListResourceSchemas: map[string]*tfprotov6.Schema{"cloud_thing": {Block: &tfprotov6.SchemaBlock{Description: "Lists."}}},
		Functions: map[string]*tfprotov6.Function{"split": {
			Summary: "Splits.", Description: "Splits *texts*.", DescriptionKind: tfprotov6.StringKindMarkdown, DeprecationMessage: "Use cut.",
			Parameters:        []*tfprotov6.FunctionParameter{{Name: "text", Description: "The text.", AllowNullValue: true, Type: tftypes.String}},
			VariadicParameter: &tfprotov6.FunctionParameter{Name: "at", Type: tftypes.Number},
			Return:            &tfprotov6.FunctionReturn{Type: tftypes.Object{AttributeTypes: map[string]tftypes.Type{"first": tftypes.String}}},
		}},
	}
	const want = `{
		"provider": {"version": 0, "block": {"attributes": {
			"password": {"type": "string", "description": "The password.", "description_kind": "plain",
				"optional": true, "sensitive": true},
			"endpoints": {"type": ["map", "string"], "optional": true, "deprecated": true}
		}}},
		"resource_schemas": {"cloud_thing": {"version": 2, "block": {
			"description": "A *thing*.", "description_kind": "markdown",
			"attributes": {
				"id": {"type": "string", "computed": true},
				"ports": {"required": true, "nested_type": {
					"nesting_mode": "set",
					"attributes": {"client_port": {"type": "number", "required": true}}
				}}
			},
			"block_types": {"timeouts": {"nesting_mode": "single", "block": {
				"attributes": {"create": {"type": "string", "optional": true}}
			}}}
		}}},
		"data_source_schemas": {"cloud_look": {"version": 0, "block": {}}},
		"action_schemas": {"cloud_do": {"block": {
			"description": "Does.", "description_kind": "plain", "attributes": {"id": {"type": "string", "required": true}}
		}}},
		"list_resource_schemas": {"cloud_thing": {"version": 0, "block": {"description": "Lists.", "description_kind": "plain"}}},
		"resource_identity_schemas": {"cloud_thing": {"version": 1, "attributes": {
			"id": {"type": "string", "description": "The id.", "required_for_import": true},
			"region": {"type": "string", "optional_for_import": true}
		}}},
		"functions": {"split": {
			"summary": "Splits.", "description": "Splits *texts*.", "deprecation_message": "Use cut.",
			"parameters": [{"name": "text", "description": "The text.", "is_nullable": true, "type": "string"}],
			"variadic_parameter": {"name": "at", "type": "number"},
			"return_type": ["object", {"first": "string"}]
		}}
	}`

	converted, err := convert(in, &tfprotov6.GetResourceIdentitySchemasResponse{
		IdentitySchemas: map[string]*tfprotov6.ResourceIdentitySchema{"cloud_thing": {
			Version: 1, IdentityAttributes: []*tfprotov6.ResourceIdentitySchemaAttribute{
				{Name: "id", Type: tftypes.String, RequiredForImport: true, Description: "The id."},
				{Name: "region", Type: tftypes.String, OptionalForImport: true},
			},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	printed, err := json.Marshal(converted)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decode(t, want), decode(t, string(printed))); diff != "" {
		t.Errorf("unexpected schema (-want +got):\n%s", diff)
	}
}

func TestConvertRefusesWhatItWouldLeaveOut(t *testing.T) {
	t.Parallel()
	in := &tfprotov6.GetProviderSchemaResponse{
		Provider:                 &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{}},
		EphemeralResourceSchemas: map[string]*tfprotov6.Schema{"cloud_secret": {}},
	}
	_, err := convert(in, &tfprotov6.GetResourceIdentitySchemasResponse{})
	if err == nil || !strings.Contains(err.Error(), "ephemeral resources") {
		t.Errorf("got %v, want an error that names ephemeral resources", err)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	warning := &tfprotov6.Diagnostic{Severity: tfprotov6.DiagnosticSeverityWarning, Summary: "careful"}
	failure := &tfprotov6.Diagnostic{Severity: tfprotov6.DiagnosticSeverityError, Summary: "broken", Detail: "why"}
	if err := faults([]*tfprotov6.Diagnostic{warning}); err != nil {
		t.Errorf("a warning became an error: %v", err)
	}
	err := faults([]*tfprotov6.Diagnostic{warning, failure})
	if err == nil || err.Error() != "broken: why" {
		t.Errorf("got %v, want the one error", err)
	}
}

func decode(t *testing.T, text string) any {
	t.Helper()
	var out any
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}
