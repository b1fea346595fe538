package provider_test

import (
	"cmp"
	"context"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/list"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// describer is what validators, plan modifiers, defaults and the validators of a whole configuration have in common.
type describer interface {
	Description(ctx context.Context) string
	MarkdownDescription(ctx context.Context) string
}

// TestEveryDescription walks all that a person can read of the provider with `terraform providers schema`, in an editor
// or in the documentation.
func TestEveryDescription(t *testing.T) {
	t.Parallel()
	p := provider.New("test")()
	var configuration frameworkprovider.SchemaResponse
	p.Schema(t.Context(), frameworkprovider.SchemaRequest{}, &configuration)
	own := configuration.Schema
	checkSchema(t, "provider", own.MarkdownDescription, own.GetAttributes(), len(own.Blocks))

	for _, create := range p.Resources(t.Context()) {
		r := create()
		var metadata resource.MetadataResponse
		r.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "opentelekomcloud"}, &metadata)
		var described resource.SchemaResponse
		r.Schema(t.Context(), resource.SchemaRequest{}, &described)
		at := "resource " + metadata.TypeName
		checkSchema(t, at, described.Schema.MarkdownDescription, described.Schema.GetAttributes(), len(described.Schema.Blocks))
		identified, ok := r.(resource.ResourceWithIdentity)
		if !ok {
			t.Fatalf("%s has no identity", at)
		}
		var identity resource.IdentitySchemaResponse
		identified.IdentitySchema(t.Context(), resource.IdentitySchemaRequest{}, &identity)
		for name, attribute := range identity.IdentitySchema.Attributes {
			checkText(t, at+", identity: "+name, attribute.GetDescription())
		}
		if validated, ok := r.(resource.ResourceWithConfigValidators); ok {
			for _, validator := range validated.ConfigValidators(t.Context()) {
				checkDescriber(t, at, validator)
			}
		}
	}
	lists, ok := p.(frameworkprovider.ProviderWithListResources)
	if !ok {
		t.Fatal("the provider has no list resources")
	}
	for _, create := range lists.ListResources(t.Context()) {
		l := create()
		var metadata resource.MetadataResponse
		l.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "opentelekomcloud"}, &metadata)
		var described list.ListResourceSchemaResponse
		l.ListResourceConfigSchema(t.Context(), list.ListResourceSchemaRequest{}, &described)
		at := "list resource " + metadata.TypeName
		checkSchema(t, at, described.Schema.MarkdownDescription, described.Schema.GetAttributes(), len(described.Schema.Blocks))
	}
	for _, create := range p.DataSources(t.Context()) {
		d := create()
		var metadata datasource.MetadataResponse
		d.Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: "opentelekomcloud"}, &metadata)
		var described datasource.SchemaResponse
		d.Schema(t.Context(), datasource.SchemaRequest{}, &described)
		at := "data source " + metadata.TypeName
		checkSchema(t, at, described.Schema.MarkdownDescription, described.Schema.GetAttributes(), len(described.Schema.Blocks))
		if validated, ok := d.(datasource.DataSourceWithConfigValidators); ok {
			for _, validator := range validated.ConfigValidators(t.Context()) {
				checkDescriber(t, at, validator)
			}
		}
	}
}

// TestEveryActionDescription does the same for actions.
func TestEveryActionDescription(t *testing.T) {
	t.Parallel()
	for _, create := range actionsOf(t) {
		a := create()
		var metadata action.MetadataResponse
		a.Metadata(t.Context(), action.MetadataRequest{ProviderTypeName: "opentelekomcloud"}, &metadata)
		var described action.SchemaResponse
		a.Schema(t.Context(), action.SchemaRequest{}, &described)
		at := "action " + metadata.TypeName
		checkSchema(t, at, described.Schema.MarkdownDescription, described.Schema.GetAttributes(), len(described.Schema.Blocks))
		if validated, ok := a.(action.ActionWithConfigValidators); ok {
			for _, validator := range validated.ConfigValidators(t.Context()) {
				checkDescriber(t, at, validator)
			}
		}
	}
}

func actionsOf(t *testing.T) []func() action.Action {
	t.Helper()
	p, ok := provider.New("test")().(frameworkprovider.ProviderWithActions)
	if !ok {
		t.Fatal("the provider has no actions")
	}
	return p.Actions(t.Context())
}

// TestEveryFunctionDescription does the same for functions.
func TestEveryFunctionDescription(t *testing.T) {
	t.Parallel()
	functions, err := provider.NewServer("test").GetFunctions(t.Context(), &tfprotov6.GetFunctionsRequest{})
	if err != nil || len(functions.Functions) == 0 {
		t.Fatal(err, functions)
	}
	for name, f := range functions.Functions {
		checkText(t, name, f.Summary)
		checkText(t, name, f.Description)
		for _, parameter := range f.Parameters {
			checkText(t, name+": "+parameter.Name, parameter.Description)
		}
	}
}

// checkSchema accepts the schema of a provider, a resource or a data source.
func checkSchema[A schema.Attribute](t *testing.T, at, description string, attributes map[string]A, blocks int) {
	t.Helper()
	checkText(t, at, description)
	checkAttributes(t, at, attributes)
	checkNoBlocks(t, at, blocks)
}

// checkAttributes accepts the attributes of all three kinds of schemas, whose own interfaces are the same.
func checkAttributes[A schema.Attribute](t *testing.T, in string, attributes map[string]A) {
	t.Helper()
	for name, attribute := range attributes {
		at := in + ": " + name
		text := cmp.Or(attribute.GetMarkdownDescription(), attribute.GetDescription())
		checkText(t, at, text)
		for _, d := range describers(attribute) {
			checkDescriber(t, at, d)
			checkMentions(t, at, text, d)
		}
		if nested, ok := any(attribute).(schema.NestedAttribute); ok {
			object := nested.GetNestedObject()
			for _, d := range describers(object) {
				checkDescriber(t, at, d)
			}
			checkAttributes(t, at, object.GetAttributes())
		}
	}
}

var methods = regexp.MustCompile(`^[A-Z][A-Za-z0-9]+(Validators|PlanModifiers|DefaultValue)$`)

// describers are an attribute's validators, plan modifiers and default. The methods that return them are named after the
// attribute's type, such as StringValidators.
func describers(attribute any) (all []describer) {
	value := reflect.ValueOf(attribute)
	for i := range value.NumMethod() {
		if !methods.MatchString(value.Type().Method(i).Name) {
			continue
		}
		result := value.Method(i).Call(nil)[0]
		if result.Kind() != reflect.Slice {
			if d, ok := result.Interface().(describer); ok {
				all = append(all, d)
			}
			continue
		}
		for j := range result.Len() {
			all = append(all, result.Index(j).Interface().(describer)) //nolint:errcheck // or else the test is wrong
		}
	}
	return all
}

func checkText(t *testing.T, at, text string) {
	t.Helper()
	switch {
	case text == "":
		t.Errorf("%s has no description", at)
	case !regexp.MustCompile("^(\\p{Lu}|`)").MatchString(text):
		t.Errorf("%s: the description begins with neither a capital nor a code span: %s", at, text)
	case !strings.HasSuffix(text, "."):
		t.Errorf("%s: the description does not end with a full stop: %s", at, text)
	case strings.Contains(text, "  "), strings.Contains(text, ".."), strings.Contains(text, " ."):
		t.Errorf("%s: the parts of the description are joined badly: %s", at, text)
	case strings.Count(text, "`")%2 != 0:
		t.Errorf("%s: a code span of the description does not end: %s", at, text)
	}
}

func checkDescriber(t *testing.T, at string, d describer) {
	t.Helper()
	if d.Description(t.Context()) == "" || d.MarkdownDescription(t.Context()) == "" {
		t.Errorf("%s: %T does not describe itself", at, d)
	}
}

var (
	quoted = regexp.MustCompile(`"([^"]*)"`)
	change = regexp.MustCompile(`Changing it | replaces `)
)

// checkMentions checks that the description names the values that are allowed, where only some are, the default, and
// what a change does where it replaces the object.
func checkMentions(t *testing.T, at, text string, d describer) {
	t.Helper()
	said := d.Description(t.Context())
	if strings.Contains(said, "one of: [") {
		for _, value := range quoted.FindAllStringSubmatch(said, -1) {
			name := strings.TrimSuffix(value[1], "URL") // the descriptions name that suffix once for all values
			if name != "" && !strings.Contains(text, "`"+name+"`") {
				t.Errorf("%s: the description does not name the value %q: %s", at, value[1], text)
			}
		}
	}
	onlyValue := at == "resource opentelekomcloud_vpcep_service: service_type"
	if strings.Contains(said, "destroy and recreate") && !onlyValue && !change.MatchString(text) {
		t.Errorf("%s: the description does not say what a change does, which is to replace the object: %s", at, text)
	}
	if value := defaultOf(t, d); value != "" && !strings.Contains(text, "`"+value+"`") {
		t.Errorf("%s: the description does not name the default %q: %s", at, value, text)
	}
}

// defaultOf is the default that a describer gives, "" if it is none.
func defaultOf(t *testing.T, d describer) string {
	t.Helper()
	switch d := d.(type) {
	case defaults.Bool:
		var resp defaults.BoolResponse
		d.DefaultBool(t.Context(), defaults.BoolRequest{}, &resp)
		return resp.PlanValue.String()
	case defaults.Int64:
		var resp defaults.Int64Response
		d.DefaultInt64(t.Context(), defaults.Int64Request{}, &resp)
		return resp.PlanValue.String()
	case defaults.String:
		var resp defaults.StringResponse
		d.DefaultString(t.Context(), defaults.StringRequest{}, &resp)
		return resp.PlanValue.ValueString()
	}
	return ""
}

// checkNoBlocks keeps the test honest: it walks attributes only, and the provider has nothing else.
func checkNoBlocks(t *testing.T, at string, n int) {
	t.Helper()
	if n > 0 {
		t.Errorf("%s has blocks, which this test does not walk yet", at)
	}
}
