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

// decode reads a request's JSON body into the struct v points to, and refuses whatever is not exactly as documented:
// unknown names, names in another case (which encoding/json would accept), null, other types.
func decode(c *call, v any) error {
	if len(bytes.TrimSpace(c.body)) == 0 {
		return errorByCode("EndPoint.0011")
	}
	contentType := c.request.Header.Get("Content-Type")
	if contentType == "" {
		return apiErrorf("EndPoint.0012", "the header Content-Type is missing")
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
			return apiErrorf("EndPoint.0002", "%s: a JSON %s is not allowed here", wrongType.Field, wrongType.Value)
		}
		return apiErrorf("EndPoint.0002", "%v", err)
	}
	return nil
}

// checkFields walks a decoded value beside the type it will be decoded into.
func checkFields(value any, t reflect.Type, path string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch value := value.(type) {
	case nil:
		return apiErrorf("EndPoint.0002", "%s must not be null", pathOrBody(path))
	case []any:
		if t.Kind() != reflect.Slice {
			return nil // decoding says it better
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
		slices.Sort(names) // the same body is always refused for the same reason
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
