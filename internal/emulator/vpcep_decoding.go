package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"strings"
)

// decode decodes a request's JSON body into the struct that v points to. It returns an error for unknown fields, null,
// wrong types, and field names in the wrong case, which encoding/json accepts.
func decode(c *call, v any) error {
	if len(bytes.TrimSpace(c.body)) == 0 {
		return errorByCode("EndPoint.0011")
	}
	contentType := c.request.Header.Get("Content-Type")
	if contentType == "" {
		return apiErrorf("EndPoint.0012", "the Content-Type header is missing")
	}
	if mediaType, _, err := mime.ParseMediaType(contentType); err != nil || mediaType != "application/json" {
		return &apiError{status: http.StatusUnsupportedMediaType, code: "EndPoint.0002",
			message: fmt.Sprintf("Content-Type is %q, want application/json", contentType)}
	}
	var raw any
	if err := json.Unmarshal(c.body, &raw); err != nil {
		return apiErrorf("EndPoint.0002", "the body is not JSON: %v", err)
	}
	if err := checkFields(raw, reflect.TypeOf(v).Elem(), ""); err != nil {
		return err
	}
	if err := json.Unmarshal(c.body, v); err != nil {
		var wrongType *json.UnmarshalTypeError
		if errors.As(err, &wrongType) {
			return apiErrorf("EndPoint.0002", "%s must not be a JSON %s", wrongType.Field, wrongType.Value)
		}
		return apiErrorf("EndPoint.0002", "%v", err)
	}
	return nil
}

// checkFields returns an error if a JSON value contains null, or fields that the type t does not have.
func checkFields(value any, t reflect.Type, path string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch value := value.(type) {
	case nil:
		return apiErrorf("EndPoint.0002", "%s must not be null", pathOrBody(path))
	case []any:
		if t.Kind() != reflect.Slice {
			return nil // json.Unmarshal has the better error message
		}
		for i, item := range value {
			if err := checkFields(item, t.Elem(), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	case map[string]any:
		if t.Kind() != reflect.Struct {
			return nil
		}
		fields := map[string]reflect.Type{}
		for f := range t.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			fields[name] = f.Type
		}
		names := make([]string, 0, len(value))
		for name := range value {
			names = append(names, name)
		}
		slices.Sort(names) // the same body always returns the same error
		for _, name := range names {
			at := strings.TrimPrefix(path+"."+name, ".")
			fieldType, ok := fields[name]
			if !ok {
				return apiErrorf("EndPoint.0002", "unknown field %q", at)
			}
			if err := checkFields(value[name], fieldType, at); err != nil {
				return err
			}
		}
	}
	return nil
}

func pathOrBody(path string) string {
	if path == "" {
		return "the body"
	}
	return path
}
