package setwire

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Values that Terraform sends would have to be put in order.
func TestConfiguredSetOfADataSource(t *testing.T) {
	t.Parallel()
	attributes := map[string]schema.Attribute{
		"ports": DataSourceAttribute{schema.ListNestedAttribute{Optional: true}},
	}
	shown := []*tfprotov6.SchemaAttribute{{Name: "ports", NestedType: &tfprotov6.SchemaObject{}}}
	if err := showComputed(attributes, shown); err == nil || !strings.Contains(err.Error(), "ports") {
		t.Errorf("the error is %v", err)
	}
}
