package framework_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

func TestAnsweredTextSet(t *testing.T) {
	t.Parallel()
	null, unknown := types.ListNull(types.StringType), types.ListUnknown(types.StringType)
	set := func(texts ...string) types.List { return framework.SortedList(texts) }
	for name, test := range map[string]struct {
		had    types.List
		answer *[]string
		want   types.List
	}{
		"absent keeps":                     {set("a"), nil, set("a")},
		"absent makes unknown null":        {unknown, nil, null},
		"none of null":                     {null, &[]string{}, null},
		"none of unknown":                  {unknown, &[]string{}, null},
		"none of [] keeps it":              {set(), &[]string{}, set()},
		"none of some":                     {set("a"), &[]string{}, null},
		"others":                           {set("a"), &[]string{"b"}, set("b")},
		"of unknown":                       {unknown, &[]string{"b", "a"}, set("a", "b")},
		"another form and order stays":     {set("A", "b"), &[]string{"b", "a"}, set("A", "b")},
		"one more in another form changes": {set("A"), &[]string{"b", "a"}, set("a", "b")},
		"twice the same":                   {null, &[]string{"a", "a"}, set("a")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := framework.SetFromAPI(test.had, test.answer, strings.ToLower); !got.Equal(test.want) {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
