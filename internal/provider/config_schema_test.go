package provider

import (
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestSchemaAndModelAgree(t *testing.T) {
	t.Parallel()
	s := providerSchema()
	if diags := s.ValidateImplementation(t.Context()); diags.HasError() {
		t.Fatal(diags)
	}
	model := reflect.TypeFor[providerModel]()
	if model.NumField() != len(s.Attributes) {
		t.Errorf("the model has %d fields, the schema %d attributes", model.NumField(), len(s.Attributes))
	}
	secret := map[string]bool{
		argPassword: true, argPasscode: true, argToken: true, argAccessKey: true, argSecretKey: true, argSecurityToken: true, argKey: true,
	}
	for i := range model.NumField() {
		name := model.Field(i).Tag.Get("tfsdk")
		attribute, ok := s.Attributes[name]
		if !ok {
			t.Errorf("the schema has no %q", name)
			continue
		}
		if attribute.IsSensitive() != secret[name] {
			t.Errorf("%s: sensitive is %v", name, attribute.IsSensitive())
		}
		if got, want := attribute.GetType().ValueType(t.Context()), model.Field(i).Type; reflect.TypeOf(got) != want {
			t.Errorf("%s is a %T, in the model a %s", name, got, want)
		}
		description := attribute.GetMarkdownDescription()
		for _, place := range append(sourceOf(name).env, sourceOf(name).keys...) {
			if !strings.Contains(description, "`"+place+"`") {
				t.Errorf("the description of %s does not name %s", name, place)
			}
		}
		if !strings.HasSuffix(description, ".") {
			t.Errorf("the description of %s is no sentence: %s", name, description)
		}
	}
}

func TestAddressValidator(t *testing.T) {
	t.Parallel()
	tests := map[types.String]bool{
		types.StringNull(): true, types.StringUnknown(): true, types.StringValue(""): true,
		types.StringValue("https://iam.eu-de.otc.t-systems.com/v3"): true,
		types.StringValue("http://127.0.0.1:8080"):                  true,
		types.StringValue("iam.example.com"):                        false,
		types.StringValue("ftp://iam.example.com"):                  false,
		types.StringValue("https://"):                               false,
		types.StringValue("https://u:p@iam.example.com"):            false,
	}
	for value, valid := range tests {
		var resp validator.StringResponse
		httpURL{}.ValidateString(t.Context(), validator.StringRequest{Path: path.Root(argAuthURL), ConfigValue: value}, &resp)
		if resp.Diagnostics.HasError() == valid {
			t.Errorf("%s: %v", value, resp.Diagnostics)
		}
	}
	if d := (httpURL{}).MarkdownDescription(t.Context()); !strings.Contains(d, "http") {
		t.Errorf("description is %q", d)
	}
}
