package vpcep

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	tfpath "github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// sourceVersion is the schema version of all types of resources that can be moved.
const sourceVersion = 0

// moveTarget is a resource of this provider that the state of other resources can be moved to.
type moveTarget struct {
	typeName string
	sources  []moveSource
	// importID returns the id by which the object in a state is imported, or "". The state may be damaged.
	importID func(source map[string]any) string
}

// moveSource is a type of resource of another provider. Its name tells which provider. The source address does not: it is bare or
// full depending on the CLI, differs in forks and mirrors, and is that of this provider after terraform state replace-provider.
type moveSource struct {
	typeName string
	// attributes are those of this provider's resource. Terraform reads the resource after a move, so that attributes which are
	// missing here, or which the source does not know, are null only until then.
	attributes map[string]sourceAttribute
	// derive returns the attributes that are made of several attributes of the source. It may be nil.
	derive func(source map[string]any) (map[string]attr.Value, error)
	// unsupported are attributes of the source that this provider cannot manage. Those that are set are named in a warning.
	unsupported []string
}

// sourceAttribute is an attribute of the source, and the conversion of a value that is not null.
type sourceAttribute struct {
	name    string
	convert func(value any) (attr.Value, error)
}

// movers returns the only mover of a resource. It returns an error also for sources that it does not know, because the
// framework's own error does not say what to do.
func (t moveTarget) movers() []resource.StateMover {
	return []resource.StateMover{{StateMover: t.move}}
}

func (t moveTarget) move(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
	source, err := decodeSource(req.SourceRawState)
	if err == nil {
		err = t.convert(ctx, req, source, resp)
	}
	if err != nil {
		resp.Diagnostics.Append(t.failed(req, source, err))
		return
	}
	if idIn(source) != "" { // it is null after a create whose outcome is not known
		markMoved(ctx, req.SourceTypeName, resp)
	}
}

func (t moveTarget) convert(
	ctx context.Context, req resource.MoveStateRequest, source map[string]any, resp *resource.MoveStateResponse,
) error {
	if req.SourceTypeName == t.typeName {
		return passThrough(ctx, req, resp)
	}
	for _, s := range t.sources {
		if req.SourceTypeName != s.typeName {
			continue
		}
		if req.SourceSchemaVersion != sourceVersion {
			return versionError{req.SourceSchemaVersion, sourceVersion}
		}
		return s.convert(ctx, source, resp)
	}
	return errNotMovable
}

// passThrough keeps the state of the same type of resource, which another source address of this provider has written.
func passThrough(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) error {
	if version := resp.TargetState.Schema.GetVersion(); req.SourceSchemaVersion != version {
		return versionError{req.SourceSchemaVersion, version}
	}
	state, err := req.SourceRawState.UnmarshalWithOpts(resp.TargetState.Schema.Type().TerraformType(ctx),
		tfprotov6.UnmarshalOpts{ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true}})
	if err != nil {
		return fmt.Errorf("the state does not match the schema: %w", err)
	}
	resp.TargetState.Raw, resp.TargetPrivate = state, req.SourcePrivate
	return nil
}

func (s moveSource) convert(ctx context.Context, source map[string]any, resp *resource.MoveStateResponse) error {
	if !framework.IsUUID(idIn(source)) {
		return &attributeError{"id", fmt.Errorf("is not an id of the cloud: %s", asJSON(source["id"]))}
	}
	values := map[string]attr.Value{}
	for _, target := range slices.Sorted(maps.Keys(s.attributes)) {
		attribute := s.attributes[target]
		value, ok := source[attribute.name]
		if !ok || value == nil {
			continue
		}
		var err error
		if values[target], err = attribute.convert(value); err != nil {
			return &attributeError{attribute.name, err}
		}
	}
	if s.derive != nil {
		derived, err := s.derive(source)
		if err != nil {
			return err
		}
		maps.Copy(values, derived)
	}
	for target, value := range values {
		resp.Diagnostics.Append(resp.TargetState.SetAttribute(ctx, tfpath.Root(target), value)...)
	}
	if lost := slices.DeleteFunc(slices.Clone(s.unsupported), func(name string) bool { return !isSet(source[name]) }); len(lost) > 0 {
		resp.Diagnostics.AddWarning("Attributes of "+s.typeName+" are no longer managed", "This provider has no attributes for: "+
			strings.Join(lost, ", ")+". What they set stays as it is in the cloud.")
	}
	return nil
}

// idIn returns the id in a state, or "".
func idIn(source map[string]any) string {
	id, _ := source["id"].(string)
	return id
}

// isSet reports whether a value is more than a default. "null" is a JSON text without a policy.
func isSet(value any) bool {
	switch value := value.(type) {
	case nil:
		return false
	case string:
		return value != "" && value != "null"
	case bool:
		return value
	case []any:
		return len(value) > 0
	default:
		return true
	}
}

func decodeSource(raw *tfprotov6.RawState) (source map[string]any, err error) {
	if raw == nil || len(raw.JSON) == 0 {
		return nil, errors.New("the state is empty, or was written by Terraform 0.11")
	}
	decoder := json.NewDecoder(bytes.NewReader(raw.JSON))
	decoder.UseNumber() // a marker_id can exceed the precision of float64
	if err := decoder.Decode(&source); err != nil {
		return nil, fmt.Errorf("the state is damaged: %w", err)
	}
	if source == nil {
		return nil, errors.New("the state is damaged: it has no attributes")
	}
	return source, nil
}
