package emulator

import "encoding/json"

// omit returns v without the named JSON fields.
func omit(v any, names ...string) (any, error) {
	if len(names) == 0 {
		return v, nil
	}
	body, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, err
	}
	for _, name := range names {
		delete(fields, name)
	}
	return fields, nil
}
