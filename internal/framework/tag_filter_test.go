package framework_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

func TestTagFilter(t *testing.T) {
	t.Parallel()
	list := types.ListType{ElemType: types.StringType}
	values := framework.StringList
	listOf := func(elements ...attr.Value) types.List { return types.ListValueMust(types.StringType, elements) }
	for name, test := range map[string]struct {
		tags map[string]attr.Value
		says string // "" if the filter is valid
	}{
		"none":               {},
		"any value":          {tags: map[string]attr.Value{"a": values(nil)}},
		"values":             {tags: map[string]attr.Value{"größe_1-@": values([]string{"", "ä"})}},
		"unknown":            {tags: map[string]attr.Value{"a": types.ListUnknown(types.StringType), "b": listOf(types.StringUnknown())}},
		"too many keys":      {map[string]attr.Value{"a": values(nil), "b": values(nil), "c": values(nil)}, "3 keys are given; a filter has at most 2"},
		"too many values":    {map[string]attr.Value{"a": values([]string{"1", "2", "3"})}, "has 3 values; allowed are 2"},
		"a value twice":      {map[string]attr.Value{"a": values([]string{"1", "1"})}, `has the value "1" twice`},
		"an empty key":       {map[string]attr.Value{"": values(nil)}, "has 0 characters"},
		"a wrong key":        {map[string]attr.Value{"a b": values(nil)}, `has the character ' '`},
		"a wrong value":      {map[string]attr.Value{"a": values([]string{"*"})}, `has a value "*", which has the character '*'`},
		"a long value":       {map[string]attr.Value{"a": values([]string{strings.Repeat("x", 6)})}, "has 6 characters"},
		"no values":          {map[string]attr.Value{"a": types.ListNull(types.StringType)}, "[] for any value"},
		"a value of nothing": {map[string]attr.Value{"a": listOf(types.StringNull())}, "a value that is null"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var resp validator.MapResponse
			framework.TagFilter(framework.TagFilterLimits{Keys: 2, Values: 2, Key: 10, Value: 5}).ValidateMap(t.Context(),
				validator.MapRequest{Path: path.Root("tags"), ConfigValue: types.MapValueMust(list, test.tags)}, &resp)
			if test.says == "" {
				if resp.Diagnostics.HasError() {
					t.Error(resp.Diagnostics)
				}
				return
			}
			if resp.Diagnostics.ErrorsCount() != 1 || !strings.Contains(resp.Diagnostics[0].Detail(), test.says) {
				t.Errorf("got %v, want %q", resp.Diagnostics, test.says)
			}
		})
	}
}
