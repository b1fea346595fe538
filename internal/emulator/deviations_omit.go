package emulator

import "encoding/json"

// omit drops the fields that an answer is to leave out.
func omit(a any, names ...string) (any, error) {
	if len(names) == 0 {
		return a, nil
	}
	body, err := json.Marshal(a)
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
