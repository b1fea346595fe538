package vpcep

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// The functions below describe attributes in the states of other providers. Those write "", [] and {} where this one has null.
// Errors complete the sentence "the attribute … of the state".

// sameString keeps a string.
func sameString(name string) sourceAttribute {
	return stringIn(name, func(s string) string { return s })
}

// lowerCase and upperCase are for enumerations, in which other providers ignore case.
func lowerCase(name string) sourceAttribute { return stringIn(name, strings.ToLower) }
func upperCase(name string) sourceAttribute { return stringIn(name, strings.ToUpper) }

func stringIn(name string, form func(string) string) sourceAttribute {
	return sourceAttribute{name, func(value any) (attr.Value, error) {
		text, err := as[string](value, "a string")
		if err != nil || text == "" {
			return types.StringNull(), err
		}
		return types.StringValue(form(text)), nil
	}}
}

func sameBool(name string) sourceAttribute {
	return sourceAttribute{name, func(value any) (attr.Value, error) {
		b, err := as[bool](value, "a boolean")
		return types.BoolValue(b), err
	}}
}

func sameInteger(name string) sourceAttribute {
	return sourceAttribute{name, func(value any) (attr.Value, error) {
		n, err := integer(value)
		return types.Int64Value(n), err
	}}
}

// sameSet keeps a set of strings.
func sameSet(name string) sourceAttribute {
	return sourceAttribute{name, func(value any) (attr.Value, error) {
		texts, err := stringsOf(value)
		if err != nil || len(texts) == 0 {
			return types.ListNull(types.StringType), err
		}
		return framework.SortedList(texts), nil
	}}
}

// listOf makes a list of strings, or of one string.
func listOf(name string) sourceAttribute {
	return sourceAttribute{name, func(value any) (attr.Value, error) {
		if text, ok := value.(string); ok {
			value = slices.DeleteFunc([]any{text}, func(any) bool { return text == "" })
		}
		texts, err := stringsOf(value)
		if err != nil || len(texts) == 0 {
			return types.ListNull(types.StringType), err
		}
		return framework.StringList(texts), nil
	}}
}

// sameTags keeps a map of strings.
func sameTags() sourceAttribute {
	return sourceAttribute{"tags", func(value any) (attr.Value, error) {
		object, err := as[map[string]any](value, "a map")
		if err != nil || len(object) == 0 {
			return types.MapNull(types.StringType), err
		}
		elements := make(map[string]attr.Value, len(object))
		for key, element := range object {
			text, err := as[string](element, "a map of strings")
			if err != nil {
				return nil, err
			}
			elements[key] = types.StringValue(text)
		}
		return types.MapValueMust(types.StringType, elements), nil
	}}
}

// portsIn converts port mappings, whose ports have other names in some providers.
func portsIn(name, clientPort, serverPort string) sourceAttribute {
	return sourceAttribute{name, func(value any) (attr.Value, error) {
		mappings, err := as[[]any](value, "a list")
		if err != nil {
			return nil, err
		}
		ports := make([]vpcep.Port, len(mappings))
		for i, element := range mappings {
			mapping, err := as[map[string]any](element, "a list of port mappings")
			if err != nil {
				return nil, err
			}
			if ports[i].ClientPort, err = integer(mapping[clientPort]); err != nil {
				return nil, fmt.Errorf("has a %s that %w", clientPort, err)
			}
			if ports[i].ServerPort, err = integer(mapping[serverPort]); err != nil {
				return nil, fmt.Errorf("has a %s that %w", serverPort, err)
			}
			ports[i].Protocol, _ = mapping["protocol"].(string) // TCP by default
			ports[i].Protocol = strings.ToUpper(ports[i].Protocol)
		}
		return portsValue(ports), nil
	}}
}

// policyIn converts the JSON text of a policy.
func policyIn(name string) sourceAttribute {
	return sourceAttribute{name, func(value any) (attr.Value, error) {
		text, err := as[string](value, "a string")
		if err != nil || text == "" {
			return types.ListNull(statementType), err
		}
		var statements []vpcep.PolicyStatement
		if err := json.Unmarshal([]byte(text), &statements); err != nil {
			return nil, fmt.Errorf("is not the JSON text of a policy: %w", err)
		}
		return statementsFromAPI(types.ListNull(statementType), &statements), nil
	}}
}

// sameTimeouts keeps the timeouts that this provider has, too.
func sameTimeouts() sourceAttribute {
	return sourceAttribute{"timeouts", func(value any) (attr.Value, error) {
		block, err := as[map[string]any](value, "an object")
		if err != nil {
			return nil, err
		}
		elementTypes, elements, configured := map[string]attr.Type{}, map[string]attr.Value{}, false
		for _, name := range []string{"create", "update", "delete"} {
			elementTypes[name], elements[name] = types.StringType, types.StringNull()
			text, _ := block[name].(string)
			if duration, err := time.ParseDuration(text); err == nil && duration > 0 {
				elements[name], configured = types.StringValue(text), true
			}
		}
		if !configured {
			return types.ObjectNull(elementTypes), nil
		}
		return types.ObjectValueMust(elementTypes, elements), nil
	}}
}

func as[T any](value any, kind string) (T, error) {
	typed, ok := value.(T)
	if !ok {
		return typed, fmt.Errorf("is not %s: %s", kind, asJSON(value))
	}
	return typed, nil
}

func integer(value any) (int64, error) {
	number, err := as[json.Number](value, "a number")
	if err != nil {
		return 0, err
	}
	n, err := number.Int64()
	if err != nil {
		return 0, fmt.Errorf("is not an integer: %s", number)
	}
	return n, nil
}

func stringsOf(value any) ([]string, error) {
	list, err := as[[]any](value, "a list")
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(list))
	for i, element := range list {
		if texts[i], err = as[string](element, "a list of strings"); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

func asJSON(value any) string {
	const limit = 60
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprintf("%T", value)
	}
	if len(text) > limit {
		text = append(text[:limit], "…"...)
	}
	return string(text)
}
