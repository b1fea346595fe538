package setwire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// sets are the sets of a resource.
type sets struct {
	object tftypes.Type // with lists
	// defaults has the name of each set, and of the attributes of its elements what they are where they are null, encoded.
	defaults map[string]map[string][]byte
}

func newSets() *sets { return &sets{defaults: map[string]map[string][]byte{}} }

// add adds an attribute if it is a set.
func (s *sets) add(ctx context.Context, name string, a schema.Attribute) error {
	nested := attributesOf(a)
	if hasMarked(nested) {
		return fmt.Errorf("%s has a set of this package within", name)
	}
	if _, ok := a.(marked); !ok {
		return nil
	}
	encoded := map[string][]byte{}
	for part, n := range nested {
		withDefault, ok := n.(interface{ StringDefaultValue() defaults.String })
		if ok && withDefault.StringDefaultValue() != nil {
			var resp defaults.StringResponse
			withDefault.StringDefaultValue().DefaultString(ctx, defaults.StringRequest{}, &resp)
			value, err := tfprotov6.NewDynamicValue(tftypes.String, tftypes.NewValue(tftypes.String, resp.PlanValue.ValueString()))
			if err != nil {
				return err
			}
			encoded[part] = value.MsgPack
			continue
		}
		if n.IsComputed() {
			return fmt.Errorf("%s.%s is computed and has no text for a default: its elements cannot be planned", name, part)
		}
	}
	s.defaults[name] = encoded
	return nil
}

// show changes a schema from lists to sets.
func (s *sets) show(shown *tfprotov6.Schema) error {
	count := 0
	for _, a := range shown.Block.Attributes {
		if _, ok := s.defaults[a.Name]; !ok {
			continue
		}
		count++
		if a.NestedType != nil {
			a.NestedType.Nesting = tfprotov6.SchemaObjectNestingModeSet
			continue
		}
		list, ok := a.Type.(tftypes.List)
		if !ok {
			return fmt.Errorf("%s is of the type %s, not a list", a.Name, a.Type)
		}
		a.Type = tftypes.Set{ElementType: list.ElementType}
	}
	if count != len(s.defaults) {
		return errors.New("sets are missing from the schema")
	}
	return nil
}

// ordered returns a value with its sets in canonical order. Sets that are not null in template, if given, are copied from it. It
// returns the value itself if nothing changes, or if it cannot be decoded: the framework then reports the error.
func (s *sets) ordered(value, template *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	if s == nil || value == nil {
		return value
	}
	value = s.inMsgPack(value)
	var configured map[string][]byte
	if template != nil {
		configured = s.find(s.inMsgPack(template).MsgPack)
	}
	raw := value.MsgPack
	h, err := readHeader(raw)
	if err != nil || h.kind != object {
		return value // null or unknown
	}
	var result []byte
	copied := 0 // how much of raw is in the result
	rest := raw[h.size:]
	for range h.length {
		name, after, err := key(rest)
		if err != nil {
			return value
		}
		had, after, err := next(after)
		if err != nil {
			return value
		}
		rest = after
		defaults, isSet := s.defaults[string(name)]
		if !isSet {
			continue
		}
		want := had
		if c, ok := configured[string(name)]; ok && c[0] != codeNull {
			want = c
		}
		if want = inOrder(want, defaults); !bytes.Equal(want, had) {
			end := len(raw) - len(rest)
			result = append(append(result, raw[copied:end-len(had)]...), want...)
			copied = end
		}
	}
	if copied == 0 {
		return value
	}
	return &tfprotov6.DynamicValue{MsgPack: append(result, raw[copied:]...)}
}

// inMsgPack returns a value in MessagePack. Terraform never sends JSON, but the protocol allows it to.
func (s *sets) inMsgPack(value *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	if value.JSON == nil {
		return value
	}
	decoded, err := value.Unmarshal(s.object)
	if err != nil {
		return value
	}
	encoded, err := tfprotov6.NewDynamicValue(s.object, decoded)
	if err != nil {
		return value
	}
	return &encoded
}

// find returns the sets in an object, and none where it is null, unknown or malformed.
func (s *sets) find(raw []byte) map[string][]byte {
	h, err := readHeader(raw)
	if err != nil || h.kind != object {
		return nil
	}
	found, rest := make(map[string][]byte, len(s.defaults)), raw[h.size:]
	var name, value []byte
	for range h.length {
		if name, rest, err = key(rest); err != nil {
			return nil
		}
		if value, rest, err = next(rest); err != nil {
			return nil
		}
		if _, ok := s.defaults[string(name)]; ok {
			found[string(name)] = value
		}
	}
	return found
}

// inOrder returns a set as a list: in order and without duplicates.
func inOrder(raw []byte, defaults map[string][]byte) []byte {
	list, err := elements(raw)
	if err != nil {
		return raw // null or unknown
	}
	order := func(a, b []byte) int {
		if o := compare(a, b, defaults); o != 0 {
			return o
		}
		return bytes.Compare(a, b)
	}
	same := func(a, b []byte) bool { return bytes.Equal(a, b) && !hasUnknown(a) }
	ascending := true
	for i := range len(list) - 1 {
		o := order(list[i], list[i+1])
		if o > 0 || o == 0 && same(list[i], list[i+1]) {
			ascending = false
			break
		}
	}
	if ascending {
		return raw
	}
	slices.SortStableFunc(list, order)
	return appendArray(make([]byte, 0, len(raw)), slices.CompactFunc(list, same))
}

// cut ends a path at a set, because Terraform does not address the elements of a set by index.
func (s *sets) cut(path *tftypes.AttributePath) *tftypes.AttributePath {
	steps := path.Steps()
	if s == nil || len(steps) < 2 {
		return path
	}
	name, ok := steps[0].(tftypes.AttributeName)
	if _, isSet := s.defaults[string(name)]; !ok || !isSet {
		return path
	}
	return tftypes.NewAttributePathWithSteps(steps[:1])
}

// cutAll cuts the paths of diagnostics.
func (s *sets) cutAll(diagnostics []*tfprotov6.Diagnostic) {
	for _, d := range diagnostics {
		d.Attribute = s.cut(d.Attribute)
	}
}
