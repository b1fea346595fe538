package framework_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

func TestTimeoutsArePositive(t *testing.T) {
	t.Parallel()
	attribute, ok := framework.Timeouts(t.Context(), timeouts.Opts{Create: true, Update: true, Delete: true}).(schema.SingleNestedAttribute)
	if !ok || attribute.MarkdownDescription == "" || !attribute.IsOptional() {
		t.Fatalf("got %+v", attribute)
	}
	if len(attribute.Attributes) != 3 {
		t.Errorf("got the attributes %v", attribute.Attributes)
	}
	for _, name := range []string{"create", "update", "delete"} {
		nested, ok := attribute.Attributes[name].(schema.StringAttribute)
		if !ok {
			t.Errorf("%s is missing", name)
			continue
		}
		for text, want := range map[string]bool{"10m": true, "1s": true, "0s": false, "-5m": false, "10": false} {
			valid := true
			for _, rule := range nested.Validators {
				var resp validator.StringResponse
				rule.ValidateString(t.Context(), validator.StringRequest{ConfigValue: types.StringValue(text)}, &resp)
				valid = valid && !resp.Diagnostics.HasError()
			}
			if valid != want {
				t.Errorf("%s = %q: valid is %v", name, text, valid)
			}
		}
	}
}
